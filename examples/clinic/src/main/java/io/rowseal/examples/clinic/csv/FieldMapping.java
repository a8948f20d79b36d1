package io.rowseal.examples.clinic.csv;

import io.rowseal.examples.clinic.BadInputException;
import io.rowseal.examples.clinic.patient.PatientField;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file becomes which field of a patient. Written as {@code field=Column,field=Column}; the text is itself one
 * row of CSV, so {@code "name=Surname, first name"} in quotes names a column with a comma. Fields and columns that are not named
 * are left out.
 */
public final class FieldMapping {

    private final Map<PatientField, Integer> columns;

    private FieldMapping(Map<PatientField, Integer> columns) {
        this.columns = columns;
    }

    /**
     * The mapping for a file.
     *
     * @param map the mapping as text, or null to take every column that is named like a field, in whatever case
     * @param table the file
     * @return the mapping
     * @throws BadInputException if the text names a field or a column that does not exist, or a field twice, or if no column is
     *     named like a field
     */
    public static FieldMapping of(@Nullable String map, CsvTable table) {
        return new FieldMapping(map == null ? byName(table) : parse(map, table));
    }

    /**
     * The column of each field.
     *
     * @return indexes into the rows of the file
     */
    public Map<PatientField, Integer> columns() {
        return Collections.unmodifiableMap(columns);
    }

    /**
     * The mapping for people.
     *
     * @param table the file
     * @return field=column, or only the name where both have the same
     */
    public String describe(CsvTable table) {
        return columns.entrySet().stream()
                .map(entry -> describe(entry.getKey().name(), table.header().get(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String describe(String field, String column) {
        return field.equals(column) ? field : field + "=" + column;
    }

    private static Map<PatientField, Integer> byName(CsvTable table) {
        Map<PatientField, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < table.header().size(); i++) {
            PatientField field = PatientField.named(table.header().get(i).strip());
            if (field != null) {
                add(columns, field, i);
            }
        }
        if (columns.isEmpty()) {
            throw new BadInputException("no column of " + table.name()
                    + " is named like a field. Say which is which, such as --map=name=Name." + choices(table));
        }
        return columns;
    }

    private static Map<PatientField, Integer> parse(String map, CsvTable table) {
        Map<PatientField, Integer> columns = new LinkedHashMap<>();
        for (String pair : pairs(map)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "--map: '" + pair + "' is not FIELD=COLUMN, such as name=Name." + choices(table));
            }
            PatientField field = PatientField.named(pair.substring(0, equals).strip());
            if (field == null) {
                throw new BadInputException(
                        "--map: there is no field '" + pair.substring(0, equals).strip() + "'." + choices(table));
            }
            add(columns, field, column(pair.substring(equals + 1), table));
        }
        return columns;
    }

    private static void add(Map<PatientField, Integer> columns, PatientField field, int column) {
        if (columns.putIfAbsent(field, column) != null) {
            throw new BadInputException(
                    "two columns are given for the field '" + field.name() + "': choose one by --map");
        }
    }

    private static int column(String name, CsvTable table) {
        int first = table.header().indexOf(name);
        if (first < 0) {
            throw new BadInputException("--map: there is no column '" + name + "'." + choices(table));
        }
        if (table.header().lastIndexOf(name) != first) {
            throw new BadInputException(
                    "--map: " + table.name() + " has two columns '" + name + "': rename one in the file");
        }
        return first;
    }

    private static List<String> pairs(String map) {
        try (CSVParser parser = CSVParser.parse(map, CSVFormat.RFC4180)) {
            List<CSVRecord> rows = parser.getRecords();
            return rows.get(0).toList();
        } catch (IOException | RuntimeException e) {
            throw new BadInputException("--map is not FIELD=COLUMN,FIELD=COLUMN: a quote is not closed", e);
        }
    }

    private static String choices(CsvTable table) {
        return "\n  fields:  " + PatientField.names() + "\n  columns: " + String.join(", ", table.header());
    }
}
