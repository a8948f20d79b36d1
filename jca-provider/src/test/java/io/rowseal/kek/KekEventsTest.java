package io.rowseal.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.RingInternals;
import io.rowseal.message.Envelope;
import io.rowseal.testing.JavaProcess;
import io.rowseal.testing.TestKekStore;
import io.rowseal.testing.TestMasterKeyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of Java Flight Recorder shows of KEKs. */
class KekEventsTest {

    private static final String CANARY = "canary-of-a-plaintext-4711";
    private static final List<String> NAMES = List.of(
            "KekGenerated",
            "KekWrapped",
            "KekUnwrapped",
            "KekCacheHit",
            "KekCacheMiss",
            "KekCacheEvicted",
            "MasterKeyStoreFailure");

    @TempDir
    private Path directory;

    private final TestMasterKeyStore masterKeys = new TestMasterKeyStore("test");
    private final TestKekStore kekStore = new TestKekStore();

    private KeyRing ring() {
        return KeyRing.builder().masterKeyStore(masterKeys).kekStore(kekStore).build();
    }

    /** Creates a KEK, uses it twice, drops it, and fails to load it again. */
    private void work(KeyRing first) {
        byte[] sealed;
        try (first) {
            Envelope envelope = Envelope.of(first, "tenant-7");
            sealed = envelope.seal(CANARY.getBytes(StandardCharsets.UTF_8), Context.of("invoice", "4711"));
            envelope.open(sealed, Context.of("invoice", "4711"));
        }
        masterKeys.reachable(false);
        try (KeyRing second = ring()) {
            assertThatThrownBy(() -> Envelope.of(second, "tenant-7").open(sealed, Context.of("invoice", "4711")))
                    .isInstanceOf(KeyUnavailableException.class);
        }
        masterKeys.reachable(true);
    }

    private static Recording recordingAll() {
        Recording recording = new Recording();
        NAMES.forEach(name -> recording.enable("io.rowseal." + name));
        return recording;
    }

    private List<RecordedEvent> dump(Recording recording) throws IOException {
        Path file = directory.resolve("recording.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.rowseal."))
                .toList();
    }

    @Test
    void eachEventAppearsWithItsFields() throws IOException {
        Map<String, List<RecordedEvent>> events;
        try (Recording recording = recordingAll()) {
            recording.start();
            work(ring());
            events = dump(recording).stream()
                    .filter(event -> !"index-root".equals(event.getString("purpose")))
                    .collect(Collectors.groupingBy(
                            event -> event.getEventType().getName().substring("io.rowseal.".length())));
        }
        String kekId = kekStore.keks().get(0).kekId().toString();
        assertThat(events).containsOnlyKeys(NAMES);
        events.values().stream().flatMap(List::stream).forEach(event -> {
            assertThat(event.getString("scope")).isEqualTo("tenant-7");
            assertThat(event.getString("purpose")).isEqualTo("kek");
            assertThat(event.getString("kekId")).isEqualTo(kekId);
            assertThat(event.getStackTrace()).isNull();
            assertThat(event.getEventType().getCategoryNames()).containsExactly("Rowseal");
        });
        for (String name : List.of("KekWrapped", "KekUnwrapped", "MasterKeyStoreFailure")) {
            assertThat(events.get(name)).hasSize(1);
            assertThat(events.get(name).get(0).getString("storeId")).isEqualTo("test");
            assertThat(events.get(name).get(0).getString("keyRef")).isEqualTo("key-1");
        }
        assertThat(events.get("KekGenerated")).hasSize(1);
        assertThat(events.get("KekGenerated").get(0).getBoolean("stored")).isTrue();
        assertThat(events.get("KekCacheMiss")).hasSize(1);
        assertThat(events.get("KekCacheEvicted")).hasSize(1);
        assertThat(events.get("KekCacheHit")).hasSizeGreaterThanOrEqualTo(2);
        RecordedEvent failure = events.get("MasterKeyStoreFailure").get(0);
        assertThat(failure.getString("operation")).isEqualTo("unwrap");
        assertThat(failure.getString("exceptionClass")).isEqualTo(KeyUnavailableException.class.getName());
        for (String name : List.of("KekGenerated", "KekWrapped", "KekUnwrapped", "KekCacheMiss")) {
            assertThat(events.get(name)).allMatch(event -> event.getDuration().toNanos() > 0);
        }
    }

    @Test
    void nothingIsRecordedUnlessItIsAskedFor() throws Exception {
        for (String settings : List.of("default", "profile")) {
            try (Recording recording = new Recording(Configuration.getConfiguration(settings))) {
                recording.start();
                work(ring());
                assertThat(dump(recording)).isEmpty();
            }
        }
    }

    @Test
    void theSettingsOfTheDocumentationTurnEveryEventOn() throws Exception {
        Path settings = Path.of("..", "docs", "rowseal.jfc");
        try (Recording recording = new Recording(Configuration.create(settings))) {
            recording.start();
            work(ring());
            assertThat(dump(recording))
                    .extracting(event -> event.getEventType().getName())
                    .contains(NAMES.stream().map(name -> "io.rowseal." + name).toArray(String[]::new));
        }
    }

    @Test
    void f10g_aRecordThatCannotBeReadIsAnEvent() throws Exception {
        Envelope.of(ring(), "tenant-7").seal(new byte[1], Context.empty());
        KekId damaged = kekStore.keks().get(0).kekId();
        kekStore.damage(damaged);
        Path settings = Path.of("..", "docs", "rowseal.jfc");
        try (Recording recording = new Recording(Configuration.create(settings))) {
            recording.start();
            KeyRing ring = ring();
            for (int i = 0; i < 2; i++) {
                Envelope.of(ring, "tenant-7").seal(new byte[1], Context.empty());
                ring.rotateKek("tenant-7");
            }
            assertThat(dump(recording).stream()
                            .filter(event -> event.getEventType().getName().endsWith("KekRecordUnreadable")))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getString("kekId")).isEqualTo(damaged.toString());
                        assertThat(event.getInt("sequence")).isEqualTo(1);
                    });
        }
    }

    @Test
    void noByteOfAKeyOrAValueIsInTheRecording() throws IOException {
        NotedRandom random = new NotedRandom();
        try (Recording recording = recordingAll()) {
            recording.start();
            work(RingInternals.with(
                            Primitives.using(Security.getProvider("SunJCE"), random),
                            KeyRing.builder().masterKeyStore(masterKeys).kekStore(kekStore))
                    .build());
            dump(recording);
        }
        String file = latin1(Files.readAllBytes(directory.resolve("recording.jfr")));
        String kekId = kekStore.all().get(0).kekId().toString();
        assertThat(file.contains(kekId)).as("the search finds what is there").isTrue();
        assertThat(file.contains(CANARY)).isFalse();
        assertThat(file.contains(latin1(CANARY.getBytes(StandardCharsets.UTF_16LE))))
                .isFalse();
        assertThat(random.given).hasSizeGreaterThanOrEqualTo(2);
        for (byte[] key : random.given) {
            for (int start = 0; start + 8 <= key.length; start++) {
                assertThat(file.contains(latin1(Arrays.copyOfRange(key, start, start + 8))))
                        .as("8 bytes of a random key are in the recording")
                        .isFalse();
            }
        }
    }

    @Test
    void theRecordingShowsWhatHappensThoughItBeganLongAfterTheRing() throws IOException {
        try (KeyRing ring = ring();
                Recording recording = recordingAll()) {
            Envelope.of(ring).seal(new byte[1], Context.empty());
            recording.start();
            Envelope.of(ring).seal(new byte[1], Context.empty());
            assertThat(dump(recording))
                    .isNotEmpty()
                    .allMatch(event -> event.getEventType().getName().equals("io.rowseal.KekCacheHit"));
        }
    }

    @Test
    void aJvmWithoutTheRecorderWorksAsBefore() throws Exception {
        ProcessBuilder builder =
                JavaProcess.builder(WithoutRecorderProcess.class).redirectErrorStream(true);
        builder.command().addAll(1, List.of("--limit-modules", "java.base,java.sql"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).contains("recorder=false", "events=KekEvents", "opened=[1, 2, 3]");
        assertThat(KekEvents.ofThisJvm()).isInstanceOf(RecordedKekEvents.class);
    }

    /** Interpreted, because a compiler removes allocations as it sees fit, at its own time. */
    @Test
    void eventsThatAreOffAllocateNothingWhereRowsAreReadAndWritten() throws Exception {
        ProcessBuilder builder =
                JavaProcess.builder(EventAllocationProcess.class).redirectErrorStream(true);
        builder.command().addAll(1, List.of("-Xint"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Map<String, Long> bytes = output.lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> Long.valueOf(line.substring(line.indexOf('=') + 1))));
        // The smallest object has 16 bytes; less than that per row is something else, now and then.
        assertThat(bytes.get("off")).isBetween(bytes.get("without") - 15, bytes.get("without") + 15);
        assertThat(bytes.get("on")).as("the measurement sees an event").isGreaterThanOrEqualTo(bytes.get("off") + 16);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Remembers the keys it gave: the KEK and the data key. */
    private static final class NotedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;
        private final transient List<byte[]> given = new ArrayList<>();

        @Override
        public void nextBytes(byte[] bytes) {
            super.nextBytes(bytes);
            if (given != null && bytes.length == 32) {
                given.add(bytes.clone());
            }
        }
    }
}
