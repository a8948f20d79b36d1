package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A column that compares without case becomes no column with a blind index, which tells cases apart, without a word. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class CaseInsensitiveColumnsTest {

    private static final KeyRing RING = TestKeyRing.create();
    private static final String[] MESSAGE = {
        "column 'email' of table 'renter'", "compares without case", "its blind index tells cases apart"
    };

    @Entity(name = "Renter")
    @Table(name = "renter")
    static class Renter {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        @Column(length = 40)
        String email;
    }

    @Entity(name = "Renter")
    @Table(name = "renter")
    static class BinaryRenter {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f04i_aMigrationModeIsRefusedWithTheWayOut() throws SQLException {
        for (String mode : List.of(Modes.CIPHERTEXT, Modes.PLAINTEXT)) {
            for (String type : typesThatIgnoreCase()) {
                create(type);
                Map<String, Object> settings = mode(mode);

                ConfigurationException refusal = tables.refusal(settings, Renter.class);

                assertThat(refusal)
                        .as(type)
                        .hasMessageContainingAll(MESSAGE)
                        .hasMessageContaining("Store the values in one case first");
                assertThat(tables.values("select email from renter")).containsExactly("Ada@x.org");
                if (type.startsWith("set collation")) {
                    assertThat(refusal).hasMessageContaining("map the attribute to a new, binary column");
                    continue;
                }
                if (type.startsWith("set ignorecase")) {
                    // Each varchar of this database is made one that ignores case.
                    continue;
                }
                tables.apply(refusal);
                try (TestSessions started = tables.start(settings, Renter.class)) {
                    assertThat(started.<String>call(session -> session.find(Renter.class, 1L).email))
                            .isEqualTo("Ada@x.org");
                }
            }
        }
    }

    @Test
    void f04j_aStrictAttributeIsToldAboutCaseBesideItsPlaintext() throws SQLException {
        for (String type : typesThatIgnoreCase()) {
            create(type);

            assertThat(tables.refusal("none", Renter.class))
                    .as(type)
                    .hasMessageContainingAll(MESSAGE)
                    .hasMessageContaining("holds plaintext");
        }
    }

    @Test
    void f04k_theSchemaToolChangesNoSuchColumn() throws SQLException {
        for (String type : typesThatIgnoreCase()) {
            create(type);
            Map<String, Object> settings = new HashMap<>(mode(Modes.CIPHERTEXT));
            settings.put("hibernate.hbm2ddl.auto", "update");
            Map<String, String> before = tables.columns("renter");

            assertThat(tables.refusal(settings, Renter.class)).as(type).hasMessageContainingAll(MESSAGE);

            assertThat(tables.columns("renter")).as(type).isEqualTo(before);
            assertThat(tables.values("select email from renter where email = 'ADA@X.ORG'"))
                    .as(type)
                    .hasSize(type.startsWith("other.") ? 0 : 1);
        }
    }

    @Test
    void f04l_aBinaryColumnInItsPlaceIsToldAboutCaseToo() throws SQLException {
        for (String type : typesThatIgnoreCase()) {
            create(type);

            assertThat(tables.refusal("none", BinaryRenter.class))
                    .as(type)
                    .hasMessageContainingAll(MESSAGE)
                    .hasMessageContaining("encrypted values need a binary column");
        }
    }

    @Test
    void f04m_columnsThatTellCasesApartAreWidenedOnly() throws SQLException {
        create(
                switch (database) {
                    case H2, HSQLDB -> "varchar(100)";
                    case POSTGRESQL -> "varchar(100) collate \"C\"";
                    case MARIADB -> "varchar(100) character set utf8mb4 collate utf8mb4_uca1400_as_cs";
                });

        ConfigurationException refusal = tables.refusal(mode(Modes.CIPHERTEXT), Renter.class);

        assertThat(refusal).hasMessageContaining("too small").hasMessageNotContaining("without case");
        tables.apply(refusal);
        tables.start(mode(Modes.CIPHERTEXT), Renter.class).close();
    }

    private static Map<String, Object> mode(String mode) {
        return Map.of(RowsealSettings.MODE + "." + Renter.class.getName() + ".email", mode);
    }

    /** With one row, in a database of its own. */
    private void create(String type) throws SQLException {
        tables = type.startsWith("set ")
                ? new SchemaTables(database, database.newDatabase() + ";INIT=" + type, RING)
                : new SchemaTables(database, RING);
        if (database == TestDatabase.POSTGRESQL) {
            if (type.contains("loose")) {
                assumeThat(tables.values("select 1 from pg_collation where collprovider = 'i' limit 1"))
                        .as("a PostgreSQL with ICU")
                        .isNotEmpty();
                tables.execute(
                        "create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
            }
            if (type.contains("citext")) {
                tables.execute("create schema other");
                tables.execute("create extension citext" + (type.startsWith("other") ? " schema other" : ""));
            }
        }
        tables.execute(
                "create table renter (id bigint not null primary key, row_key " + tables.binary(83) + ", email "
                        + (type.startsWith("set ") ? "varchar(2000)" : type) + ")",
                "insert into renter (id, email) values (1, 'Ada@x.org')");
    }

    private List<String> typesThatIgnoreCase() {
        return switch (database) {
            case H2 ->
                List.of(
                        "varchar_ignorecase(100)",
                        "varchar_ignorecase(2000)",
                        "set ignorecase true",
                        "set collation english strength primary");
            case HSQLDB -> List.of("varchar_ignorecase(100)", "varchar_ignorecase(2000)");
            case POSTGRESQL -> List.of("varchar(100) collate loose", "text collate loose", "citext", "other.citext");
            case MARIADB -> mariaDb();
        };
    }

    private static List<String> mariaDb() {
        List<String> types = new ArrayList<>();
        for (String collation : List.of("utf8mb4_general_ci", "utf8mb4_uca1400_ai_ci", "utf8mb4_unicode_520_ci")) {
            types.add("varchar(100) character set utf8mb4 collate " + collation);
            types.add("varchar(2000) character set utf8mb4 collate " + collation);
        }
        types.add("varchar(100)");
        return types;
    }
}
