package io.rowseal.doctor;

import io.rowseal.jca.RowsealProvider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line {@code security.provider.N=name argument} of {@code java.security}. Immutable and thread safe.
 *
 * @param number N
 * @param name name or class name of the provider, empty if the line says nothing
 * @param argument what {@code configure} gets, or null; as written, not expanded
 */
record ProviderLine(int number, String name, @Nullable String argument) {

    private static final String PREFIX = "security.provider.";

    /** There is no way to ask for all numbers; nobody writes a gap this wide. */
    private static final int HIGHEST_NUMBER = 999;

    static List<ProviderLine> all() {
        List<ProviderLine> lines = new ArrayList<>();
        for (int number = 1; number <= HIGHEST_NUMBER; number++) {
            String value = Security.getProperty(PREFIX + number);
            if (value != null) {
                lines.add(parse(number, value.strip()));
            }
        }
        return lines;
    }

    private static ProviderLine parse(int number, String value) {
        int blank = value.indexOf(' ');
        return blank < 0
                ? new ProviderLine(number, value, null)
                : new ProviderLine(
                        number,
                        value.substring(0, blank),
                        value.substring(blank).strip());
    }

    /** The number after the last line that the JDK reads: the first without a line, or with an empty one. */
    static int end(List<ProviderLine> lines) {
        int number = 1;
        for (ProviderLine line : lines) {
            if (line.number != number || line.name.isEmpty()) {
                break;
            }
            number++;
        }
        return number;
    }

    static String key(int number) {
        return PREFIX + number;
    }

    boolean isRowseal() {
        return name.equals(RowsealProvider.NAME) || name.equals(RowsealProvider.class.getName());
    }

    /** A name that somebody meant to be ours. */
    boolean isMisspelled() {
        return !isRowseal()
                && (name.equalsIgnoreCase(RowsealProvider.NAME)
                        || name.endsWith("." + RowsealProvider.class.getSimpleName()));
    }

    @Override
    public String toString() {
        return key(number) + "=" + name + (argument == null ? "" : " " + argument);
    }
}
