package io.rowseal.examples.clinic.patient;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One field of {@link Patient}, found by reflection: its annotations say whether it is encrypted. Immutable. */
public final class PatientField {

    /** That of {@link Column#length()}. */
    private static final int DEFAULT_LENGTH = 255;

    private static final List<PatientField> ALL = Arrays.stream(Patient.class.getDeclaredFields())
            .filter(field -> !field.isSynthetic() && !field.isAnnotationPresent(Id.class))
            .map(PatientField::new)
            .toList();

    private final Field field;
    private final FieldType type;
    private final int longest;

    private PatientField(Field field) {
        this.field = field;
        this.type = FieldType.of(field.getType());
        Column column = field.getAnnotation(Column.class);
        this.longest = column == null ? DEFAULT_LENGTH : column.length();
        field.setAccessible(true);
    }

    /**
     * All fields but the id.
     *
     * @return the fields, in the order of the class
     */
    public static List<PatientField> all() {
        return ALL;
    }

    /**
     * The fields that are encrypted.
     *
     * @return the fields, in the order of the class
     */
    public static List<PatientField> encryptedOnes() {
        return ALL.stream().filter(PatientField::encrypted).toList();
    }

    /**
     * A field by its name.
     *
     * @param name the name, in whatever case
     * @return the field, or null
     */
    public static @Nullable PatientField named(String name) {
        return ALL.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * All names, for messages.
     *
     * @return the names, with commas
     */
    public static String names() {
        return ALL.stream().map(PatientField::name).collect(Collectors.joining(", "));
    }

    /**
     * The name in the entity.
     *
     * @return the name
     */
    public String name() {
        return field.getName();
    }

    /**
     * The name in the table.
     *
     * @return the column
     */
    public String column() {
        return name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the column holds ciphertext.
     *
     * @return true if the field is encrypted
     */
    public boolean encrypted() {
        return field.isAnnotationPresent(Encrypted.class);
    }

    /**
     * Whether equality can be searched for although the column holds ciphertext.
     *
     * @return true if the field has a blind index
     */
    public boolean searchable() {
        return field.isAnnotationPresent(BlindIndex.class);
    }

    /**
     * Whether values are text.
     *
     * @return true for strings
     */
    public boolean text() {
        return type == FieldType.TEXT;
    }

    /**
     * The value of a patient.
     *
     * @param patient the patient
     * @return the value or null
     */
    public @Nullable Object get(Patient patient) {
        try {
            return field.get(patient);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("setAccessible was called", e);
        }
    }

    /**
     * The value of a patient as text.
     *
     * @param patient the patient
     * @return the text or null
     */
    public @Nullable String textOf(Patient patient) {
        Object value = get(patient);
        return value == null ? null : FieldType.write(value);
    }

    /**
     * Sets the value of a patient.
     *
     * @param patient the patient
     * @param text as in a CSV file; empty for null
     * @throws IllegalArgumentException if the text is not of the field's type or too long; the message says what is expected and does
     *     not hold the text
     */
    public void parse(Patient patient, String text) {
        if (text() && text.length() > longest) {
            throw new IllegalArgumentException("is longer than " + longest + " characters");
        }
        try {
            field.set(patient, type.read(text));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("setAccessible was called", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
