package io.rowseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContextTest {

    @Test
    void aMapGivesTheContextOfItsPairsInAnyOrder() {
        Map<String, String> pairs = Map.of("invoice", "4711", "country", "DE", "a", "");
        assertThat(Context.of(pairs)).isEqualTo(Context.of("country", "DE", "a", "", "invoice", "4711"));
        assertThat(Context.of(Map.of())).isEqualTo(Context.empty());
    }

    @Test
    void aReservedNameIsRefusedWhenTheContextIsMade() {
        refuses(() -> Context.of("scope", "tenant-7"));
        refuses(() -> Context.of(Map.of("scope", "tenant-7")));
        refuses(() -> Context.empty().with("scope", "tenant-7"));
        refuses(() -> Context.empty().with("scope", new byte[1]));
    }

    @Test
    void theScopeOfAKeyIsOnePairOfItsContext() {
        Context bound = Context.of("table", "t").inScope("tenant-7");
        assertThat(bound.names()).containsExactly("scope", "table");
        assertThat(bound.value("scope")).asString().isEqualTo("tenant-7");
        assertThatThrownBy(() -> bound.inScope("tenant-8")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
    }
}
