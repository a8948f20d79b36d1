package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.EntityShapes.Contact;
import java.util.List;
import java.util.function.Function;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Loads by several encrypted natural ids at once. PostgreSQL is the one database here for which Hibernate makes one array of the
 * ids, and with that the one where it is refused.
 */
class SeveralNaturalIdsTest extends DatabaseTest {

    private static final List<String> MAILS = List.of("two@example.org", "nobody@example.org", "one@example.org");

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Contact.class};
    }

    @BeforeEach
    void persistContacts() {
        db.execute("delete from Contact");
        db.run(session -> {
            session.persist(new Contact(1, "one@example.org", "s"));
            session.persist(new Contact(2, "two@example.org", "s"));
        });
        db.forgetStatements();
    }

    @Test
    void multiLoadFindsThemInOrderOrIsRefused() {
        findOrRefuse(session -> session.byMultipleNaturalId(Contact.class)
                .enableOrderedReturn(true)
                .multiLoad(MAILS));
    }

    /** Hibernate 7.2 has no such method. */
    @Test
    void findMultipleFindsThemInOrderOrIsRefused() {
        findOrRefuse(session -> session.findMultiple(Contact.class, MAILS, KeyType.NATURAL));
    }

    @Test
    void theWaysOutFindThem() {
        assertThat(db.<Long>call(
                        session -> session.bySimpleNaturalId(Contact.class).load("two@example.org").id))
                .isEqualTo(2);
        assertThat(db.<List<Long>>call(session -> session.createSelectionQuery(
                                "select c.id from Contact c where c.mail in (:mails) order by c.id", Long.class)
                        .setParameterList("mails", MAILS)
                        .list()))
                .containsExactly(1L, 2L);
    }

    private void findOrRefuse(Function<Session, List<Contact>> load) {
        if (database == TestDatabase.POSTGRESQL) {
            assertThatThrownBy(() -> db.call(load))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("Contact.mail")
                    .hasMessageContaining("load one by one")
                    .hasMessageNotContaining("@example.org");
            assertThat(db.statements("")).isEmpty();
            return;
        }
        assertThat(db.call(load))
                .extracting(contact -> contact == null ? null : contact.id)
                .containsExactly(2L, null, 1L);
    }
}
