package io.rowseal.hibernate.internal.scope;

import io.rowseal.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Attributes are encrypted, and there is no key ring: each of them finds it out, and one message tells it. */
public final class MissingKeyRingException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 10;

    private final transient List<String> attributes;
    private final String reason;

    /**
     * For some attributes.
     *
     * @param attributes their names, none where all are meant
     * @param reason what comes after "but": what is missing, and what to do
     */
    public MissingKeyRingException(List<String> attributes, String reason, @Nullable Throwable cause) {
        super(need(attributes) + ", but " + reason, cause);
        this.attributes = List.copyOf(attributes);
        this.reason = reason;
    }

    public boolean hasReasonOf(MissingKeyRingException other) {
        return reason.equals(other.reason);
    }

    /** One for the attributes of both, with the cause of this one. */
    public MissingKeyRingException with(MissingKeyRingException other) {
        List<String> both = Stream.concat(attributes.stream(), other.attributes.stream())
                .distinct()
                .toList();
        return new MissingKeyRingException(both, reason, getCause());
    }

    private static String need(List<String> attributes) {
        if (attributes.isEmpty()) {
            return "attributes are @Encrypted";
        }
        if (attributes.size() == 1) {
            return "attribute '" + attributes.get(0) + "' is @Encrypted";
        }
        String shown = attributes.stream().limit(SHOWN).collect(Collectors.joining("', '", "attributes '", "'"));
        int more = attributes.size() - SHOWN;
        return shown + (more > 0 ? " and " + more + " more" : "") + " are @Encrypted";
    }
}
