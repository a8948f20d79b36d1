package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.jca.RowsealProvider;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Requirement 5 without a GraalVM: the metadata names what exists and all that exists. That nothing else is found by
 * reflection is a rule of {@link io.rowseal.ArchitectureTest}.
 */
class NativeImageMetadataTest {

    private static final String METADATA =
            "META-INF/native-image/io.rowseal/rowseal-jca-provider/reachability-metadata.json";

    private final Path classes;
    private final JsonNode metadata;

    NativeImageMetadataTest() throws Exception {
        classes = Path.of(ProbeJvm.location(RowsealProvider.class));
        metadata = new ObjectMapper().readTree(Files.readString(classes.resolve(METADATA)));
    }

    @Test
    void requirement05_theOnlyTypeIsTheProviderWithItsConstructor() throws Exception {
        assertThat(metadata.propertyNames()).containsExactly("reflection", "resources");
        assertThat(metadata.get("reflection")).hasSize(1);
        JsonNode type = metadata.get("reflection").get(0);
        Class<?> named = Class.forName(type.get("type").asString());
        assertThat(named).isEqualTo(RowsealProvider.class);
        assertThat(type.get("methods")).hasSize(1);
        JsonNode method = type.get("methods").get(0);
        assertThat(method.get("name").asString()).isEqualTo("<init>");
        assertThat(method.get("parameterTypes")).isEmpty();
        assertThat(named.getConstructor().newInstance()).isInstanceOf(java.security.Provider.class);
    }

    @Test
    void requirement05_theResourcesAreThoseOfTheModule() throws Exception {
        Set<String> resources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".class") && !name.startsWith("META-INF/native-image/"))
                    .forEach(resources::add);
        }
        assertThat(resources).isNotEmpty();
        Set<String> uncovered = new TreeSet<>(resources);
        for (JsonNode entry : metadata.get("resources")) {
            PathMatcher glob = FileSystems.getDefault()
                    .getPathMatcher("glob:" + entry.get("glob").asString());
            List<String> matched = resources.stream()
                    .filter(name -> glob.matches(Path.of(name)))
                    .toList();
            assertThat(matched).as(entry.toString()).isNotEmpty();
            matched.forEach(uncovered::remove);
        }
        assertThat(uncovered).isEmpty();
    }
}
