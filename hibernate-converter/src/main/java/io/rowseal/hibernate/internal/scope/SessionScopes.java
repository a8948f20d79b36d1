package io.rowseal.hibernate.internal.scope;

import io.rowseal.hibernate.internal.statement.ThreadValue;
import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scope of a session's tenant once, and not for every value that a statement binds or a result gives. It is taken again
 * only for the same session with the same identifier. Thread safe.
 */
final class SessionScopes {

    /** The session that the thread used last, held weakly; stays until another one or the end of the SessionFactory, but in no thread. */
    private final ThreadValue<Found> last = new ThreadValue<>();

    @SuppressWarnings("ReferenceEquality") // The very identifier: an equal one can be of another class.
    String of(SharedSessionContractImplementor session, Function<SharedSessionContractImplementor, String> resolution) {
        Found present = last.get();
        if (present != null
                && present.session.refersTo(session)
                && present.identifier == session.getTenantIdentifierValue()) {
            return present.scope;
        }
        String scope = resolution.apply(session);
        last.set(new Found(new WeakReference<>(session), session.getTenantIdentifierValue(), scope));
        return scope;
    }

    private record Found(
            WeakReference<SharedSessionContractImplementor> session,
            @Nullable Object identifier,
            String scope) {}
}
