package io.rowseal.hibernate;

import static io.rowseal.hibernate.Vaults.CANARY;

import io.rowseal.hibernate.Vaults.Vault;
import io.rowseal.persistence.ValueEncodingException;
import jakarta.persistence.NoResultException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.SyntaxException;

/** Queries that are refused or end without a result, with values in them. */
final class FailingQueries {

    private static final String NATURAL_ID = "both values of an immutable natural id that was changed";
    private static final String LITERALS = "the literals of a query that cannot be parsed or has no result";
    private static final String WRONG_ARGUMENT = "an argument that is not of its parameter's class";

    /** Messages of Hibernate that nobody can keep from showing values, as docs/boot-checks.md names them. */
    static final Set<String> SHOWN_BY_HIBERNATE = Set.of(NATURAL_ID, LITERALS, WRONG_ARGUMENT);

    private final TestSessions db;
    private final ThrownTexts thrown;

    FailingQueries(TestSessions db, ThrownTexts thrown) {
        this.db = db;
        this.thrown = thrown;
    }

    void takeAll(long id) {
        refused();
        messagesOfHibernate(id);
    }

    private void refused() {
        Class<UnsupportedEncryptedQueryException> unsupported = UnsupportedEncryptedQueryException.class;
        for (String condition : List.of(
                "song = '" + CANARY + "'",
                "song in ('" + CANARY + "')",
                "email > '" + CANARY + "'",
                "song || '" + CANARY + "' = 'x'",
                "number = " + Vaults.NUMBER)) {
            take(unsupported, condition, session -> search(session, condition).list());
        }
        for (String condition : List.of(
                "song like '" + CANARY + "%'", "email like '" + CANARY + "%'", "upper(song) = '" + CANARY + "'")) {
            take(
                    RuntimeException.class,
                    condition,
                    session -> search(session, condition).list());
        }
        take(
                RuntimeException.class,
                "like with a parameter",
                session -> search(session, "email like :pattern")
                        .setParameter("pattern", CANARY + "%")
                        .list());
        take(unsupported, "criteria", session -> {
            var criteria = session.getCriteriaBuilder().createQuery(Vault.class);
            var root = criteria.from(Vault.class);
            criteria.where(session.getCriteriaBuilder().equal(root.get("song"), CANARY));
            session.createSelectionQuery(criteria).list();
        });
        take(
                unsupported,
                "bulk update with an expression",
                session -> session.createMutationQuery("update Vault set song = other || '" + CANARY + "'")
                        .executeUpdate());
        take(
                ValueEncodingException.class,
                "a searched value without UTF-8",
                session -> session.createSelectionQuery("from Vault where email = :email", Vault.class)
                        .setParameter("email", CANARY + "\ud800")
                        .list());
        take(
                RuntimeException.class,
                WRONG_ARGUMENT,
                session -> session.createMutationQuery("update Vault set number = :number")
                        .setParameter("number", CANARY)
                        .executeUpdate());
        take(
                RuntimeException.class,
                WRONG_ARGUMENT,
                session -> search(session, "email = :email")
                        .setParameter("email", List.of(CANARY, 1))
                        .list());
        take(
                RuntimeException.class,
                "a literal of another type",
                session -> session.createMutationQuery("update Vault set number = '" + CANARY + "'")
                        .executeUpdate());
        take(
                RuntimeException.class,
                "a collection of another type",
                session -> search(session, "email in :emails")
                        .setParameterList("emails", List.of(CANARY, LocalDate.EPOCH))
                        .list());
    }

    /** What Hibernate itself writes into messages, whatever the type of an attribute is. */
    private void messagesOfHibernate(long id) {
        take(HibernateException.class, NATURAL_ID, session -> session.find(Vault.class, id).name = CANARY);
        take(
                NoResultException.class,
                LITERALS,
                session -> session.createSelectionQuery("from Vault where email = '" + CANARY + "'", Vault.class)
                        .getSingleResult());
        take(
                NoResultException.class,
                "no result for a parameter",
                session -> session.createSelectionQuery("from Vault where email = :mail", Vault.class)
                        .setParameter("mail", CANARY)
                        .getSingleResult());
        take(
                SyntaxException.class,
                LITERALS,
                session -> session.createSelectionQuery("from Vault where email '" + CANARY + "'", Vault.class)
                        .list());
    }

    private static SelectionQuery<Vault> search(Session session, String condition) {
        return session.createSelectionQuery("from Vault where " + condition, Vault.class);
    }

    private void take(Class<? extends Throwable> expected, String way, Consumer<Session> work) {
        thrown.take(expected, way, () -> db.run(work));
    }
}
