package io.rowseal.examples.clinic.csv;

import io.rowseal.examples.clinic.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file in memory: a header and rows that all have as many columns as it.
 *
 * @param name what messages call the file
 * @param header the names of the columns
 * @param rows the rows below the header
 */
public record CsvTable(String name, List<String> header, List<Row> rows) {

    /** RFC 4180: commas, quotes that are doubled inside quotes, line breaks inside quotes. */
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * One row.
     *
     * @param number 1 for the first row below the header
     * @param line the line of the file the row begins in; not the number plus 1 where quoted fields hold line breaks
     * @param values one per column
     */
    public record Row(long number, long line, List<String> values) {

        /**
         * The row for messages.
         *
         * @return number and line
         */
        public String place() {
            return "row " + number + " (line " + line + ")";
        }
    }

    /**
     * Reads a file.
     *
     * @param file a UTF-8 file
     * @return its content
     * @throws BadInputException if there is no such file, or it is no CSV file with a header and at least one row
     */
    public static CsvTable read(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a directory: give a CSV file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new BadInputException("there is no file " + file, e);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream.
     *
     * @param name what messages call it
     * @param in UTF-8 bytes
     * @return the content
     * @throws IOException if the stream cannot be read
     * @throws BadInputException if it is no CSV with a header and at least one row
     */
    public static CsvTable read(String name, InputStream in) throws IOException {
        // A decoder that reports: the usual one would import replacement characters for bytes that are not UTF-8.
        Reader reader = new InputStreamReader(withoutByteOrderMark(in), StandardCharsets.UTF_8.newDecoder());
        List<Row> rows = new ArrayList<>();
        List<String> header = null;
        try (CSVParser parser =
                CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
            long line = 1;
            try {
                for (CSVRecord row : parser) {
                    if (header == null) {
                        header = List.copyOf(row.toList());
                    } else {
                        rows.add(row(name, header, row, line));
                    }
                    line = parser.getCurrentLineNumber() + 1;
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                throw new BadInputException(
                        name + ", row " + (header == null ? 0 : rows.size() + 1) + " (line " + line + ") " + reason(e),
                        e);
            }
        }
        if (header == null) {
            throw new BadInputException(name + " is empty: the first row must name the columns");
        }
        if (rows.isEmpty()) {
            throw new BadInputException(name + " has a header and no rows: nothing to import");
        }
        return new CsvTable(name, header, List.copyOf(rows));
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        byte[] first = pushback.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            pushback.unread(first);
        }
        return pushback;
    }

    private static Row row(String name, List<String> header, CSVRecord row, long line) {
        Row result = new Row(row.getRecordNumber() - 1, line, List.copyOf(row.toList()));
        if (row.size() != header.size()) {
            throw new BadInputException(
                    name + ", " + result.place() + " has " + row.size() + " columns, and the header has "
                            + header.size() + ": a value with a comma or a line break needs quotes");
        }
        return result;
    }

    private static String reason(RuntimeException e) {
        return e.getCause() instanceof CharacterCodingException
                ? "is not UTF-8: save the file as UTF-8"
                : "is not CSV: a quote is not closed, or text follows a closing quote";
    }
}
