package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestingPageTest {

    @Test
    void thePageShowsTheTestThatRuns() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/rowseal/testing/PatientStorageTest.java"));
        String shown = source.substring(source.indexOf("@RowsealTest"));
        assertThat(Files.readString(Path.of("..", "docs", "testing.md"))).contains("```java\n" + shown + "```\n");
    }
}
