package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KeyUnavailableException;
import io.rowseal.UnknownKeyException;
import io.rowseal.kek.ExpiringCache;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twenty threads that need one key: what happens to one of them is its own. */
@Timeout(60)
class SingleFlightTest {

    private static final int THREADS = 20;
    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestRing test = new TestRing();
    private final byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, Context.empty());
    private final SlowStore store = new SlowStore(test.masterKeys);
    private final KeyRing ring = test.reopen(store);
    private final List<Reader> readers = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    /** How stores say that their thread was interrupted. */
    enum Abort {
        WITH_ITS_CAUSE(e -> new IllegalStateException("aborted", e)),
        WITH_THE_FLAG(e -> {
            Thread.currentThread().interrupt();
            return new IllegalStateException("aborted");
        }),
        WITH_NOTHING(e -> new KeyUnavailableException("aborted"));

        private final Function<InterruptedException, RuntimeException> failure;

        Abort(Function<InterruptedException, RuntimeException> failure) {
            this.failure = failure;
        }
    }

    /** A store that takes its time, and gives up when its thread is interrupted. */
    private static final class SlowStore extends DelegatingStore {

        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private volatile Abort abort = Abort.WITH_ITS_CAUSE;
        private volatile boolean slow;

        SlowStore(TestMasterKeyStore inner) {
            super(inner);
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            calls.incrementAndGet();
            called.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw abort.failure.apply(e);
            }
            takeLong();
            return super.unwrap(wrapped, context);
        }

        private void takeLong() {
            if (slow) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
    }

    private final class Reader extends Thread {

        private volatile Object outcome = "none";
        private volatile boolean interruptedAtTheEnd;

        @Override
        public void run() {
            try {
                outcome = Envelope.of(ring).open(sealed, Context.empty());
            } catch (RuntimeException e) {
                outcome = e;
            }
            interruptedAtTheEnd = isInterrupted();
        }

        void awaitWaiting() throws InterruptedException {
            while (getState() != State.WAITING) {
                assertThat(isAlive()).isTrue();
                Thread.sleep(1);
            }
        }
    }

    /** The first one is in the store, the others wait for it. */
    private Reader leader() throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            Reader reader = new Reader();
            readers.add(reader);
            reader.start();
            if (i == 0) {
                assertThat(store.called.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
        for (Reader reader : readers) {
            reader.awaitWaiting();
        }
        return readers.get(0);
    }

    private void joinAll() throws InterruptedException {
        for (Reader reader : readers) {
            reader.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void f10_theInterruptionOfTheThreadThatLoadsFailsNoOther(Abort abort) throws Exception {
        store.abort = abort;
        Reader leader = leader();

        leader.interrupt();
        leader.join();
        assertThat(leader.outcome).isInstanceOf(KeyUnavailableException.class);
        store.answers.countDown();
        joinAll();

        assertThat(readers.subList(1, THREADS))
                .allSatisfy(reader -> assertThat(reader.outcome).isEqualTo(MESSAGE));
        assertThat(store.calls).hasValue(2);
    }

    @Test
    void f10_severalInterruptionsInTurnFailNobodyElse() throws Exception {
        leader();
        for (int i = 0; i < 5; i++) {
            Reader loading = loading();
            loading.interrupt();
            loading.join();
            assertThat(loading.outcome).isInstanceOf(KeyUnavailableException.class);
            awaitCalls(i + 2);
        }
        store.answers.countDown();
        joinAll();
        assertThat(readers.stream().filter(reader -> reader.outcome instanceof RuntimeException))
                .hasSize(5);
    }

    private void awaitCalls(int calls) throws InterruptedException {
        while (store.calls.get() < calls) {
            Thread.sleep(1);
        }
    }

    private Reader loading() {
        return readers.stream()
                .filter(reader -> reader.isAlive()
                        && List.of(reader.getStackTrace()).stream()
                                .anyMatch(frame -> frame.getClassName().endsWith("SlowStore")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void f10_anInterruptedWaiterStopsWaitingAndStaysInterrupted() throws Exception {
        leader();
        Reader waiter = readers.get(7);

        waiter.interrupt();
        waiter.join();
        assertThat(waiter.outcome)
                .isInstanceOfSatisfying(
                        KeyUnavailableException.class,
                        e -> assertThat(e.getMessage()).startsWith("the thread was interrupted while it waited"));
        assertThat(waiter.interruptedAtTheEnd).isTrue();
        store.answers.countDown();
        joinAll();
        assertThat(readers.stream().filter(reader -> reader != waiter))
                .allSatisfy(reader -> assertThat(reader.outcome).isEqualTo(MESSAGE));
        assertThat(store.calls).hasValue(1);
    }

    @Test
    void f10_aStoreThatIsDownIsCalledTwiceAndNotByEachWaiter() throws Exception {
        leader();
        store.slow = true;
        test.masterKeys.reachable(false);
        store.answers.countDown();
        joinAll();
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.outcome).isInstanceOf(KeyUnavailableException.class));
        assertThat(store.calls).hasValue(2);
    }

    @Test
    void f10_anAnswerOfTheStoreIsForAll() throws Exception {
        ExpiringCache<String, String> cache = new ExpiringCache<>(10, Duration.ofHours(1), System::nanoTime, v -> {});
        CountDownLatch waits = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    cache.get("key", absent -> {
                        loads.incrementAndGet();
                        await(waits);
                        throw new UnknownKeyException("no such key");
                    });
                } catch (UnknownKeyException e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
        waits.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasSize(THREADS);
        assertThat(loads).hasValue(1);
        assertThatThrownBy(() -> cache.get("key", absent -> {
                    throw new UnknownKeyException("again");
                }))
                .hasMessage("again");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
