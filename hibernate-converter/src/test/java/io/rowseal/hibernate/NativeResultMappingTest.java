package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.Id;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native queries whose results are mapped by annotations. */
@OnHibernate72
class NativeResultMappingTest extends DatabaseTest {

    public record Text(String value) {}

    @SqlResultSetMapping(
            name = "withNumber",
            entities = @EntityResult(entityClass = Ticket.class),
            columns = @ColumnResult(name = "n", type = Integer.class))
    @SqlResultSetMapping(
            name = "withSecret",
            entities = @EntityResult(entityClass = Ticket.class),
            columns = @ColumnResult(name = "secret"))
    @SqlResultSetMapping(
            name = "constructed",
            classes = @ConstructorResult(targetClass = Text.class, columns = @ColumnResult(name = "secret")))
    @Entity(name = "Ticket")
    @Table(name = "ticket")
    static class Ticket {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Ticket.class};
    }

    @BeforeEach
    void insert() {
        db.run(session -> {
            session.createMutationQuery("delete from Ticket").executeUpdate();
            Ticket ticket = new Ticket();
            ticket.id = 1L;
            ticket.secret = "plain";
            session.persist(ticket);
        });
        db.forgetStatements();
    }

    @Test
    void f34_entitiesBesideValuesDecrypt() {
        Object[] row = (Object[])
                db.<Object>call(session -> session.createNativeQuery("select t.*, 7 as n from ticket t", "withNumber")
                        .getSingleResult());

        assertThat(((Ticket) row[0]).secret).isEqualTo("plain");
        assertThat(row[1]).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"withSecret", "constructed"})
    void f34_valuesOfEncryptedColumnsAreRefused(String mapping) {
        for (String list : new String[] {"t.*", "t.id, t.row_key, t.secret", "t.id, t.row_key, t.secret as secret"}) {
            assertThatThrownBy(() ->
                            db.run(session -> session.createNativeQuery("select " + list + " from ticket t", mapping)
                                    .getResultList()))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("the caller would get ciphertext");
        }
        assertThat(db.statements("")).isEmpty();
    }

    @Test
    void f34_columnsUnderTheirOwnNamesDecryptForAnEntity() {
        Object[] row = (Object[]) db.<Object>call(session -> session.createNativeQuery(
                        "select t.id, t.row_key, t.secret, 7 as n from ticket t", "withNumber")
                .getSingleResult());

        assertThat(((Ticket) row[0]).secret).isEqualTo("plain");
    }
}
