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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of a message destroy nothing, and keep what a column has. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class SchemaStatementsTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "Tenant")
    @Table(name = "flat_tenant")
    static class Renter {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        @Column(nullable = false)
        String email;
    }

    @Entity(name = "Tenant")
    @Table(name = "flat_tenant")
    static class TextRenter {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String email;
    }

    @Entity(name = "Tenant")
    @Table(name = "flat_tenant")
    static class Unsearched {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String email;
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @BeforeEach
    void newDatabase() {
        tables = new SchemaTables(database, RING);
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f04a_noStatementDropsAColumnThatHoldsValues() throws SQLException {
        table("email varchar(255)", "'ada@example.org'");

        ConfigurationException refusal = tables.refusal("none", Renter.class);

        assertThat(refusal)
                .hasMessageContainingAll(
                        "It holds values, so do not drop it",
                        "map the attribute to a new column and copy them (docs/migration.md)")
                .hasMessageNotContaining("drop column");
        tables.apply(refusal);
        assertThat(tables.values("select email from flat_tenant")).containsExactly("ada@example.org");
    }

    @Test
    void f04b_aColumnWithoutValuesIsMadeAnewAndRowsStay() throws SQLException {
        table("email varchar(255), name varchar(10) default 'Ada'", "null, 'Ada'");

        tables.apply(tables.refusal("none", TextRenterInBytes.class));

        assertThat(tables.values("select name from flat_tenant")).containsExactly("Ada");
        tables.start("none", TextRenterInBytes.class).close();
    }

    @Entity(name = "Tenant")
    @Table(name = "flat_tenant")
    static class TextRenterInBytes {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @Test
    void f04c_notNullIsKeptWhereTheTableHasNoRows() throws SQLException {
        tables.execute("create table flat_tenant (id bigint not null primary key, email varchar(255) not null)");

        ConfigurationException refusal = tables.refusal("none", Renter.class);

        assertThat(refusal)
                .hasMessageContaining("drop column email")
                .hasMessageMatching("(?s).* add column email \\S+ not null;.*");
        tables.apply(refusal);
        assertThat(isNullable()).isFalse();
        tables.start("none", Renter.class).close();
    }

    @Test
    void f04d_aColumnThatRowsHaveNoValuesForBecomesNotNullLater() throws SQLException {
        table("name varchar(10)", "'Ada'");

        ConfigurationException refusal = tables.refusal("none", Renter.class);

        assertThat(refusal).hasMessageContaining("The table has rows, so make it NOT NULL when all have a value");
        tables.apply(refusal);
        tables.start("none", Renter.class).close();
    }

    @Test
    void f04e_wideningKeepsNotNullDefaultCommentAndCollation() throws SQLException {
        boolean maria = database == TestDatabase.MARIADB;
        String collation = switch (database) {
            case H2, HSQLDB -> "";
            case POSTGRESQL -> " collate \"C\"";
            case MARIADB -> " character set utf8mb4 collate utf8mb4_bin";
        };
        tables.execute("create table flat_tenant (id bigint not null primary key, email varchar(100)" + collation
                + " default 'it''s none' not null" + (maria ? " comment 'who''s it'" : "") + ")");
        if (!maria) {
            tables.execute("comment on column flat_tenant.email is 'who''s it'");
        }
        List<String> before = tables.values(description());

        ConfigurationException refusal = tables.refusal("none", Unsearched.class);

        assertThat(refusal).hasMessageContaining("is too small: it holds 100 and must hold 1156 characters");
        tables.apply(refusal);
        tables.start("none", Unsearched.class).close();
        assertThat(tables.values(description())).isEqualTo(before);
        assertThat(before.get(0)).contains("it").contains("none").contains("who's it");
    }

    @Test
    void f04f_aColumnThatComparesWithoutCaseIsRefusedWithTheWayOut() throws SQLException {
        String looseColumn = switch (database) {
            case H2 -> "email varchar_ignorecase(2000)";
            case HSQLDB -> "email varchar_ignorecase(2000)";
            case POSTGRESQL -> "email varchar(2000) collate loose";
            case MARIADB -> "email varchar(2000) character set utf8mb4 collate utf8mb4_general_ci";
        };
        if (database == TestDatabase.POSTGRESQL) {
            assumeThat(tables.values("select 1 from pg_collation where collprovider = 'i' limit 1"))
                    .as("a PostgreSQL with ICU")
                    .isNotEmpty();
            tables.execute(
                    "create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
        tables.execute("create table flat_tenant (id bigint not null primary key, row_key " + tables.binary(83) + ", "
                + looseColumn + ")");

        ConfigurationException refusal = tables.refusal("none", TextRenter.class);

        assertThat(refusal)
                .hasMessageContainingAll(
                        "column 'email' of table 'flat_tenant'",
                        "compares without case",
                        "its blind index tells cases apart",
                        "Store the values in one case first");
        tables.start("none", Unsearched.class).close();
        tables.apply(refusal);
        tables.start("none", TextRenter.class).close();
    }

    @Test
    void f04g_aColumnOfTheNameOfAnIndexKeepsItsValues() throws SQLException {
        table(
                "row_key " + tables.binary(83) + ", email " + tables.binary(999) + ", email_bidx varchar(20)",
                "null, null, 'something'");

        ConfigurationException refusal = tables.refusal("none", TextRenterInBytes.class);

        assertThat(refusal)
                .hasMessageContainingAll("column 'email_bidx'", "rename it if the application uses it")
                .hasMessageNotContaining("drop column");
    }

    @Test
    void f04h_plaintextOfATextColumnIsNeitherWidenedNorIndexed() throws SQLException {
        table("email varchar(100)", "'ada@example.org'");

        assertThat(tables.refusal("none", TextRenter.class))
                .hasMessageContainingAll("holds plaintext", "Set 'rowseal.mode.", "docs/migration.md")
                .hasMessageNotContaining("email_bidx")
                .hasMessageNotContaining("1180");
    }

    private void table(String columns, String values) throws SQLException {
        tables.execute(
                "create table flat_tenant (id bigint not null primary key, " + columns + ")",
                "insert into flat_tenant values (1, " + values + ")");
    }

    private boolean isNullable() throws SQLException {
        return tables.values(
                        "select is_nullable from information_schema.columns where lower(table_name) = 'flat_tenant'"
                                + " and lower(column_name) = 'email'"
                                + (database == TestDatabase.MARIADB ? " and table_schema = database()" : ""))
                .equals(List.of("YES"));
    }

    /** Everything that a column has beside its type, as one text. */
    private String description() {
        return switch (database) {
            case H2, HSQLDB ->
                "select is_nullable || column_default || remarks from information_schema.columns"
                        + " where table_name = 'FLAT_TENANT' and column_name = 'EMAIL'";
            case POSTGRESQL ->
                "select is_nullable || split_part(column_default, '::', 1) || collation_name ||"
                        + " col_description('flat_tenant'::regclass, 2) from information_schema.columns"
                        + " where table_name = 'flat_tenant' and column_name = 'email'";
            case MARIADB ->
                "select concat(is_nullable, column_default, collation_name, column_comment)"
                        + " from information_schema.columns where table_schema = database()"
                        + " and table_name = 'flat_tenant' and column_name = 'email'";
        };
    }
}
