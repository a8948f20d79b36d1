package io.rowseal.boot;

import io.rowseal.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The application cannot start, and the action says which properties change that. */
final class KeyRingStartException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private final String action;

    KeyRingStartException(String description, String action) {
        this(description, action, null);
    }

    KeyRingStartException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** What a store says, as a description, with an action in terms of properties. */
    static KeyRingStartException of(ConfigurationException cause, String action) {
        String message = String.valueOf(cause.getMessage());
        return new KeyRingStartException(StringUtils.capitalize(message), action, cause);
    }

    String action() {
        return action;
    }
}
