package io.rowseal.hibernate;

import static io.rowseal.hibernate.Vaults.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rowseal.ConfigurationException;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.Modes.Chart;
import io.rowseal.hibernate.Vaults.JsonVault;
import io.rowseal.hibernate.Vaults.LaterVault;
import io.rowseal.hibernate.Vaults.PartialVault;
import io.rowseal.hibernate.Vaults.Vault;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.persistence.ValueEncodingException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On every way to fail that the tests know, no exception shows a value or a key, in no form. */
@OnHibernate72
class CanaryExceptionsTest {

    /** Thrown where no entity is: by the self-test of a key ring, and for the keys of clients; and the class of all. */
    private static final Set<String> ELSEWHERE = Set.of(
            "io.rowseal.RowsealException",
            "io.rowseal.SelfTestException",
            "io.rowseal.WrongKeyException",
            // Of a start before there is any value.
            "io.rowseal.hibernate.internal.scope.MissingKeyRingException");

    private static final Class<?>[] ENTITIES = {Vault.class, JsonVault.class, PartialVault.class, Chart.class};

    private final RecordingMasterKeyStore masterKeys = new RecordingMasterKeyStore();
    private final InMemoryKekStore kekStore = new InMemoryKekStore();
    private final ThrownTexts thrown = new ThrownTexts();
    private TestSessions db;
    private long lastId;

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void showNoValueAndNoKey(TestDatabase database) {
        try (KeyRing ring = ring(masterKeys, kekStore);
                TestSessions sessions = new TestSessions(database, ring, ENTITIES)) {
            db = sessions;
            values();
            databaseErrors(database);
            new FailingQueries(db, thrown).takeAll(persist());
            unreadableValues();
            modes();
            keys();
        }
        List<String> canaries = new ArrayList<>(List.of(CANARY, String.valueOf(Vaults.NUMBER)));
        masterKeys.keys.forEach(key -> canaries.add(new String(key, StandardCharsets.ISO_8859_1)));
        Map<String, String> shown = thrown.containing(canaries);
        shown.keySet().removeAll(FailingQueries.SHOWN_BY_HIBERNATE);
        assertThat(shown).as("texts with values or keys").isEmpty();
        assertThat(thrown.others()).as("ways that ended otherwise").isEmpty();
        assertThat(thrown.classes()).containsAll(exceptions());
    }

    @Test
    void whatHibernateShowsIsDocumented() throws IOException {
        assertThat(Files.readString(Path.of("../docs/boot-checks.md"))).contains(FailingQueries.SHOWN_BY_HIBERNATE);
    }

    /** Those of this module, and those of the core that a reader of entities can get. */
    private static Set<String> exceptions() {
        Set<String> names = new TreeSet<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.rowseal")) {
            boolean ours = found.getPackageName().equals("io.rowseal")
                    || found.getPackageName().startsWith("io.rowseal.persistence")
                    || found.getPackageName().startsWith("io.rowseal.hibernate");
            if (ours
                    && found.isAssignableTo(Throwable.class)
                    && !found.getModifiers().contains(JavaModifier.ABSTRACT)) {
                names.add(found.getName());
            }
        }
        assertThat(names).hasSizeGreaterThan(10).containsAll(ELSEWHERE);
        names.removeAll(ELSEWHERE);
        return names;
    }

    private void values() {
        fails(ValueEncodingException.class, "no UTF-8", vault -> vault.song = CANARY + "\ud800");
        fails(ValueEncodingException.class, "no UTF-8 in text form", vault -> vault.city = CANARY + "\ud800");
        fails(ValueEncodingException.class, "no UTF-8 with an index", vault -> vault.email = CANARY + "\ud800");
        fails(ValueEncodingException.class, "no UTF-8 in a collection", vault -> vault.feathers.add(CANARY + "\ud800"));
        take(
                ValueEncodingException.class,
                "JSON that cannot be read",
                session -> session.persist(new JsonVault(1, new Vaults.Unreadable(CANARY, ""), null)));
        take(
                ValueEncodingException.class,
                "JSON that cannot be written",
                session -> session.persist(new JsonVault(2, null, new Vaults.Failing(CANARY))));
    }

    private void databaseErrors(TestDatabase database) {
        long first = persist();
        fails(ValueEncodingException.class, "longer than declared", vault -> vault.song = CANARY.repeat(100));
        fails(
                ValueEncodingException.class,
                "longer than declared in text form",
                vault -> vault.city = CANARY.repeat(100));
        fails(SQLException.class, "unique key", vault -> vault.email = CANARY + "-mail" + first);
        fails(SQLException.class, "natural id", vault -> vault.name = CANARY + "-name" + first);
        fails(RuntimeException.class, "no value", vault -> vault.required = null);
        take(SQLException.class, "primary key", session -> session.persist(new Vault(first)));
        take(
                SQLException.class,
                "null in a bulk update",
                session -> session.createMutationQuery(
                                "update Vault set song = :song, required = null where id = " + first)
                        .setParameter("song", CANARY)
                        .executeUpdate());
        take(OptimisticLockException.class, "stale", session -> {
            Vault stale = new Vault(first);
            stale.version = 99;
            session.merge(stale);
        });
        thrown.take(
                RuntimeException.class,
                "stateless upsert",
                () -> db.factory.inStatelessTransaction(session -> {
                    Vault vault = new Vault(++lastId);
                    vault.required = null;
                    session.upsert(vault);
                }));
    }

    private void unreadableValues() {
        unreadable(TamperedException.class, "altered", "song", stored -> {
            stored[stored.length - 1] ^= 1;
            return stored;
        });
        unreadable(MalformedCiphertextException.class, "no ciphertext", "song", stored -> bytes());
        unreadable(MalformedCiphertextException.class, "cut off", "song", stored -> Arrays.copyOf(stored, 20));
        unreadable(TamperedException.class, "moved", "song", stored -> stored("other", lastId));
        db.run(session -> session.createMutationQuery("update Vault set other = :other where id = " + persist())
                .setParameter("other", CANARY)
                .executeUpdate());
        byte[] ofOther = stored("other", lastId);
        unreadable(WrongContextException.class, "a sealed value moved", "song", stored -> ofOther);
        long id = persist();
        try (TestSessions later = others(db.ring, Map.of(), LaterVault.class)) {
            for (String attribute : List.of("number", "mood", "note", "egg")) {
                boolean ofAnotherType = attribute.equals("number") || attribute.equals("egg");
                thrown.take(
                        ofAnotherType ? TamperedException.class : ValueEncodingException.class,
                        "a former " + attribute,
                        () -> later.run(session -> session.createSelectionQuery(
                                        "select " + attribute + " from LaterVault where id = " + id, Object.class)
                                .getSingleResult()));
            }
        }
    }

    private void modes() {
        db.run(session -> session.persist(new Chart(1, CANARY)));
        db.execute("update chart set notes = ? where id = 1", CANARY);
        take(PlaintextFoundException.class, "plain text in mode STRICT", session -> session.find(Chart.class, 1L));
        db.execute("update chart set notes = ? where id = 1", "rs1." + CANARY);
        take(
                MalformedCiphertextException.class,
                "a text that looks encrypted",
                session -> session.find(Chart.class, 1L));
        try (TestSessions writing = others(db.ring, Map.of("rowseal.mode.all", Modes.PLAINTEXT), Chart.class)) {
            thrown.take(
                    ValueEncodingException.class,
                    "plain text like a ciphertext",
                    () -> writing.run(session -> session.persist(new Chart(2, "rs1." + CANARY))));
            thrown.take(
                    UnsupportedEncryptedQueryException.class,
                    "a search in a mode",
                    () -> writing.run(session -> session.createSelectionQuery(
                                    "from Chart where email = '" + CANARY + "'", Chart.class)
                            .list()));
            thrown.take(
                    RuntimeException.class,
                    "no UTF-8 in mode WRITE_PLAINTEXT",
                    () -> writing.run(session -> session.persist(new Chart(3, "\ud800" + CANARY))));
        }
        db.execute("insert into partial_vault (id) values (7)");
        try (TestSessions rejecting =
                others(db.ring, Map.of(RowsealSettings.SEALED_VALUES, "reject"), PartialVault.class)) {
            thrown.take(
                    UnsupportedEncryptedQueryException.class,
                    "sealed values rejected",
                    () -> rejecting.run(
                            session -> session.createMutationQuery("update PartialVault set song = '" + CANARY + "'")
                                    .executeUpdate()));
            thrown.take(
                    IllegalStateException.class,
                    "a row without key",
                    () -> rejecting.run(session -> session.find(PartialVault.class, 7L).song = CANARY));
        }
    }

    private void keys() {
        long id = persist();
        reads(UnknownKeyException.class, id, BrokenKeys.master(masterKeys, key -> key), new InMemoryKekStore());
        reads(
                KeyUnavailableException.class,
                id,
                BrokenKeys.failing(masterKeys, new KeyUnavailableException("down")),
                kekStore);
        reads(
                KeyUnavailableException.class,
                id,
                BrokenKeys.failing(masterKeys, new IllegalStateException("broken")),
                kekStore);
        reads(
                KeyAccessDeniedException.class,
                id,
                BrokenKeys.failing(masterKeys, new KeyAccessDeniedException("denied")),
                kekStore);
        reads(
                KeyRecordAlteredException.class,
                id,
                BrokenKeys.master(masterKeys, key -> key),
                BrokenKeys.records(kekStore, 1, KekState.ACTIVE));
        reads(
                KeyRecordAlteredException.class,
                id,
                BrokenKeys.master(masterKeys, key -> new byte[key.length]),
                kekStore);
        reads(KeyRecordAlteredException.class, id, BrokenKeys.master(masterKeys, key -> new byte[3]), kekStore);
        reads(
                KeyDestroyedException.class,
                id,
                BrokenKeys.master(masterKeys, key -> key),
                BrokenKeys.records(kekStore, 0, KekState.DESTROYED));
        Map<String, Object> plaintext =
                Map.of(RowsealSettings.MODE + ".Vault.song", "write-plaintext until 2999-12-31");
        thrown.take(
                ConfigurationException.class,
                "a mode that cannot be",
                () -> others(db.ring, plaintext, Vault.class).close());
    }

    private void reads(Class<? extends Throwable> expected, long id, MasterKeyStore master, InMemoryKekStore keks) {
        try (KeyRing ring = ring(master, keks);
                TestSessions reading = others(ring, Map.of(), Vault.class)) {
            thrown.take(
                    expected,
                    "reading " + ++lastId + ": " + expected.getSimpleName(),
                    () -> reading.run(session -> session.find(Vault.class, id)));
        }
    }

    private static KeyRing ring(MasterKeyStore master, InMemoryKekStore keks) {
        return KeyRing.builder().masterKeyStore(master).kekStore(keks).build();
    }

    /** Another application on the same tables. */
    private TestSessions others(KeyRing ring, Map<String, Object> settings, Class<?>... entities) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("hibernate.hbm2ddl.auto", "none");
        all.put(RowsealSettings.SCHEMA_CHECK, "skip");
        return new TestSessions(db.url, db.user(), ring, all, entities);
    }

    private long persist() {
        long id = ++lastId;
        db.run(session -> session.persist(new Vault(id)));
        return id;
    }

    private void fails(Class<? extends Throwable> expected, String way, Consumer<Vault> change) {
        take(expected, way, session -> {
            Vault vault = new Vault(++lastId);
            change.accept(vault);
            session.persist(vault);
        });
    }

    private void take(Class<? extends Throwable> expected, String way, Consumer<Session> work) {
        thrown.take(expected, way, () -> db.run(work));
    }

    private void unreadable(
            Class<? extends Throwable> expected, String way, String column, UnaryOperator<byte[]> attack) {
        long id = persist();
        db.execute("update vault set " + column + " = ? where id = " + id, attack.apply(stored(column, id)));
        take(expected, way, session -> session.find(Vault.class, id));
        take(
                expected,
                way + ", projected",
                session -> session.createSelectionQuery(
                                "select " + column + " from Vault where id = " + id, Object.class)
                        .getSingleResult());
    }

    private byte[] stored(String column, long id) {
        return db.bytes("select " + column + " from vault where id = " + id);
    }

    private static byte[] bytes() {
        return CANARY.getBytes(StandardCharsets.UTF_8);
    }
}
