package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.format.Pae;
import io.rowseal.hibernate.internal.check.PlaintextLoggers;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hibernate.annotations.NaturalId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plaintext and key bytes are nowhere to be found but where they belong, with every logger at its finest level. */
class CanaryTest {

    private static final String CANARY = "CANARY";

    @Entity(name = "Bird")
    static class Bird {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        String song;

        @Encrypted(storage = Storage.TEXT)
        String city;

        @Encrypted
        Long ring;

        @Encrypted
        byte[] egg;

        @NaturalId(mutable = true)
        @Encrypted
        @BlindIndex
        String name;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        Nest nest;
    }

    @Embeddable
    static class Nest {
        @Encrypted
        String tree;
    }

    /** Written in all its bytes, so that no other number looks like it. */
    private static final long NUMBER = 7_306_644_107_209_151_811L;

    private static final Map<String, Object> TALKATIVE = Map.of(
            "hibernate.generate_statistics", "true",
            "hibernate.log_slow_query", "1",
            "hibernate.format_sql", "true");

    @TempDir
    Path directory;

    private final RecordingMasterKeyStore masterKeys = new RecordingMasterKeyStore();
    private final KeyRing keyRing = ring(masterKeys);
    private LogCapture log;

    private static KeyRing ring(RecordingMasterKeyStore masterKeys) {
        return KeyRing.builder()
                .masterKeyStore(masterKeys)
                .kekStore(new InMemoryKekStore())
                .build();
    }

    @BeforeEach
    void captureLog() {
        log = new LogCapture(PlaintextLoggers.ALL.stream()
                .collect(Collectors.toMap(PlaintextLoggers.PlaintextLogger::name, logger -> Level.INFO)));
    }

    @AfterEach
    void releaseLog() {
        log.close();
        keyRing.close();
    }

    @Test
    void appearsInNoLogExceptionToStringOrDatabaseFile() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("birds") + ";TRACE_LEVEL_FILE=3;TRACE_MAX_FILE_SIZE=100";
        List<String> seen = new ArrayList<>();
        TestSessions db = new TestSessions(url, "sa", keyRing, TALKATIVE, Bird.class);
        try (db) {
            everyOperation(db, seen);
            seen.add(String.valueOf(keyRing) + keyRing.describe() + keyRing.statistics() + db.factory.getProperties());
            wrongKey(url, seen);
        }
        assertThat(seen).hasSizeGreaterThan(5);
        List<LogCapture.Line> lines = log.take();
        assertThat(lines).hasSizeGreaterThan(1000);

        List<byte[]> keys = keys(url);
        assertThat(keys).hasSizeGreaterThanOrEqualTo(4);
        List<String> forbidden =
                new ArrayList<>(List.of(CANARY, String.valueOf(NUMBER), hex(CANARY), "67, 65, 78, 65"));
        keys.forEach(key -> forbidden.addAll(spellings(key)));

        assertThat(leaks(lines, forbidden)).isEmpty();
        seen.forEach(text -> assertThat(forbidden).noneMatch(text::contains));
        assertNoneInFiles(keys);
    }

    private static void everyOperation(TestSessions db, List<String> seen) {
        db.run(session -> session.persist(bird(1)));
        db.run(session -> {
            Bird bird = session.bySimpleNaturalId(Bird.class).load(CANARY + "name1");
            bird.song = CANARY + "second";
            bird.name = CANARY + "renamed";
            seen.add(String.valueOf(session));
        });
        db.run(session -> session.createSelectionQuery("from Bird where email = :email", Bird.class)
                .setParameter("email", CANARY + "email1")
                .getSingleResult());
        db.run(session -> session.createSelectionQuery(
                        "select song, city, ring from Bird where email = 'CANARYemail1'", Object[].class)
                .getResultList());
        db.run(session -> {
            var criteria = session.getCriteriaBuilder().createQuery(Bird.class);
            var root = criteria.from(Bird.class);
            criteria.where(session.getCriteriaBuilder().equal(root.get("email"), CANARY + "email1"));
            session.createSelectionQuery(criteria).list();
        });
        db.run(session -> session.createMutationQuery("update Bird set song = :song where email = :email")
                .setParameter("song", CANARY + "bulk")
                .setParameter("email", CANARY + "email1")
                .executeUpdate());
        db.run(session -> {
            Bird merged = bird(1);
            merged.version = session.find(Bird.class, 1L).version;
            session.clear();
            merged.song = CANARY + "merged";
            session.merge(merged);
        });
        db.factory.inStatelessTransaction(session -> {
            Bird bird = session.get(Bird.class, 1L);
            bird.song = CANARY + "stateless";
            session.update(bird);
        });
        db.run(session -> session.bySimpleNaturalId(Bird.class).loadOptional(CANARY + "nobody"));
        seen.add(failure(() -> db.run(session -> session.persist(bird(1)))));
        seen.add(failure(() -> {
            Bird other = bird(2);
            other.email = CANARY + "email1";
            db.run(session -> session.persist(other));
        }));
        seen.add(failure(() -> db.run(session -> {
            Bird stale = bird(1);
            stale.version = 99;
            session.merge(stale);
        })));
        seen.add(failure(
                () -> db.run(session -> session.createSelectionQuery("from Bird where song = 'CANARYx'", Bird.class)
                        .list())));
        seen.add(failure(
                () -> db.run(session -> session.createSelectionQuery("from Bird where song like 'CANARY%'", Bird.class)
                        .list())));
        seen.add(failure(() -> {
            Bird unwritable = bird(3);
            unwritable.song = CANARY + "\ud800";
            db.run(session -> session.persist(unwritable));
        }));
        seen.add(failure(() -> {
            Bird tooLong = bird(4);
            tooLong.song = CANARY.repeat(1000);
            db.run(session -> session.persist(tooLong));
        }));
        db.run(session -> session.persist(bird(5)));
        db.execute("update Bird set egg = substring(egg from 1 for octet_length(egg) - 1) where id = 5");
        assertThatThrownBy(() -> db.run(session -> session.find(Bird.class, 5L)))
                .hasRootCauseInstanceOf(javax.crypto.AEADBadTagException.class)
                .hasStackTraceContaining(TamperedException.class.getName())
                .satisfies(tampered -> seen.add(stackTrace(tampered)));
    }

    private static void wrongKey(String url, List<String> seen) {
        Map<String, Object> settings = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "none"));
        try (KeyRing other = ring(new RecordingMasterKeyStore())) {
            assertThatThrownBy(() -> new TestSessions(url, "sa", other, settings, Bird.class))
                    .hasStackTraceContaining(UnknownKeyException.class.getName())
                    .satisfies(unknown -> seen.add(stackTrace(unknown)));
        }
        settings.put(RowsealSettings.DATA_CHECK, "skip");
        try (KeyRing other = ring(new RecordingMasterKeyStore());
                TestSessions db = new TestSessions(url, "sa", other, settings, Bird.class)) {
            assertThatThrownBy(() -> db.run(session -> session.find(Bird.class, 1L)))
                    .hasStackTraceContaining(UnknownKeyException.class.getName())
                    .satisfies(unknown -> seen.add(stackTrace(unknown)));
        }
    }

    private static Bird bird(long id) {
        Bird bird = new Bird();
        bird.id = id;
        bird.song = CANARY + "song";
        bird.city = CANARY + "city";
        bird.ring = NUMBER;
        bird.egg = (CANARY + "egg").getBytes(StandardCharsets.UTF_8);
        bird.name = CANARY + "name" + id;
        bird.email = CANARY + "email" + id;
        bird.nest = new Nest();
        bird.nest.tree = CANARY + "tree";
        return bird;
    }

    /** KEKs, index root keys, and the wrapping and row keys they lead to. */
    private List<byte[]> keys(String url) throws Exception {
        List<byte[]> keys = new ArrayList<>(masterKeys.keys);
        try (var connection = java.sql.DriverManager.getConnection(url, "sa", "");
                var rows = connection.createStatement().executeQuery("select row_key from Bird")) {
            while (rows.next()) {
                byte[] block = rows.getBytes(1);
                for (byte[] kek : masterKeys.keys) {
                    byte[] wrappingKey = wrappingKey(kek, block[1]);
                    byte[] rowKey = unwrap(wrappingKey, Arrays.copyOfRange(block, 11, 51));
                    if (rowKey != null) {
                        keys.add(wrappingKey);
                        keys.add(rowKey);
                    }
                }
            }
        }
        return keys;
    }

    private static byte[] wrappingKey(byte[] kek, byte suite) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(kek, "HmacSHA256"));
        hmac.update("rowseal/v1/wrap".getBytes(StandardCharsets.US_ASCII));
        hmac.update(suite);
        hmac.update(Pae.encode(Context.of("table", "bird").inScope("default")));
        hmac.update((byte) 1);
        return hmac.doFinal();
    }

    private static byte[] unwrap(byte[] wrappingKey, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrapPad");
        cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
        try {
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (java.security.InvalidKeyException e) {
            return null;
        }
    }

    private static List<String> spellings(byte[] key) {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(key);
        String array = Arrays.toString(key);
        return List.of(
                HexFormat.of().formatHex(key),
                HexFormat.of().withUpperCase().formatHex(key),
                base64,
                base64.replace('+', '-').replace('/', '_'),
                array.substring(1, array.length() - 1));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** By logger and level, so that a failure says what to add to the list. */
    private static Map<String, String> leaks(List<LogCapture.Line> lines, List<String> forbidden) {
        Map<String, String> leaks = new java.util.TreeMap<>();
        for (LogCapture.Line line : lines) {
            String text = line.text();
            if (forbidden.stream().anyMatch(text::contains)
                    || text.toLowerCase(Locale.ROOT).contains(hex(CANARY))) {
                leaks.merge(line.logger() + " " + line.level(), text, (first, next) -> first);
            }
        }
        return leaks;
    }

    private void assertNoneInFiles(List<byte[]> keys) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).anyMatch(file -> file.toString().endsWith(".mv.db"));
            for (Path file : written) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(CANARY))
                        .as(file.getFileName().toString())
                        .isFalse();
                for (byte[] key : keys) {
                    assertThat(content.contains(new String(key, StandardCharsets.ISO_8859_1)))
                            .isFalse();
                    assertThat(spellings(key)).noneMatch(content::contains);
                }
            }
        }
    }

    private static String failure(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return stackTrace(e);
        }
        throw new AssertionError("nothing was thrown");
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
