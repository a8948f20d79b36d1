package io.rowseal.examples.clinic.patient;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the text of a CSV file becomes a value of a field, and back. */
enum FieldType {
    TEXT(String.class, "text") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    DECIMAL(BigDecimal.class, "a decimal number such as 28.5") {
        @Override
        Object parse(String text) {
            BigDecimal value = new BigDecimal(text);
            // 1e999999999 is short as a CSV field and a gigabyte as plaintext.
            if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
                throw new NumberFormatException("too many digits");
            }
            return value;
        }
    },
    DATE(LocalDate.class, "a date such as 1987-04-12") {
        @Override
        Object parse(String text) {
            return LocalDate.parse(text);
        }
    },
    FLAG(Boolean.class, "yes, no, true or false") {
        @Override
        Object parse(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            if (YES.contains(word)) {
                return true;
            }
            if (NO.contains(word)) {
                return false;
            }
            throw new IllegalArgumentException("not a flag");
        }
    },
    BLOOD_GROUP(BloodGroup.class, "one of " + Arrays.toString(BloodGroup.values())) {
        @Override
        Object parse(String text) {
            return BloodGroup.valueOf(text.toUpperCase(Locale.ROOT));
        }
    };

    private static final int MAX_DIGITS = 38;
    private static final List<String> YES = List.of("true", "yes", "1");
    private static final List<String> NO = List.of("false", "no", "0");

    private final Class<?> type;
    private final String expected;

    FieldType(Class<?> type, String expected) {
        this.type = type;
        this.expected = expected;
    }

    static FieldType of(Class<?> type) {
        for (FieldType candidate : values()) {
            if (candidate.type.equals(type)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no CSV text is known for fields of " + type);
    }

    /** Throws IllegalArgumentException or DateTimeParseException if the text is no such value. */
    abstract Object parse(String text);

    /** Null for an empty text; throws IllegalArgumentException that says what is expected, without the text. */
    @Nullable
    Object read(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return this == TEXT ? text : parse(text.strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException("is not " + expected, e);
        }
    }

    /** The text of a value as a person would write it. */
    static String write(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
