package io.rowseal.persistence;

/** Wording of what decoders say. */
final class Refusals {

    private Refusals() {}

    static String notA(Class<?> type) {
        return "the decrypted bytes are not a " + type.getName()
                + " (was the Java type of the attribute changed? Read with the former type and write with the new one)";
    }
}
