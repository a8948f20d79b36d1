package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class RowsealTestTest {

    /** Each ring that the classes below saw, wherever it was. */
    private static final List<KeyRing> SEEN = new ArrayList<>();

    private static final Context CONTEXT = Context.of("test", "1");
    private static final KeyRing OWN = KeyRing.of(new InMemoryMasterKeyStore(), new InMemoryKekStore());

    static class Parent {
        KeyRing inherited;
    }

    @RowsealTest
    static class EachTestAnInstance extends Parent {

        static KeyRing shared;
        KeyRing field;
        KeyRing assigned = OWN;

        EachTestAnInstance(KeyRing parameter) {
            SEEN.add(parameter);
        }

        @BeforeAll
        static void before(KeyRing parameter) {
            SEEN.addAll(List.of(parameter, shared));
        }

        @BeforeEach
        void beforeEach(KeyRing parameter) {
            SEEN.addAll(List.of(parameter, field, inherited));
            assertThat(assigned).isSameAs(OWN);
        }

        @Test
        void seals(KeyRing parameter) throws Exception {
            SEEN.add(parameter);
            byte[] message = Envelope.of(parameter).seal(new byte[] {1, 2, 3}, CONTEXT);
            assertThat(Envelope.of(field).open(message, CONTEXT)).containsExactly(1, 2, 3);
        }

        @Nested
        class Inner {

            KeyRing nested;

            @Test
            void sharesTheRing(KeyRing parameter) {
                SEEN.addAll(List.of(parameter, nested));
            }
        }

        @AfterAll
        static void after(KeyRing parameter) {
            SEEN.add(parameter);
            shared = null;
        }
    }

    @RowsealTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        KeyRing field;

        @BeforeAll
        void before(KeyRing parameter) {
            SEEN.addAll(List.of(parameter, field));
        }

        @Test
        void test(KeyRing parameter) {
            SEEN.addAll(List.of(parameter, field));
        }
    }

    private static List<KeyRing> run(Class<?> testClass, int tests) {
        SEEN.clear();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(testClass))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getFailures()).isEmpty();
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(tests);
        return List.copyOf(SEEN);
    }

    @Test
    void aClassAndItsNestedClassesShareOneRing() {
        assertThat(run(EachTestAnInstance.class, 2)).hasSize(14).containsOnly(SEEN.get(0));
        assertThat(run(OneInstance.class, 1)).hasSize(4).containsOnly(SEEN.get(0));
    }

    @Test
    void anotherClassAndAnotherRunGetAnotherRing() {
        KeyRing first = run(OneInstance.class, 1).get(0);
        assertThat(run(OneInstance.class, 1)).doesNotContain(first);
        assertThat(run(EachTestAnInstance.class, 2)).doesNotContain(first);
    }

    @Test
    void theRingIsClosedAfterTheLastTest() {
        for (Class<?> testClass : List.of(EachTestAnInstance.class, OneInstance.class)) {
            KeyRing ring =
                    run(testClass, testClass == OneInstance.class ? 1 : 2).get(0);
            assertThatThrownBy(() -> Envelope.of(ring).seal(new byte[1], CONTEXT))
                    .hasMessageContaining("closed");
        }
    }
}
