package io.rowseal.examples.clinic.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

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
        "ａ, 2"
    })
    void countsColumnsOfATerminal(String text, int width) {
        assertThat(DisplayWidth.of(text)).isEqualTo(width);
    }

    @Test
    void combiningMarksTakeNoColumn() {
        assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
        assertThat(DisplayWidth.of("a\u200Db")).isEqualTo(2);
        assertThat(DisplayWidth.of("\u1112\u1161\u11AB")).isEqualTo(2);
    }

    @Test
    void shortensToTheWidthAndNotBetweenLetterAndMark() {
        assertThat(DisplayWidth.shorten("雪音雪音", 6)).isEqualTo("雪音…");
        assertThat(DisplayWidth.shorten("雪音雪", 6)).isEqualTo("雪音雪");
        assertThat(DisplayWidth.shorten("abe\u0301cd", 4)).isEqualTo("abe\u0301…");
    }

    @Test
    void lineBreaksBecomeSpaces() {
        assertThat(DisplayWidth.shorten("one\r\ntwo\tthree", 20)).isEqualTo("one two three");
    }
}
