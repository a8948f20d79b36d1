package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.CheckedTables.Archive;
import io.rowseal.hibernate.CheckedTables.Member;
import io.rowseal.hibernate.CheckedTables.Quoted;
import io.rowseal.hibernate.CheckedTables.Wide;
import io.rowseal.keys.KeyRing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class SchemaCheckTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Parameter
    TestDatabase database;

    private String url;

    @BeforeEach
    void newDatabase() {
        url = database.newDatabase();
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void passesWhatHibernateCreatesAndAlsoValidates() throws SQLException {
        start("create", Member.class).close();
        start("validate", Member.class).close();
        start("update", Member.class).close();
        use(start("none", Member.class));
    }

    @Test
    void passesColumnsThatHoldMegabytes() {
        String scan = "\uffff".repeat(2_000_000);
        try (TestSessions db = start("create", Archive.class)) {
            db.run(session -> {
                Archive archive = new Archive();
                archive.id = 1L;
                archive.scan = scan;
                archive.transcript = scan;
                session.persist(archive);
            });
            Archive found = db.call(session -> session.find(Archive.class, 1L));
            assertThat(found.scan.equals(scan)).isTrue();
            assertThat(found.transcript.equals(scan)).isTrue();
        }
    }

    @Test
    void namesEveryMissingColumnWithTheStatementsThatAddIt() throws SQLException {
        execute("create table club_member (id bigint primary key)");

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal)
                .hasMessageContaining("CheckedTables$Member.notes', is missing")
                .hasMessageContaining("'row_key' of table 'club_member'")
                .hasMessageContaining(
                        "the blind index of attribute 'io.rowseal.hibernate.CheckedTables$Member.email', is missing")
                .hasMessageContaining("CheckedTables$Member.city', is missing");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void namesAMissingTable() throws SQLException {
        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("there is no table 'club_member'");
        execute("create table club_member (id bigint primary key)");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesTextWhereBytesAreStored() throws SQLException {
        recreate("notes", "varchar(1000)");

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal)
                .hasMessageContaining("column 'notes' of table 'club_member'")
                .hasMessageContaining("need a binary column")
                .hasMessageContaining("storage = TEXT");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesBytesWhereTextIsStored() throws SQLException {
        recreate("city_bidx", null);
        recreate("city", binary(2000));

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("column 'city'").hasMessageContaining("character column");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesARowKeyOfAWrongType() throws SQLException {
        recreate("row_key", "varchar(255)");

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal)
                .hasMessageContaining("column 'row_key'")
                .hasMessageContaining("encrypted values need a binary column")
                .hasMessageNotContaining("storage = TEXT");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesAColumnThatIsTooSmallAndSaysHowToWidenIt() throws SQLException {
        boolean limited = database != TestDatabase.POSTGRESQL;
        recreate("city_bidx", null);
        recreate("city", "varchar(255)");
        if (limited) {
            recreate("notes", "varbinary(300)");
        }

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("holds 255 and must hold 1180 characters");
        if (limited) {
            assertThat(refusal).hasMessageContaining("holds 300 and must hold 399 bytes");
        }
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void widensAColumnThatHasAnIndexColumn() throws SQLException {
        start("create", Member.class).close();
        execute("alter table club_member drop column city_bidx");
        execute("alter table club_member "
                + (database == TestDatabase.MARIADB ? "modify column city" : "alter column city set data type")
                + " varchar(100)");
        execute("alter table club_member add column city_bidx varchar(24)"
                + (database == TestDatabase.MARIADB ? " collate utf8mb4_bin" : "")
                + " generated always as (substring(city from 5 for 24))" + stored());

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("must hold 1180 characters");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesAnIndexColumnThatIsNotGenerated() throws SQLException {
        recreate("email_bidx", binary(17));

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("is not generated, so searches would find nothing");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesAnIndexColumnThatIsGeneratedFromOtherBytes() throws SQLException {
        for (String wrong : List.of(
                "substring(email from 20 for 17)",
                "substring(notes from 2 for 17)",
                "substring(work_email from 2 for 17)")) {
            newDatabase();
            start("create", Member.class).close();
            execute("alter table club_member add column work_email " + binary(400));
            recreate("email_bidx", binary(17) + " generated always as (" + wrong + ")" + stored());

            ConfigurationException refusal = refusal(Member.class);

            assertThat(refusal).hasMessageContaining("is generated as").hasMessageContaining("from 2 for 17");
            applyStatementsOf(refusal);
            use(start("none", Member.class));
        }
    }

    @Test
    void refusesAnIndexOfTextThatComparesLoosely() throws SQLException {
        assumeTrue(database == TestDatabase.MARIADB, "only there is it the default");
        recreate("city_bidx", "varchar(24) generated always as (substring(city from 5 for 24)) stored");

        ConfigurationException refusal = refusal(Member.class);

        assertThat(refusal).hasMessageContaining("has the collation utf8mb4_").hasMessageContaining("find too much");
        applyStatementsOf(refusal);
        use(start("none", Member.class));
    }

    @Test
    void refusesADatabaseThatCutsValuesOff() {
        assumeTrue(database == TestDatabase.MARIADB, "others never do");

        assertThatThrownBy(() -> new TestSessions(
                        url + "?jdbcCompliantTruncation=false&sessionVariables=sql_mode='ANSI_QUOTES'",
                        database.user(),
                        RING,
                        Map.of(),
                        Member.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sql_mode='ANSI_QUOTES'")
                .hasMessageContaining("STRICT_TRANS_TABLES");
    }

    @Test
    void keepsATableWithManyEncryptedColumnsWithinTheLimitOfARow() {
        try (TestSessions db = start("create", Wide.class)) {
            db.run(session -> {
                Wide wide = new Wide();
                wide.id = 1L;
                wide.first = "1".repeat(7000);
                wide.other = "2".repeat(7000);
                wide.last = "3".repeat(7000);
                wide.text = "4".repeat(3000);
                wide.mail = "5";
                session.persist(wide);
            });
            Wide found = db.call(session -> session.createSelectionQuery("from Wide where mail = '5'", Wide.class)
                    .getSingleResult());
            assertThat(found.first + found.other + found.last)
                    .isEqualTo("1".repeat(7000) + "2".repeat(7000) + "3".repeat(7000));
            assertThat(found.text).isEqualTo("4".repeat(3000));
        }
        start("validate", Wide.class).close();
    }

    @Test
    void refusesAValueColumnThatTheDatabaseGenerates() throws SQLException {
        assumeTrue(database == TestDatabase.H2, "once is enough");
        recreate("notes", "varbinary(2000) generated always as (email)");

        assertThat(refusal(Member.class)).hasMessageContaining("is generated by the database");
    }

    @Test
    void looksIntoTheSchemaOfTheMappingWithItsQuotedNames() throws SQLException {
        assumeTrue(database != TestDatabase.MARIADB, "where a schema is a database");
        execute("create schema other");
        execute("create table other.\"Order\" (id bigint primary key)");
        // A table of the same name elsewhere must not help.
        execute("create table \"Order\" (id bigint primary key, row_key " + binary(83) + ", \"Group\" " + binary(999)
                + ")");

        ConfigurationException refusal = refusal(Quoted.class);

        assertThat(refusal).hasMessageContaining("alter table other.\"Order\" add column \"Group\" ");
        applyStatementsOf(refusal);
        start("none", Quoted.class).close();
    }

    @Test
    void canBeSkippedBySettingOnly() throws SQLException {
        assertThatThrownBy(() -> start(Map.of("rowseal.schema_check", "off"), Member.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rowseal.schema_check");

        TestSessions unchecked = start(Map.of("rowseal.schema_check", "skip"), Member.class);

        unchecked.factory.getSchemaManager().exportMappedObjects(false);
        use(unchecked);
    }

    private void recreate(String column, String type) throws SQLException {
        if (!exists()) {
            start("create", Member.class).close();
        }
        if (column.equals("email") || column.equals("city")) {
            execute("alter table club_member drop column if exists " + column + "_bidx");
        }
        execute("alter table club_member drop column if exists " + column);
        if (type != null) {
            execute("alter table club_member add column " + column + " " + type);
        }
    }

    private boolean exists() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, database.user(), "")) {
            return connection
                    .getMetaData()
                    .getTables(
                            connection.getCatalog(),
                            null,
                            database == TestDatabase.H2 ? "CLUB_MEMBER" : "club_member",
                            null)
                    .next();
        }
    }

    private String binary(int length) {
        return database == TestDatabase.POSTGRESQL ? "bytea" : "varbinary(" + length + ")";
    }

    private String stored() {
        return database == TestDatabase.H2 ? "" : " stored";
    }

    private ConfigurationException refusal(Class<?> entity) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class, () -> start("none", entity).close());
        assertThat(refusal).isNotNull().hasMessageStartingWith("the database does not have the columns");
        return refusal;
    }

    private void applyStatementsOf(ConfigurationException refusal) throws SQLException {
        for (String line : refusal.getMessage().split("\n")) {
            if (line.startsWith("    ")) {
                execute(line.strip());
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, database.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private TestSessions start(String action, Class<?>... entities) {
        return start(Map.of("hibernate.hbm2ddl.auto", action), entities);
    }

    private TestSessions start(Map<String, Object> settings, Class<?>... entities) {
        Map<String, Object> all = new java.util.HashMap<>(Map.of("hibernate.hbm2ddl.auto", "none"));
        all.putAll(settings);
        return new TestSessions(url, database.user(), RING, all, entities);
    }

    /** Values come back, are found, and are unique. */
    private static void use(TestSessions sessions) {
        try (TestSessions db = sessions) {
            db.run(session -> {
                Member member = new Member();
                member.id = 1L;
                member.notes = "ä".repeat(100);
                member.email = "\uffff".repeat(255);
                member.city = "\uffff".repeat(255);
                session.persist(member);
            });
            Member found = db.call(session -> session.createSelectionQuery(
                            "from Member where email = :email and city = :city", Member.class)
                    .setParameter("email", "\uffff".repeat(255))
                    .setParameter("city", "\uffff".repeat(255))
                    .getSingleResult());
            assertThat(found.notes).isEqualTo("ä".repeat(100));
            assertThatThrownBy(() -> db.run(session -> {
                        Member other = new Member();
                        other.id = 2L;
                        other.email = found.email;
                        session.persist(other);
                    }))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }
}
