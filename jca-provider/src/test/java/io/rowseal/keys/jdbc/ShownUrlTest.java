package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a JDBC URL is shown: it can hold a password in as many places as there are drivers. */
class ShownUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:mem:keks;PASSWORD=tiger;DB_CLOSE_DELAY=-1 | jdbc:h2:mem:keks",
                "jdbc:h2:file:/home/me@corp/keks;PASSWORD=tiger | jdbc:h2:file:/home/me@corp/keks",
                "jdbc:h2:tcp://db:9092/keks;USER=me;PASSWORD=tiger | jdbc:h2:tcp://db:9092/keks",
                "jdbc:h2:tcp://me:ti/tiger@db/keks | jdbc:h2:tcp://db/keks",
                "jdbc:postgresql://db:5432/keks?user=me&password=tiger | jdbc:postgresql://db:5432/keks",
                "jdbc:postgresql://one,two:5433/keks?password=tiger | jdbc:postgresql://one,two:5433/keks",
                "jdbc:postgresql:keks?password=tiger | jdbc:postgresql:keks",
                "jdbc:postgresql://db/keks?password=x@tiger | jdbc:postgresql:…",
                "jdbc:postgresql:me/tiger@//db/x | jdbc:postgresql:…",
            })
    void theHostAndTheDatabaseAreShownWhereItIsKnownWhereTheyEnd(String url, String shown) {
        assertThat(JdbcKekStore.builder().url(url).build()).hasToString("JdbcKekStore[" + shown + " rowseal_kek]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:scott/tiger@//db:1521/x",
                "jdbc:mysql://root:pa/tiger@db/x",
                "jdbc:mysql://address=(host=db)(user=u)(password=tiger)/x",
                "jdbc:db2://db:50000/x:password=tiger;user=u;",
                "jdbc:postgresql://me:pa/tiger@db/x",
                "jdbc:postgresql://me:ti?tiger@db/x",
                "jdbc:postgresql://me:ti;tiger@db/x",
                "postgres://me:tiger@db/x",
                "tiger",
                "jdbc:tiger",
                "jdbc:ti/tiger:x",
            })
    void aUrlThatNoDriverAcceptsIsToldWithoutItsSecrets(String url) {
        assertThatThrownBy(() -> JdbcKekStore.builder().url(url).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no JDBC driver accepts the URL")
                .hasMessageNotContaining("tiger");
    }

    @Test
    void theSubprotocolSaysWhichDriverIsMissing() {
        assertThatThrownBy(() -> JdbcKekStore.builder()
                        .url("jdbc:oracle:thin:scott/tiger@//db:1521/x")
                        .build())
                .hasMessageContaining("jdbc:oracle:… of the KEK store");
    }

    @Test
    void aLineBreakInTheUrlHidesNothingAndForgesNothing() {
        assertThat(JdbcKekStore.builder()
                        .url("jdbc:h2:mem:a\nb;PASSWORD=x\ntiger")
                        .build()
                        .toString())
                .doesNotContain("tiger", "\n")
                .contains("jdbc:h2:mem:a");
    }

    @Test
    void aDriverThatQuotesTheUrlDoesNotTellItsPassword() {
        JdbcKekStore store = JdbcKekStore.builder()
                .url("jdbc:h2:mem:keks;PASSWORD=tiger;NONSENSE")
                .user("me")
                .build();
        Throwable failure = catchThrowable(store::all);
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).contains("jdbc:h2:mem:keks", "SQLState").doesNotContain("tiger");
    }
}
