package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.FetchTwins.PlainBoss;
import io.rowseal.hibernate.FetchTwins.PlainSecondary;
import io.rowseal.hibernate.FetchTwins.SecretBoss;
import io.rowseal.hibernate.FetchTwins.SecretSecondary;
import io.rowseal.keys.KeyRing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bulk statements over attributes in a secondary table, beside a plain twin. */
@OnHibernate72
class SecondaryBulkTest {

    private static final List<String> STATEMENTS = List.of(
            "update %Secondary p set p.more = null, p.hidden = null, p.other = null where p.id in (1, 2)",
            "update %Secondary p set p.hidden = 'b'",
            "update %Secondary p set p.more = 'b'",
            "update %Secondary p set p.more = 'c', p.hidden = 'd' where p.name = 'name 1'",
            "update %Secondary p set p.more = null where p.more = 'c'",
            "update %Secondary p set p.other = 'z' where p.more = 'b'",
            "update %Secondary p set p.born = null, p.more = 'q' where p.id = 3",
            "update %Secondary p set p.name = 'r' where p.more = 'q'",
            "delete from %Secondary p where p.more = 'b' and p.id > 5");

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void f26_bulkStatementsOverASecondaryTableDoWhatTheyDoToThePlainTwin(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(
                        database,
                        ring,
                        SecretBoss.class,
                        SecretSecondary.class,
                        PlainBoss.class,
                        PlainSecondary.class)) {
            sessions.run(session -> {
                FetchTwins.fill(session, SecretSecondary.class, null, SecretBoss.class);
                FetchTwins.fill(session, PlainSecondary.class, null, PlainBoss.class);
            });
            // Rows without a row in the secondary table: there the update inserts one.
            for (String twin : List.of("Secret", "Plain")) {
                sessions.execute("delete from " + twin + "_more where id in (1, 2, 7)");
            }
            for (String statement : STATEMENTS) {
                assertThat(execute(sessions, statement, "Secret"))
                        .as(statement)
                        .isEqualTo(execute(sessions, statement, "Plain"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void f26_aComparisonInsideOfWhatABulkUpdateAssignsIsRefused(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(database, ring, SecretBoss.class, SecretSecondary.class)) {
            assertThatThrownBy(() -> execute(
                            sessions,
                            "update %Secondary p set p.other = case when p.more = 'more 3' then 'three' else 'no' end",
                            "Secret"))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("SecretSecondary.more")
                    .hasMessageContaining("what a bulk update of several tables assigns");
        }
    }

    /** How many rows it changed, and all rows as they are then. */
    private static String execute(TestSessions sessions, String statement, String twin) {
        int changed = sessions.call(session ->
                session.createMutationQuery(statement.replace("%", twin)).executeUpdate());
        List<String> rows = sessions.call(session -> session
                .createSelectionQuery(
                        "select p.id, p.name, p.born, p.more, p.hidden, p.other from " + twin
                                + "Secondary p order by p.id",
                        Object[].class)
                .list()
                .stream()
                .map(Arrays::toString)
                .toList());
        return changed + " " + rows;
    }
}
