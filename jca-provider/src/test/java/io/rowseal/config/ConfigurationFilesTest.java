package io.rowseal.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of passwords and properties as editors of other systems save them. */
class ConfigurationFilesTest {

    @TempDir
    Path directory;

    @Test
    void f20_aByteOrderMarkInAPasswordFileIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "\uFEFFcorrect horse battery");
        assertThatThrownBy(() -> new ConfiguredPassword(file, null).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("byte-order mark")
                .hasMessageNotContaining("horse");
    }

    @Test
    void f20_aPasswordFileInAnotherEncodingIsNamed() throws Exception {
        Path file = directory.resolve("password");
        Files.write(file, "\uFEFFlong enough".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> new ConfiguredPassword(file, null).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not UTF-8 text");
    }

    @Test
    void f20_aByteOrderMarkInAPropertiesFileIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("rowseal.properties"), "\uFEFFscope = default\n");
        assertThatThrownBy(() -> ProviderSettings.read(file.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("byte-order mark")
                .hasMessageContaining("UTF-8");
    }
}
