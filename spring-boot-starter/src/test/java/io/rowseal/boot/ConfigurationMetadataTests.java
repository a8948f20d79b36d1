package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.StreamUtils;

class ConfigurationMetadataTests {

    @Test
    void everyPropertyHasADescription() throws IOException {
        Map<String, String> descriptions = descriptions();
        List<String> properties = new ArrayList<>();
        collect("rowseal", RowsealProperties.class, properties);
        assertThat(descriptions.keySet()).containsExactlyInAnyOrderElementsOf(properties);
        assertThat(descriptions)
                .allSatisfy((name, description) -> assertThat(description)
                        .as(name)
                        .isNotBlank()
                        .endsWith(".")
                        .doesNotContain("@param")
                        .doesNotContain("{@"));
    }

    private static void collect(String prefix, Class<?> type, List<String> properties) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType(), properties);
            } else {
                properties.add(name);
            }
        }
    }

    private static String dashed(String name) {
        String dashed = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return ConfigurationPropertyName.of(dashed).toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> descriptions() throws IOException {
        try (InputStream metadata = RowsealProperties.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
            Map<String, Object> parsed = JsonParserFactory.getJsonParser()
                    .parseMap(StreamUtils.copyToString(metadata, StandardCharsets.UTF_8));
            Map<String, String> descriptions = new HashMap<>();
            for (Map<String, Object> property : (List<Map<String, Object>>) parsed.get("properties")) {
                descriptions.put((String) property.get("name"), (String) property.get("description"));
            }
            return descriptions;
        }
    }
}
