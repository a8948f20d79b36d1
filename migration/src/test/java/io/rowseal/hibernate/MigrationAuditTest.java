package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationFile;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.migration.MigrationGenerator.Mode;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations of audited entities have the encrypted columns of their audit tables. */
class MigrationAuditTest {

    @Entity(name = "Deal")
    @Table(name = "deal")
    @Audited
    static class Deal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String party;

        @Encrypted
        LocalDate signed;

        @Encrypted(storage = Storage.TEXT)
        String terms;
    }

    @Entity(name = "Account")
    @Table(name = "account")
    @org.hibernate.annotations.Audited
    static class Account {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String holder;
    }

    @TempDir
    Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void createdAuditTablesKeepRevisions(TestDatabase database) throws Exception {
        String url = database.newDatabase();
        FlywayRun.apply(directory, url, database, generate(database, Mode.CREATE, Deal.class));

        keepsRevisions(url, database);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void columnsAreAddedToAuditTables(TestDatabase database) throws Exception {
        String url = database.newDatabase();
        try (Connection connection = DriverManager.getConnection(url, database.user(), "");
                Statement statement = connection.createStatement()) {
            for (MigrationFile file : generate(database, Mode.CREATE, Deal.class)) {
                for (String sql : file.content().split(";\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
            for (String column : List.of("party_bidx", "party", "signed", "terms", "row_key")) {
                statement.execute("alter table deal drop column " + column);
            }
            for (String column : List.of("party", "signed", "terms")) {
                statement.execute("alter table deal_AUD drop column " + column);
            }
        }
        FlywayRun.apply(directory, url, database, generate(database, Mode.ADD, Deal.class));

        keepsRevisions(url, database);
    }

    @ParameterizedTest
    @EnumSource(MigrationDatabase.class)
    void auditTablesHaveNeitherRowKeysNorIndexes(MigrationDatabase database) {
        String added = textWithoutChecks(database, Deal.class);

        assertThat(added.lines().filter(line -> line.startsWith("alter table deal_AUD ")))
                .hasSize(3)
                .anyMatch(line -> line.contains(" party "))
                .anyMatch(line -> line.contains(" signed "))
                .anyMatch(line -> line.contains(" terms "));
        assertThat(text(generator(database, Mode.CREATE, Deal.class).generate())
                        .lines()
                        .filter(line -> line.startsWith("create table deal_AUD ")))
                .singleElement()
                .asString()
                .contains(" party ", " signed ", " terms ")
                .doesNotContain("row_key", "_bidx");
    }

    @Test
    void namesOfAuditTablesAreThoseOfTheSettings() {
        assertThat(text(MigrationGenerator.builder()
                        .entities(Deal.class)
                        .database(MigrationDatabase.H2)
                        .setting("org.hibernate.envers.audit_table_suffix", "_history")
                        .build()
                        .generate()))
                .contains("alter table deal_history add column signed varbinary(107);");
    }

    @Test
    void hibernatesOwnAuditTablesHaveRowKeysToo() {
        assertThat(textWithoutChecks(MigrationDatabase.H2, Account.class)
                        .lines()
                        .filter(line -> line.startsWith("alter table account_AUD ")))
                .containsExactly(
                        "alter table account_AUD add column row_key varbinary(83);",
                        "alter table account_AUD add column holder varbinary(882);");
    }

    private static MigrationGenerator generator(MigrationDatabase database, Mode mode, Class<?>... entities) {
        return MigrationGenerator.builder()
                .entities(entities)
                .database(database)
                .mode(mode)
                .build();
    }

    private static String textWithoutChecks(MigrationDatabase database, Class<?> entity) {
        return text(MigrationGenerator.builder()
                .entities(entity)
                .database(database)
                .checks(false)
                .build()
                .generate());
    }

    private static List<MigrationFile> generate(TestDatabase database, Mode mode, Class<?>... entities) {
        return generator(MigrationDatabase.valueOf(database.name()), mode, entities)
                .generate();
    }

    private static String text(List<MigrationFile> files) {
        return files.stream().map(MigrationFile::content).collect(Collectors.joining());
    }

    private static void keepsRevisions(String url, TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = new TestSessions(
                        url, database.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), Deal.class)) {
            db.run(session -> {
                Deal deal = new Deal();
                deal.id = 1L;
                deal.party = "Ada";
                deal.signed = LocalDate.of(2026, 11, 23);
                deal.terms = "none";
                session.persist(deal);
            });
            db.run(session -> session.createSelectionQuery("from Deal where party = 'Ada'", Deal.class)
                    .getSingleResult()
                    .party = "Grace");
            List<Deal> revisions = db.call(session -> {
                AuditReader reader = AuditReaderFactory.get(session);
                return reader.getRevisions(Deal.class, 1L).stream()
                        .map(revision -> reader.find(Deal.class, 1L, revision))
                        .toList();
            });
            assertThat(revisions).extracting(deal -> deal.party).containsExactly("Ada", "Grace");
            assertThat(revisions)
                    .extracting(deal -> deal.signed)
                    .containsExactly(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 23));
            assertThat(db.bytes("select party from deal_AUD where revtype = 0")).startsWith(0xFE, 1, 2);
        }
    }
}
