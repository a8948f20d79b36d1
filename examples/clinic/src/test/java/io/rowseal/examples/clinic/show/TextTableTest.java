package io.rowseal.examples.clinic.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        // 12 columns and the gap.
        assertThat(lines.subList(2, 6))
                .containsExactly(
                        "Tamsin" + " ".repeat(8) + "|",
                        "星川原 つき…" + " ".repeat(2) + "|",
                        "ปวดหัวมาสองวัน" + " ".repeat(2) + "|",
                        "🐈🐈" + " ".repeat(10) + "|");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "Žofie, 5",
        "Ωμέγα, 5",
        "雪音, 4",
        "ハルカゼ, 8",
        "하늘결, 6",
        "נחלון, 5",
        "ريحانة, 6",
        "ปวดหัว, 5",
        "🐈, 2",
        "ａ, 2",
        "e\u0301, 1",
        "a\u200Db, 2",
        "\u1112\u1161\u11AB, 2"
    })
    void aCellIsFilledUpToTheColumnsThatATerminalNeeds(String text, int width) {
        List<String> lines = new TextTable(20, "0123456789", "x").row(text, "|").lines();

        assertThat(lines.get(2)).isEqualTo(text + " ".repeat(10 - width) + "  |");
    }

    @Test
    void shortensToTheWidthAndNotBetweenLetterAndMark() {
        assertThat(shortened("雪音雪音", 6)).isEqualTo("雪音…");
        assertThat(shortened("雪音雪", 6)).isEqualTo("雪音雪");
        assertThat(shortened("abe\u0301cd", 4)).isEqualTo("abe\u0301…");
    }

    @Test
    void lineBreaksBecomeSpaces() {
        assertThat(shortened("one\r\ntwo\tthree", 20)).isEqualTo("one two three");
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

    private static String shortened(String text, int width) {
        return new TextTable(width, "x").row(text).lines().get(2);
    }
}
