package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Through how many hands a value goes: all of Rowseal's code that runs while one entity with one indexed text is inserted, and
 * while it is found by its id, with warm caches and without tenants, recorded in a JVM of its own by {@link PathRecorder}.
 *
 * <p>A <em>hand</em> is a source file of the packages {@code io.rowseal.hibernate}, {@code io.rowseal.persistence} and {@code
 * io.rowseal.row}, those below included, of which a method or constructor ran. What lies below {@code io.rowseal.row} (formats,
 * KEKs, primitives) is counted too, but on its own.
 *
 * <p>A <em>step</em> is a call by which Hibernate takes a value or a row key further: its generation, conversion, binding and
 * extraction. It is every call but those of {@link #ASIDE}, by which Hibernate asks for what is fixed, copies a value, or accesses the
 * member that entities do not have for their row key. Between two steps of one thing it makes a <em>trip</em> through Hibernate.
 */
@OnHibernate72
class PathLengthTest {

    private static final Set<String> ASIDE = Set.of(
            "RowKeyAccess.get",
            "RowKeyAccess.set",
            "RowKeyAccess.getForInsert",
            "RowKeyGenerator.getEventTypes",
            "EncodedType.getMutabilityPlan",
            "EncodedType$SealedPlan.deepCopy",
            "EncodedType$Converter.getDomainJavaType",
            "EncodedType$Converter.getRelationalJavaType");

    private static final List<String> HANDS =
            List.of("io.rowseal.hibernate.", "io.rowseal.persistence.", "io.rowseal.row.");

    @TempDir
    static Path directory;

    private static List<String> recorded;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        Path agent = directory.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", PathRecorder.class.getName());
        try (OutputStream file = Files.newOutputStream(agent)) {
            new JarOutputStream(file, manifest).close();
        }
        Path output = directory.resolve("output");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + agent,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordedPath.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        recorded = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(code).as(String.join("\n", recorded)).isZero();
    }

    @Test
    void f11c_anInsertGoesThroughFewHands() {
        assertThat(hands("INSERT")).isNotEmpty().hasSizeLessThanOrEqualTo(18);
        assertThat(below("INSERT")).isNotEmpty().hasSizeLessThanOrEqualTo(23);
    }

    @Test
    void f11c_aSelectGoesThroughFewHands() {
        assertThat(hands("SELECT")).isNotEmpty().hasSizeLessThanOrEqualTo(18);
        assertThat(below("SELECT")).isNotEmpty().hasSizeLessThanOrEqualTo(23);
    }

    @Test
    void f11c_anInsertMakesTwoTripsThroughHibernate() {
        assertThat(steps("INSERT"))
                .containsExactly(
                        // The row key.
                        "RowKeyGenerator.generate",
                        // The value; what is bound first is the row key.
                        "EncodedType$Converter.toRelationalValue",
                        "RowKeyJdbcType$1.bind",
                        "CellBinder.bind");
    }

    @Test
    void f11c_aSelectMakesOneTripThroughHibernate() {
        assertThat(steps("SELECT")).containsExactly("CellExtractor.extract", "EncodedType$Converter.toDomainValue");
    }

    @Test
    void f11c_theKeyOfARowIsParsedAndLookedUpOnceForAllColumns() {
        assertThat(parses("INSERT3")).isZero();
        assertThat(lookUps("INSERT3")).isOne();
        assertThat(parses("SELECT3")).isOne();
        assertThat(lookUps("SELECT3")).isOne();
        assertThat(methods("SELECT3")).containsEntry("io.rowseal.hibernate.internal.type.CellExtractor.extract", 3);
    }

    private static int parses(String operation) {
        return methods(operation).getOrDefault("io.rowseal.format.Header.parse", 0);
    }

    /** Those of row keys: KEKs are looked up by {@code get}, which calls {@code find}. */
    private static int lookUps(String operation) {
        Map<String, Integer> methods = methods(operation);
        return methods.get("io.rowseal.kek.ExpiringCache.find")
                - methods.getOrDefault("io.rowseal.kek.ExpiringCache.get", 0);
    }

    private static List<String> hands(String operation) {
        List<String> found = files(operation)
                .filter(type -> HANDS.stream().anyMatch(type::startsWith))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .toList();
        System.out.println(operation + ", " + found.size() + " hands: " + String.join(", ", found));
        return found;
    }

    private static List<String> below(String operation) {
        List<String> found = files(operation)
                .filter(type -> HANDS.stream().noneMatch(type::startsWith))
                .map(type -> type.substring("io.rowseal.".length()))
                .toList();
        System.out.println(operation + ", " + found.size() + " files below: " + String.join(", ", found));
        return found;
    }

    private static List<String> steps(String operation) {
        return lines(operation + " call ").filter(call -> !ASIDE.contains(call)).toList();
    }

    /** Full names of the top-level classes, in the order in which they were first used. */
    private static Stream<String> files(String operation) {
        return lines(operation + " method ")
                .map(line -> line.replaceFirst("^\\d+ ", "").replaceFirst("(\\$[^.]*)?\\.[^.]+$", ""))
                .distinct();
    }

    private static Map<String, Integer> methods(String operation) {
        Map<String, Integer> times = new TreeMap<>();
        lines(operation + " method ")
                .map(line -> line.split(" "))
                .forEach(words -> times.put(words[1], Integer.valueOf(words[0])));
        return times;
    }

    private static Stream<String> lines(String start) {
        return recorded.stream().filter(line -> line.startsWith(start)).map(line -> line.substring(start.length()));
    }
}
