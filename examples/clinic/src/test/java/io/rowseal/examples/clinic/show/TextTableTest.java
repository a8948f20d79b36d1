package io.rowseal.examples.clinic.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsBeginAtTheSamePlaceInEveryScript() {
        List<String> lines = new TextTable(12, "name", "x")
                .row("Tamsin", "|")
                .row("星川原 つきみ", "|")
                .row("ปวดหัวมาสองวัน", "|")
                .row("🐈🐈", "|")
                .lines();

        assertThat(lines).hasSize(6);
        assertThat(lines.subList(2, 6)).allMatch(line -> line.endsWith("|"));
        assertThat(lines.subList(2, 6).stream().map(DisplayWidth::of).distinct())
                .hasSize(1);
        assertThat(lines.get(3)).startsWith("星川原 つき…");
    }

    @Test
    void rowOfAnotherLengthIsRefused() {
        TextTable table = new TextTable(10, "a", "b");

        assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void storedBytesAreShortenedAndCounted() {
        assertThat(StoredBytes.shorten(new byte[] {(byte) 0xF9, 1, 2}, 2)).isEqualTo("f901… (3 bytes)");
        assertThat(StoredBytes.shorten(new byte[] {1}, 2)).isEqualTo("01 (1 bytes)");
        assertThat(StoredBytes.shorten(null, 2)).isEqualTo("null");
    }
}
