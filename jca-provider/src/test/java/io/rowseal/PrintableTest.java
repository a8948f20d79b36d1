package io.rowseal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from outside in messages. */
class PrintableTest {

    @Test
    void whatIsVisibleStaysAsItIs() {
        String text = "arn:aws:kms:eu-central-1:1:key/ä 名 😀 'x'\\n";
        assertThat(Printable.of(text)).isSameAs(text);
        assertThat(Printable.line(text)).isSameAs(text);
        assertThat(Printable.of("")).isEmpty();
    }

    @Test
    void whatIsNotVisibleIsEscaped() {
        assertThat(Printable.of("a\r\nb\t\u001b[2J\u0085\u2028\u2029\u202e\u200b\uFEFF\uD800"))
                .isEqualTo("a\\u000d\\u000ab\\u0009\\u001b[2J\\u0085\\u2028\\u2029\\u202e\\u200b\\ufeff\\ud800");
        // A tag character: a format character beyond the first plane.
        assertThat(Printable.of("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void whatIsTooLongIsCutInTheMiddle() {
        assertThat(Printable.of("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(Printable.of("b" + "x".repeat(79) + "e"))
                .hasSize(80)
                .isEqualTo("b" + "x".repeat(48) + "…" + "x".repeat(29) + "e");
        assertThat(Printable.of("b" + "\n".repeat(1_000_000) + "e"))
                .hasSize(80)
                .startsWith("b\\u000a")
                .endsWith("e");
        assertThat(Printable.line("x".repeat(1000) + "\n")).isEqualTo("x".repeat(1000) + "\\u000a");
    }

    @Test
    void aCutLeavesNoHalfOfACharacter() {
        for (int shift = 0; shift < 4; shift++) {
            for (int count : new int[] {41, 80, 81, 200}) {
                String shown = Printable.of("x".repeat(shift) + "😀".repeat(count));
                assertThat(shown).hasSizeBetween(76, 80).contains("…");
                assertThat(shown.codePoints()).noneMatch(unit -> Character.getType(unit) == Character.SURROGATE);
            }
        }
    }
}
