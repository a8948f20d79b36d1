package io.rowseal.examples.clinic.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * A table of text with aligned columns, also where characters are wide or join: JLine measures them. The
 * table of picocli counts characters, so names in Chinese or Thai would move its columns. Not thread safe.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final String ELLIPSIS = "…";

    private final int widest;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param widest the greatest width of a column; longer texts are shortened
     * @param header the headings
     */
    public TextTable(int widest, String... header) {
        this.widest = widest;
        row(header);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are headings
     * @return this table
     */
    public TextTable row(String... cells) {
        if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("the table has " + rows.get(0).size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(this::shorten).toList());
        return this;
    }

    /**
     * The lines to print.
     *
     * @return header, rule and rows
     */
    public List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths)));
        lines.add(1, "-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(row.get(i) + " ".repeat(widths[i] - width(row.get(i))));
        }
        return String.join(GAP, cells).stripTrailing();
    }

    /** Cuts never between a character and the marks on it. Line breaks and other control characters become spaces. */
    private String shorten(String cell) {
        String text = cell.replaceAll("\\p{Cntrl}+", " ");
        return width(text) <= widest ? text : new AttributedString(text).columnSubSequence(0, widest - 1) + ELLIPSIS;
    }

    private static int width(String text) {
        return new AttributedString(text).columnLength();
    }
}
