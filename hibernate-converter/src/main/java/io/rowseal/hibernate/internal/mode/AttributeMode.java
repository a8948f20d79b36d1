package io.rowseal.hibernate.internal.mode;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.EncryptionMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mode of an attribute.
 *
 * @param mode what is written and read
 * @param until the last day, in UTC, on which an application starts with it; null for STRICT, which has none
 */
public record AttributeMode(EncryptionMode mode, @Nullable LocalDate until) {

    static final AttributeMode STRICT = new AttributeMode(EncryptionMode.STRICT, null);

    private static final Pattern SETTING = Pattern.compile("(\\w+(?:-\\w+)?)(?:\\s+until\\s+(\\S+))?");
    private static final String EXAMPLE = "2027-06-30";

    /** What an annotation says. */
    public static AttributeMode of(EncryptionMode mode, String until, String attribute) {
        String where = "attribute '" + attribute + "'";
        if (mode == EncryptionMode.STRICT) {
            if (!until.isEmpty()) {
                throw new ConfigurationException(
                        where + " has @Encrypted(until = ...) without a mode that ends: remove it");
            }
            return STRICT;
        }
        if (until.isEmpty()) {
            throw new ConfigurationException(where + " has the mode " + mode + " without an end: add until = \""
                    + EXAMPLE + "\" to @Encrypted, the last day on which plaintext may be there");
        }
        return new AttributeMode(mode, date(until, where));
    }

    /** What a setting says, such as {@code write-ciphertext until 2027-06-30}, or {@code strict}. */
    static AttributeMode parse(String key, Object value) {
        String where = "setting '" + key + "'";
        Matcher matcher = SETTING.matcher(String.valueOf(value).strip());
        EncryptionMode mode = matcher.matches() ? mode(matcher.group(1)) : null;
        String until = mode == null ? null : matcher.group(2);
        if (mode == null || (mode == EncryptionMode.STRICT && until != null)) {
            throw new ConfigurationException(where + " must be strict, 'write-ciphertext until " + EXAMPLE
                    + "' or 'write-plaintext until " + EXAMPLE + "'");
        }
        if (mode == EncryptionMode.STRICT) {
            return STRICT;
        }
        if (until == null) {
            throw new ConfigurationException(where + " gives a mode without an end: write '"
                    + String.valueOf(value).strip() + " until " + EXAMPLE
                    + "', with the last day on which plaintext may be there");
        }
        return new AttributeMode(mode, date(until, where));
    }

    private static @Nullable EncryptionMode mode(String name) {
        String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (EncryptionMode mode : EncryptionMode.values()) {
            if (mode.name().equals(wanted)) {
                return mode;
            }
        }
        return null;
    }

    private static LocalDate date(String until, String where) {
        try {
            return LocalDate.parse(until);
        } catch (DateTimeException e) {
            throw new ConfigurationException(
                    where + " has an end that is not a date: write it like " + EXAMPLE + " (year, month, day)", e);
        }
    }

    public boolean isStrict() {
        return mode == EncryptionMode.STRICT;
    }

    public boolean writesPlaintext() {
        return mode == EncryptionMode.WRITE_PLAINTEXT;
    }

    /** Whether the end date has passed. */
    boolean isOver(LocalDate today) {
        return until != null && today.isAfter(until);
    }

    /** For messages. */
    @Override
    public String toString() {
        return isStrict() ? mode.name() : mode + " until " + until;
    }
}
