package io.rowseal.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QuickstartTest {

    @TempDir
    Path directory;

    @Test
    void theApplicationReadsPlaintextAndTheDatabaseStoresCiphertext(CapturedOutput output) {
        Quickstart.main(new String[] {"--quickstart.directory=" + directory});

        String[] shown = output.getOut().split("What the database stores:");
        assertThat(shown).hasSize(2);
        assertThat(shown[0]).contains("birthDate    1984-02-29", "email        ada@example.org");
        assertThat(shown[1])
                .contains("WARD         4 West")
                .containsPattern("BIRTH_DATE +[0-9a-f]{58,}\\R")
                .containsPattern("EMAIL +[0-9a-f]{58,}\\R")
                .containsPattern("EMAIL_BIDX +[0-9a-f]{34}\\R")
                .containsPattern("ROW_KEY +[0-9a-f]{166}\\R")
                .doesNotContain("ada@example.org", hex("ada@example.org"), "1984-02-29", hex("1984-02-29"));
        assertThat(directory.resolve("master-keys.p12")).exists();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
