package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.internal.scope.QueryCacheReader;
import io.rowseal.hibernate.internal.statement.ResultLayout;
import io.rowseal.hibernate.internal.statement.RowKeySlot;
import io.rowseal.hibernate.internal.statement.ThreadValue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads of a server outlive an application, and must not hold anything of it. */
class ThreadValueTest {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        thread.shutdown();
    }

    @Test
    void f11b_aThreadThatLivesHoldsNoValueOfAnOwnerThatIsGone() throws Exception {
        assertIsCollected(in(() -> {
            ThreadValue<Object> owner = new ThreadValue<>();
            Object value = new Object();
            owner.set(value);
            assertThat(owner.get()).isSameAs(value);
            return new WeakReference<>(value);
        }));
    }

    @Test
    void f11b_whatASessionFactoryKeepsForEachThreadIsKeptByTheSessionFactory() throws ClassNotFoundException {
        assertThat(Stream.of(RowKeySlot.class, ResultLayout.Cache.class, QueryCacheReader.class, sessionScopes()))
                .allSatisfy(type -> assertThat(type.getDeclaredFields())
                        .extracting(Field::getType)
                        .contains(ThreadValue.class)
                        .doesNotContain(ThreadLocal.class));
    }

    @Test
    void f11b_aValueStaysWhileItsOwnerDoesAndIsThatOfItsThread() throws Exception {
        ThreadValue<Object> owner = new ThreadValue<>();
        WeakReference<Object> value = in(() -> {
            Object kept = new Object();
            owner.set(kept);
            return new WeakReference<>(kept);
        });
        System.gc();
        assertThat(owner.get()).isNull();
        assertThat(in(owner::get)).isNotNull().isSameAs(value.get());
    }

    /** Not public. */
    private static Class<?> sessionScopes() throws ClassNotFoundException {
        return Class.forName(QueryCacheReader.class.getPackageName() + ".SessionScopes");
    }

    private <T> T in(Callable<T> work) throws Exception {
        return thread.submit(work).get();
    }

    private static void assertIsCollected(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(reference.get()).isNull();
    }
}
