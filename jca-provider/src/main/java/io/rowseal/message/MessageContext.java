package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.format.Pae;
import java.util.Objects;

/** The two encodings of a sealed value's context: the whole for the data key, the static part for the wrapping key. */
record MessageContext(String scope, byte[] fullPae, byte[] staticPae) {

    private static final String SCOPE = "scope";
    private static final String TABLE = "table";

    static MessageContext of(String scope, Context callers) {
        if (callers.names().contains(SCOPE)) {
            throw new IllegalArgumentException(
                    "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
        }
        Context full = callers.with(SCOPE, scope);
        Context wrapping = Context.of(SCOPE, scope);
        if (callers.names().contains(TABLE)) {
            wrapping = wrapping.with(TABLE, Objects.requireNonNull(callers.value(TABLE)));
        }
        return new MessageContext(scope, Pae.encode(full), Pae.encode(wrapping));
    }
}
