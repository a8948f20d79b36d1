package io.rowseal.examples.clinic.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.examples.clinic.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

    static CsvTable table(String csv) {
        return table(csv.getBytes(StandardCharsets.UTF_8));
    }

    static CsvTable table(byte[] csv) {
        try {
            return CsvTable.read("test.csv", new ByteArrayInputStream(csv));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void quotedValuesKeepCommasQuotesAndLineBreaks() {
        CsvTable table = table("a,b\n\"x, \"\"y\"\"\",\"one\ntwo\"\nlast,row\n");

        assertThat(table.header()).containsExactly("a", "b");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(0).values()).containsExactly("x, \"y\"", "one\ntwo");
        assertThat(table.rows().get(1)).isEqualTo(new CsvTable.Row(2, 4, List.of("last", "row")));
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreNoPartOfTheValues() {
        CsvTable table = table("\uFEFF\"a\",b\r\n1,2\r\n");

        assertThat(table.header()).containsExactly("a", "b");
        assertThat(table.rows().get(0).values()).containsExactly("1", "2");
    }

    @Test
    void rowWithTooFewColumnsIsNamedByNumberAndLine() {
        assertThatThrownBy(() -> table("a,b\n\"1\n1\",2\nsecret\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("test.csv, row 2 (line 4) has 1 columns, and the header has 2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void rowWithTooManyColumnsIsRefused() {
        assertThatThrownBy(() -> table("a,b\n1,2,3\n")).hasMessageContaining("row 1 (line 2) has 3 columns");
    }

    @Test
    void quoteThatIsNotClosedIsNamedByTheRowItBeginsIn() {
        assertThatThrownBy(() -> table("a,b\n1,2\n\"3,4\n5,6\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 2 (line 3) is not CSV: a quote is not closed");
    }

    @Test
    void textAfterAClosingQuoteIsRefused() {
        assertThatThrownBy(() -> table("a,b\n\"1\"x,2\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 1 (line 2) is not CSV");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedRatherThanReplaced() {
        assertThatThrownBy(() -> table("name\nGrüße\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is not UTF-8");
    }

    @Test
    void emptyFileAndFileWithoutRowsAreRefused() {
        assertThatThrownBy(() -> table(""))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> table("a,b\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no rows");
    }

    @Test
    void missingFileAndDirectoryAreNamed(@TempDir Path directory) {
        Path missing = directory.resolve("none.csv");

        assertThatThrownBy(() -> CsvTable.read(missing))
                .isInstanceOf(BadInputException.class)
                .hasMessage("there is no file " + missing);
        assertThatThrownBy(() -> CsvTable.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is a directory");
    }
}
