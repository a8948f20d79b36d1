package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.KeyRing;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.migration.MigrationGenerator.Mode;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated constraints hold for whatever this library writes, and for nothing that others do. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class StoredChecksTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "Claim")
    @Table(name = "insurance_claim")
    @SecondaryTable(name = "claim_detail")
    @Audited
    static class Claim {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        Integer amount;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String city;

        @Encrypted(storage = Storage.TEXT)
        String notes;

        @Encrypted
        @Column(length = 3_000_000)
        String scan;

        @Column(table = "claim_detail")
        String plain;
    }

    @Entity(name = "Claimant")
    @Table(name = "claimant")
    static class Claimant {
        @Id
        long id;

        @ElementCollection
        @Encrypted
        List<String> phones = new ArrayList<>();

        @ElementCollection
        @Encrypted(storage = Storage.TEXT)
        List<String> aliases = new ArrayList<>();
    }

    @Entity(name = "Asset")
    @Table(name = "asset")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Asset {
        @Id
        long id;

        @Encrypted
        String label;
    }

    @Entity(name = "Car")
    @Table(name = "car")
    static class Car extends Asset {

        @Encrypted
        String plate;
    }

    @Entity(name = "Memo")
    @Table(name = "memo")
    static class Memo {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String notes;
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @BeforeEach
    void createTables() throws SQLException {
        tables = new SchemaTables(database, RING);
        apply(generate(Mode.CREATE, Map.of(), Claim.class, Claimant.class, Asset.class, Car.class));
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f08a_whateverIsWrittenHolds() {
        try (TestSessions sessions = tables.start("validate", Claim.class, Claimant.class, Asset.class, Car.class)) {
            sessions.run(session -> {
                session.persist(claim(1, ""));
                session.persist(claim(2, "x"));
                Claimant claimant = new Claimant();
                claimant.phones.add("");
                claimant.aliases.add("");
                session.persist(claimant);
                Car car = new Car();
                car.label = "";
                car.plate = "";
                session.persist(car);
            });
            sessions.run(session -> session.merge(claim(1, "merged")));
            sessions.factory.inStatelessTransaction(session -> session.update(claim(1, "stateless")));
            sessions.run(session -> session.createMutationQuery(
                            "update Claim set amount = 5, notes = '', scan = 'bulk' where id = 2")
                    .executeUpdate());
            sessions.run(session ->
                    session.createMutationQuery("update Asset set label = ''").executeUpdate());
            Claim bulk = sessions.call(session -> session.find(Claim.class, 2L));
            assertThat(bulk.notes).isEmpty();
            assertThat(bulk.scan).isEqualTo("bulk");
        }
    }

    @Entity(name = "Badge")
    @Table(name = "badge")
    static class Badge {
        @Id
        long id;

        @Encrypted
        @Column(length = 20)
        String owner;

        @Encrypted
        @BlindIndex
        @Column(length = 20)
        String number;
    }

    /** A byte more than the value would not fit: MERGE of H2 used to store FD, or the row key, in front. */
    @Test
    void f25a_anUpsertStoresTheBareValueInAColumnOfItsExactSize() throws SQLException {
        apply(generate(Mode.CREATE, Map.of(), Badge.class));
        try (TestSessions sessions = tables.start("validate", Badge.class)) {
            for (String text : List.of("\uD83D\uDD10".repeat(10), "\u20AC".repeat(20), "x".repeat(20))) {
                Badge badge = new Badge();
                badge.id = 7;
                badge.owner = text;
                badge.number = text;
                sessions.factory.inStatelessTransaction(session -> session.upsert(badge));
                Badge read = sessions.call(session -> session.find(Badge.class, 7L));
                assertThat(List.of(read.owner, read.number)).containsOnly(text);
                assertThat(sessions.bytes("select owner from badge")).startsWith(0xF9);
                assertThat(sessions.bytes("select number from badge")).startsWith(0xF7);
            }
        }
    }

    @Test
    void f08b_upsertsAndBulkInsertsHold() throws SQLException {
        apply(generate(Mode.CREATE, Map.of(), Badge.class));
        try (TestSessions sessions = tables.start("validate", Badge.class)) {
            for (String owner : List.of("first", "second", "")) {
                Badge badge = new Badge();
                badge.id = 7;
                badge.owner = owner;
                sessions.factory.inStatelessTransaction(session -> session.upsert(badge));
                assertThat(sessions.<String>call(session -> session.find(Badge.class, 7L).owner))
                        .isEqualTo(owner);
            }
            sessions.run(session -> session.createMutationQuery("insert into Badge (id, owner) values (8, 'bulk')")
                    .executeUpdate());
            Badge badge = new Badge();
            badge.id = 8;
            badge.owner = "over the bulk one";
            sessions.factory.inStatelessTransaction(session -> session.upsert(badge));
            assertThat(sessions.<String>call(session -> session.find(Badge.class, 8L).owner))
                    .isEqualTo("over the bulk one");
        }
    }

    @Test
    void f08c_otherWritersFail() throws SQLException {
        for (String column : List.of("email", "amount", "scan", "row_key")) {
            for (String wrong : List.of("", "00", "FE", "ab".repeat(83), "FD" + "00".repeat(20))) {
                refuses("insurance_claim", "id, " + column, "9, " + bytes(wrong));
            }
        }
        for (String column : List.of("city", "notes")) {
            for (String wrong : List.of("", "plain", "rs1.", "RS1." + "A".repeat(60), "x" + "A".repeat(200))) {
                refuses("insurance_claim", "id, " + column, "9, '" + wrong + "'");
            }
        }
        tables.execute("insert into claimant (id) values (9)");
        String cell = "F9" + "00".repeat(120);
        refuses("Claimant_phones", "Claimant_id, phones", "9, " + bytes(cell));
        refuses("Claimant_aliases", "Claimant_id, aliases", "9, 'rs1." + "A".repeat(60) + "'");
        refuses("car", "id, plate", "9, " + bytes("ab".repeat(120)));
        tables.execute("insert into insurance_claim (id, email) values (9, " + bytes(cell) + ")");
    }

    @Test
    void f08d_aColumnThatMayHoldPlaintextGetsItsConstraintWhenItIsStrict() {
        String mode = "rowseal.mode.Memo.notes";
        String before = generate(Mode.ADD, Map.of(mode, "write-ciphertext until 2999-12-31"), Memo.class);
        assertThat(before).contains("ck_memo_row_key").doesNotContain("ck_memo_notes");

        String after = generate(Mode.CHECKS, Map.of(), Memo.class);

        assertThat(after).contains("ck_memo_notes").doesNotContain("add column");
        assertThat(generate(Mode.CHECKS, Map.of(), Claim.class))
                .contains("ck_insurance_claim_notes", "ck_insurance_claim_AUD_notes");
    }

    @Test
    void f08e_theConstraintsCanBeLeftOutAndBeAddedOnline() throws SQLException {
        MigrationGenerator.Builder builder =
                MigrationGenerator.builder().entities(Badge.class).database(MigrationDatabase.valueOf(database.name()));
        assertThat(content(builder.checks(false).build())).doesNotContain("check (");
        tables.execute("create table badge (id bigint not null primary key)");

        apply(content(builder.checks(true).build()).replaceAll("(?s)-- Rowseal: checks.*", ""));
        apply(content(builder.online(true).mode(Mode.CHECKS).build()));

        refuses("badge", "id, owner", "1, " + bytes("00"));
    }

    private static Claim claim(long id, String text) {
        Claim claim = new Claim();
        claim.id = id;
        claim.email = text;
        claim.amount = 0;
        claim.city = text;
        claim.notes = text;
        claim.scan = text;
        claim.plain = "plain";
        return claim;
    }

    private void refuses(String table, String columns, String values) {
        String statement = "insert into " + table + " (" + columns + ") values (" + values + ")";
        assertThatThrownBy(() -> tables.execute(statement))
                .as(statement)
                .isInstanceOf(SQLException.class)
                .message()
                .containsIgnoringCase("ck_" + table);
    }

    private String bytes(String hex) {
        assertThatCode(() -> HexFormat.of().parseHex(hex)).doesNotThrowAnyException();
        return database == TestDatabase.POSTGRESQL ? "decode('" + hex + "', 'hex')" : "X'" + hex + "'";
    }

    private String generate(Mode mode, Map<String, String> settings, Class<?>... entities) {
        MigrationGenerator.Builder builder = MigrationGenerator.builder()
                .entities(entities)
                .database(MigrationDatabase.valueOf(database.name()))
                .mode(mode);
        settings.forEach(builder::setting);
        return content(builder.build());
    }

    private static String content(MigrationGenerator generator) {
        StringBuilder text = new StringBuilder();
        generator.generate().stream()
                .filter(file -> file.name().endsWith(".sql"))
                .forEach(file -> text.append(file.content()));
        return text.toString();
    }

    private void apply(String script) throws SQLException {
        for (String statement : script.split(";\n")) {
            String sql = statement.replaceAll("(?m)^--.*$", "").strip();
            if (!sql.isEmpty()) {
                tables.execute(sql);
            }
        }
    }
}
