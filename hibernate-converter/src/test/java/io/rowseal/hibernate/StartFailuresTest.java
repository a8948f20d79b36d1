package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.scope.MissingKeyRingException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.annotations.Check;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One start tells everything that can be found at the same time. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class StartFailuresTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "Order")
    @Table(name = "pizza_order")
    @Check(constraints = "length(address) > 3")
    static class Refused {
        @Id
        long id;

        @Encrypted
        @Column(unique = true)
        String email;

        @Encrypted
        String address;

        @Encrypted
        @BlindIndex
        boolean paid;

        @Encrypted
        Object topping;
    }

    @Entity(name = "Order")
    @Table(name = "pizza_order")
    @NamedQuery(name = "byAddress", query = "from Order where address > 'a'")
    static class Queried {
        @Id
        long id;

        @Encrypted
        String address;
    }

    @Entity(name = "Order")
    @Table(name = "pizza_order")
    @NamedQuery(name = "byAddress", query = "from Order where address > 'a'")
    static class Valued {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String address;

        String remark;
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @BeforeEach
    void newDatabase() {
        tables = new SchemaTables(database, RING);
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f21a_everythingAboutTheMappingAndItsColumnsIsInOneMessage() {
        for (String action : new String[] {"none", "validate", "update"}) {
            ConfigurationException refusal = tables.refusal(action, Refused.class);

            assertThat(refusal)
                    .as(action)
                    .hasMessageContainingAll(
                            "the start is refused for ",
                            "Refused.topping'",
                            "column 'paid' of table 'pizza_order'",
                            "Refused.email'",
                            "'address'")
                    .hasCauseInstanceOf(ConfigurationException.class);
            if (!action.equals("update")) {
                assertThat(refusal).hasMessageContaining("there is no table 'pizza_order'");
            }
        }
    }

    @Test
    void f21b_columnsAndQueriesAreInOneMessage() throws SQLException {
        tables.execute("create table pizza_order (id bigint not null primary key)");

        assertThat(tables.refusal("none", Queried.class))
                .hasMessageContainingAll("Queried.address', is missing", "named query 'byAddress'");
    }

    @Test
    void f21c_valuesAndQueriesAreInOneMessage() throws SQLException {
        tables.start("create", WithoutQuery.class).close();
        tables.execute("insert into pizza_order (id, address, remark) values (1, 'plain street 5', '"
                + io.rowseal.row.TableKeys.toText(sealed()) + "')");

        assertThat(tables.refusal("none", Valued.class))
                .hasMessageContainingAll("Valued.address'", "Valued.remark'", "named query 'byAddress'")
                .hasMessageNotContaining("plain street");
    }

    @Entity(name = "Order")
    @Table(name = "pizza_order")
    static class WithoutQuery {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String address;

        String remark;
    }

    @Test
    void f21d_oneReasonIsTheMessageItself() {
        assertThat(tables.refusal("validate", Queried.class))
                .hasMessageStartingWith("the database does not have the columns")
                .hasNoCause();
    }

    @Test
    void f21e_aMessageHasALimit() {
        StartFailures failures = new StartFailures();
        for (int i = 0; i < 100; i++) {
            failures.add(new ConfigurationException("reason " + i + "."));
            failures.add(new ConfigurationException("reason " + i + "."));
        }

        assertThat(org.assertj.core.api.Assertions.catchThrowable(failures::throwIfAny))
                .hasMessageContainingAll("for 100 reasons", "* reason 19.", "and 80 more")
                .hasMessageNotContaining("reason 20.");
    }

    @Test
    void f20p_aMissingKeyRingIsToldOnceForAllAttributes() {
        ConfigurationException refusal = new SchemaTables(database, null).refusal("none", Refused.class);

        assertThat(refusal)
                .hasMessageContainingAll(
                        "attributes '", "Refused.email', '", "Refused.address'", "there is no key ring: put ")
                .satisfies(told -> assertThat(told.getMessage().split("there is no key ring", -1))
                        .hasSize(2));
    }

    @Test
    void f20p_theAttributesAreListedUpToALimitAndTheCauseStays() {
        StartFailures failures = new StartFailures();
        ConfigurationException cause = new ConfigurationException("it is off");
        for (int i = 0; i < 30; i++) {
            failures.add(new MissingKeyRingException(List.of("A.a" + i), "there is no key ring: it is off", cause));
        }
        failures.add(new MissingKeyRingException(List.of("A.a0"), "there is no key ring: it is off", cause));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(failures::throwIfAny))
                .hasMessageStartingWith("attributes 'A.a0', 'A.a1', ")
                .hasMessageEndingWith("'A.a9' and 20 more are @Encrypted, but there is no key ring: it is off")
                .cause()
                .isSameAs(cause);
    }

    private static byte[] sealed() {
        byte[] sealed = new byte[120];
        sealed[0] = (byte) 0xFE;
        sealed[1] = 1;
        sealed[2] = 2;
        return sealed;
    }
}
