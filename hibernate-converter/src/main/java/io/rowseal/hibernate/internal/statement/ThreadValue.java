package io.rowseal.hibernate.internal.statement;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A value for each thread that belongs to its owner and not to the threads. Threads of a server outlive the application that ran in
 * them, and what their thread-locals hold strongly would keep its classes; here they hold a weak reference of the JDK alone. The
 * values are gone with the owner, or with their thread. Thread safe.
 */
public final class ThreadValue<T> {

    /** What a thread keeps: only a weak reference, to a holder that {@link #holders} keeps alive. */
    private final ThreadLocal<@Nullable WeakReference<Holder<T>>> local = new ThreadLocal<>();

    /** Asked only once for each thread. */
    private final Map<Thread, Holder<T>> holders = new WeakHashMap<>();

    @Nullable
    public T get() {
        Holder<T> holder = present();
        return holder == null ? null : holder.value;
    }

    public void set(@Nullable T value) {
        Holder<T> holder = present();
        if (holder == null) {
            holder = new Holder<>();
            synchronized (holders) {
                holders.put(Thread.currentThread(), holder);
            }
            local.set(new WeakReference<>(holder));
        }
        holder.value = value;
    }

    private @Nullable Holder<T> present() {
        WeakReference<Holder<T>> reference = local.get();
        return reference == null ? null : reference.get();
    }

    private static final class Holder<T> {
        private @Nullable T value;
    }
}
