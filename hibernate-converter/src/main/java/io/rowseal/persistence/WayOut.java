package io.rowseal.persistence;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What to use instead of a type that has no encoding, and why it has none. */
final class WayOut {

    private static final Map<Class<?>, String> BY_TYPE = byType();

    private WayOut() {}

    static String of(Class<?> type) {
        for (Map.Entry<Class<?>, String> each : BY_TYPE.entrySet()) {
            if (each.getKey().isAssignableFrom(type)) {
                return each.getValue();
            }
        }
        if (type == Object.class || type == java.io.Serializable.class) {
            return "it does not say what the values are, and Java serialization is not used; declare the attribute with the"
                    + " class of its values";
        }
        return "use one of the types that io.rowseal.persistence.ValueCodecs lists, or an embeddable of such attributes,"
                + " or store it as JSON, with @Encrypted(json = true)";
    }

    private static Map<Class<?>, String> byType() {
        Map<Class<?>, String> reasons = new LinkedHashMap<>();
        reasons.put(
                Blob.class,
                "it is read by the database while the result is open; use byte[] with a @Column(length = ...)");
        reasons.put(
                Clob.class,
                "it is read by the database while the result is open; use String with a @Column(length = ...)");
        reasons.put(InputStream.class, "a value is authenticated as a whole; use byte[] with a @Column(length = ...)");
        reasons.put(Reader.class, "a value is authenticated as a whole; use String with a @Column(length = ...)");
        reasons.put(
                Class.class,
                "reading it would load the class that a row names; store its name as String and look that up among the"
                        + " classes you expect");
        reasons.put(
                Optional.class,
                "it is not a persistent type; declare the type inside, null for absent, and let the getter"
                        + " return the Optional");
        return reasons;
    }
}
