package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Folders.Contact;
import io.rowseal.hibernate.Folders.Folder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Queries over the elements of encrypted collections give what they give over plain ones, or are refused. */
@OnHibernate72
class ElementQueryTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Folder.class};
    }

    private void store() {
        if (!db.rows("select 1 from Folder where id = 1").isEmpty()) {
            return;
        }
        db.run(session -> {
            Folder folder = new Folder(1);
            folder.tags.add("a");
            folder.pages.addAll(List.of("a", "b"));
            folder.answers.put("k", "a");
            folder.contacts.add(new Contact("a", "home", "s"));
            folder.queue.add(new Contact("a", "home", "s"));
            folder.byNumber.put(7, new Contact("a", "home", "s"));
            session.persist(folder);
            session.persist(new Folder(2));
        });
    }

    private static List<?> list(Session session, String query) {
        var selection = session.createSelectionQuery(query, Object.class);
        if (query.contains(":v")) {
            selection.setParameter("v", "a");
        }
        return selection.list();
    }

    private static Stream<Map.Entry<String, Object>> answered() {
        Contact contact = new Contact("a", "home", "s");
        return Stream.of(
                Map.entry("select t from Folder f join f.tags t", "a"),
                Map.entry("select f.tags from Folder f", "a"),
                Map.entry("select elements(f.tags) from Folder f", "a"),
                Map.entry("select value(x) from Folder f join f.answers x", "a"),
                Map.entry("select entry(x) from Folder f join f.answers x", Map.entry("k", "a")),
                Map.entry("select f.pages[1] from Folder f where f.id = 1", "b"),
                Map.entry("select f.answers['k'] from Folder f where f.id = 1", "a"),
                Map.entry("select c from Folder f join f.contacts c", contact),
                Map.entry("select f.contacts from Folder f", contact),
                Map.entry("select c.phone from Folder f join f.contacts c", "a"),
                Map.entry("select c.place.street from Folder f join f.contacts c", "s"),
                Map.entry("select c.place from Folder f join f.contacts c", contact.place),
                Map.entry("select f.queue[0].phone from Folder f where f.id = 1", "a"),
                Map.entry("select f.byNumber[7] from Folder f where f.id = 1", contact),
                Map.entry("select value(b).phone from Folder f join f.byNumber b", "a"),
                Map.entry("select count(t) from Folder f join f.tags t", 1L),
                Map.entry("select size(f.pages) from Folder f where f.id = 1", 2),
                Map.entry("select maxindex(f.pages) from Folder f where f.id = 1", 1),
                Map.entry("select f.id from Folder f where exists elements(f.tags)", 1L),
                Map.entry("select f.id from Folder f where f.tags is not empty", 1L),
                Map.entry("select f.id from Folder f where f.contacts is empty", 2L),
                Map.entry("select f.id from Folder f join f.tags t where t is not null", 1L),
                Map.entry("select f.id from Folder f join f.answers x where key(x) = 'k'", 1L),
                Map.entry("select f.id from Folder f join f.contacts c where c.kind = 'home'", 1L));
    }

    private static Stream<String> refused() {
        return Stream.of(
                "select f.id from Folder f where :v member of f.tags",
                "select f.id from Folder f where 'a' not member of f.tags",
                "select f.id from Folder f where f.name member of f.tags",
                "select f.id from Folder f join f.tags t where t = :v",
                "select f.id from Folder f join f.tags t where 'a' <> t",
                "select f.id from Folder f join f.tags t where t in ('a', 'b')",
                "select f.id from Folder f join f.tags t where t between 'a' and 'b'",
                "select f.id from Folder f join f.tags t where t > 'a'",
                "select f.id from Folder f join f.tags t where t = f.name",
                "select f.id from Folder f join f.tags t join f.pages p where t = p",
                "select f.id from Folder f join f.tags t where element(t) = :v",
                "select f.id from Folder f left join f.tags t on t = 'a'",
                "select f.id from Folder f where :v in elements(f.tags)",
                "select f.id from Folder f where 'a' in (select t from f.tags t)",
                "select f.id from Folder f where :v = some elements(f.tags)",
                "select f.id from Folder f where :v <> all elements(f.tags)",
                "select f.id from Folder f where exists (select 1 from f.tags t where t = :v)",
                "select f.id from Folder f where f.pages[0] = :v",
                "select f.id from Folder f where f.answers['k'] = :v",
                "select f.id from Folder f join f.answers x where value(x) = :v",
                "select f.id from Folder f join f.contacts c where c.phone = :v",
                "select f.id from Folder f join f.contacts c where c.place.street = :v",
                "select f.id from Folder f join f.contacts c join f.queue q where c = q",
                "select f.id from Folder f join f.contacts c join f.queue q where c.place = q.place",
                "select f.id from Folder f where f.queue[0].phone = 'a'",
                "select f.id from Folder f join f.byNumber b where value(b).phone = 'a'",
                "select max(elements(f.tags)) from Folder f",
                "select maxelement(f.tags) from Folder f",
                "select f.id from Folder f where minelement(f.tags) = 'a'",
                "select t from Folder f join f.tags t order by t",
                "select c from Folder f join f.contacts c order by c",
                "select c from Folder f join f.contacts c order by c.place.street",
                "select c from Folder f join f.contacts c order by 1",
                "select c.place as x from Folder f join f.contacts c order by x",
                "select c.place as x, count(f.id) from Folder f join f.contacts c group by x",
                "select t as x from Folder f join f.tags t order by x",
                "select count(t) from Folder f join f.tags t group by t",
                "select distinct t from Folder f join f.tags t",
                "select distinct c from Folder f join f.contacts c",
                "select distinct entry(x) from Folder f join f.answers x",
                "select count(distinct t) from Folder f join f.tags t",
                "select t || 'x' from Folder f join f.tags t",
                "select cast(t as string) from Folder f join f.tags t",
                "select coalesce(t, 'x') from Folder f join f.tags t",
                "select case when f.id = 1 then t else 'x' end from Folder f join f.tags t",
                "select x.v from (select t as v from Folder f join f.tags t) x",
                "select t from Folder f join f.tags t union select 'x'");
    }

    @Test
    void queriesThatDoNotCompareElementsAreAnswered() {
        store();
        answered()
                .forEach(query -> assertThat(db.<List<?>>call(session -> list(session, query.getKey())))
                        .as(query.getKey())
                        .hasSize(1)
                        .first()
                        .isEqualTo(query.getValue()));
    }

    @Test
    void queriesThatTheDatabaseWouldAnswerByCiphertextAreRefused() {
        store();
        db.forgetStatements();
        refused()
                .forEach(query -> assertThatThrownBy(() -> db.run(session -> list(session, query)))
                        .as(query)
                        .isInstanceOf(UnsupportedEncryptedQueryException.class)
                        .hasMessageContaining("Folder."));
        assertThat(db.statements("select")).isEmpty();
    }

    @Test
    void mutationsByElementsAreRefused() {
        store();
        for (String mutation : List.of(
                "delete Folder f where 'a' member of f.tags",
                "update Folder f set f.name = f.pages[0] where f.id = 1",
                "update Folder f set f.name = (select t from f.tags t)")) {
            assertThatThrownBy(() -> db.run(
                            session -> session.createMutationQuery(mutation).executeUpdate()))
                    .as(mutation)
                    .isInstanceOf(UnsupportedEncryptedQueryException.class);
        }
        assertThat(db.stored("select name from Folder where id = 1")).isEqualTo("n");
    }

    @Test
    void aParameterOfAnIndexIsNotAlsoBoundAsAnEncryptedValue() {
        store();
        List<?> found = db.call(session -> session.createSelectionQuery(
                        "select f.answers[:v] from Folder f where f.id = 1", Object.class)
                .setParameter("v", "k")
                .list());
        assertThat(found.toString()).isEqualTo("[a]");
    }

    @Test
    void criteriaJoinsAreCheckedToo() {
        store();
        assertThatThrownBy(() -> db.run(session -> {
                    var builder = session.getCriteriaBuilder();
                    var query = builder.createQuery(Long.class);
                    var root = query.from(Folder.class);
                    query.select(root.get("id")).where(builder.equal(root.join("tags"), "a"));
                    session.createSelectionQuery(query).list();
                }))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        List<String> tags = db.call(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            query.select(query.from(Folder.class).join("tags"));
            return session.createSelectionQuery(query).list();
        });
        assertThat(tags).containsExactly("a");
    }
}
