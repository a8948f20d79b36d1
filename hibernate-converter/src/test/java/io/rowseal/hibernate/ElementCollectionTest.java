package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.hibernate.Folders.Colour;
import io.rowseal.hibernate.Folders.Contact;
import io.rowseal.hibernate.Folders.Folder;
import io.rowseal.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

/** Collections of encrypted values, and of embeddables with encrypted attributes. */
@OnHibernate72
class ElementCollectionTest extends DatabaseTest {

    private long nextId;

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Folder.class};
    }

    private long folder(Consumer<Folder> content) {
        long id = ++nextId;
        db.run(session -> {
            Folder folder = new Folder(id);
            content.accept(folder);
            session.persist(folder);
        });
        db.forgetStatements();
        return id;
    }

    private void change(long id, Consumer<Folder> change) {
        db.run(session -> change.accept(session.find(Folder.class, id)));
    }

    /** With all its collections. */
    private Folder read(long id) {
        return db.call(session -> {
            Folder found = session.find(Folder.class, id);
            for (Object collection : List.of(
                    found.tags,
                    found.pages,
                    found.answers,
                    found.days,
                    found.colours,
                    found.letters,
                    found.contacts,
                    found.queue,
                    found.byNumber)) {
                Hibernate.initialize(collection);
            }
            return found;
        });
    }

    @Test
    void valuesOfEveryKindOfCollectionAreSealedAndReadBack() {
        long id = folder(folder -> {
            folder.tags.addAll(List.of("secret-tag", "secret-tag"));
            folder.pages.addAll(List.of("p0", "p1"));
            folder.answers.put("question", "secret-answer");
            folder.days.add(LocalDate.of(2020, 2, 29));
            folder.colours.addAll(List.of(Colour.GREEN, Colour.RED));
            folder.letters.add("secret-letter");
            folder.codes = new String[] {"c0", "c1"};
            folder.contacts.add(new Contact("+1", "home", "Elm"));
            folder.queue.addAll(List.of(new Contact("+2", "first", "Oak"), new Contact("+3", "second", null)));
            folder.byNumber.put(7, new Contact(null, "seven", "Fir"));
        });

        assertThat(read(id).tags).containsExactly("secret-tag", "secret-tag");
        assertThat(read(id).pages).containsExactly("p0", "p1");
        assertThat(read(id).answers).containsExactly(Map.entry("question", "secret-answer"));
        assertThat(read(id).days).containsExactly(LocalDate.of(2020, 2, 29));
        assertThat(read(id).colours).containsExactly(Colour.GREEN, Colour.RED);
        assertThat(read(id).letters).containsExactly("secret-letter");
        assertThat(read(id).codes).containsExactly("c0", "c1");
        assertThat(read(id).contacts).containsExactly(new Contact("+1", "home", "Elm"));
        assertThat(read(id).queue)
                .containsExactly(new Contact("+2", "first", "Oak"), new Contact("+3", "second", null));
        assertThat(read(id).byNumber).containsExactly(Map.entry(7, new Contact(null, "seven", "Fir")));
        assertThat(db.bytes("select answers from Folder_answers where Folder_id = " + id))
                .hasSize(99 + "secret-answer".length())
                .startsWith(0xFE, 1, 2);
        assertThat((String) db.stored("select letters from Folder_letters where Folder_id = " + id))
                .startsWith("rs1.");
    }

    @Test
    void aValueIsASealedValueOfItsTableAndColumnThatTheDirectApiOpens() {
        long id = folder(folder -> folder.tags.add("secret-tag"));
        byte[] stored = db.bytes("select tags from Folder_tags where Folder_id = " + id);

        byte[] opened = Envelope.of(ring).open(stored, Context.of("table", "folder_tags", "column", "tags"));

        assertThat(new String(opened, StandardCharsets.UTF_8)).isEqualTo("secret-tag");
    }

    @Test
    void aBagIsWrittenAnewWhateverChanges() {
        long id = folder(folder -> folder.tags.addAll(List.of("a", "b", "b", "c")));

        change(id, folder -> folder.tags.remove("b"));
        assertThat(read(id).tags).containsExactlyInAnyOrder("a", "b", "c");
        change(id, folder -> folder.tags.add("d"));
        assertThat(read(id).tags).containsExactlyInAnyOrder("a", "b", "c", "d");
        change(id, folder -> folder.tags.set(folder.tags.indexOf("a"), "z"));
        assertThat(read(id).tags).containsExactlyInAnyOrder("z", "b", "c", "d");
        change(id, folder -> folder.tags = new ArrayList<>(List.of("new")));
        assertThat(read(id).tags).containsExactly("new");
        change(id, folder -> folder.tags.clear());
        assertThat(read(id).tags).isEmpty();
        assertNoStatementComparesValues();
    }

    @Test
    void anIndexedListIsChangedByPosition() {
        long id = folder(folder -> folder.pages.addAll(List.of("a", "b", "c", "d")));

        change(id, folder -> folder.pages.remove("b"));
        assertThat(read(id).pages).containsExactly("a", "c", "d");
        change(id, folder -> Collections.swap(folder.pages, 0, 2));
        assertThat(read(id).pages).containsExactly("d", "c", "a");
        change(id, folder -> folder.pages.set(1, "x"));
        assertThat(read(id).pages).containsExactly("d", "x", "a");
        change(id, folder -> folder.pages.add(0, "first"));
        assertThat(read(id).pages).containsExactly("first", "d", "x", "a");
        change(id, folder -> folder.pages.clear());
        assertThat(read(id).pages).isEmpty();
        assertNoStatementComparesValues();
    }

    @Test
    void onlyTheChangedElementOfAnIndexedListIsWritten() {
        long id = folder(folder -> folder.pages.addAll(List.of("a", "b", "c")));
        byte[] before = page(id, 0);

        change(id, folder -> folder.pages.set(1, "x"));

        assertThat(db.statements("update folder_pages")).hasSize(1);
        assertThat(page(id, 0)).isEqualTo(before);
    }

    private byte[] page(long id, int position) {
        return db.bytes("select pages from Folder_pages where Folder_id = " + id + " and position = " + position);
    }

    @Test
    void anArrayIsChangedByPosition() {
        long id = folder(folder -> folder.codes = new String[] {"a", "b", "c"});

        change(id, folder -> folder.codes[1] = "x");
        assertThat(read(id).codes).containsExactly("a", "x", "c");
        change(id, folder -> folder.codes = new String[] {"only"});
        assertThat(read(id).codes).containsExactly("only");
        assertNoStatementComparesValues();
    }

    @Test
    void aMapIsChangedByKey() {
        long id = folder(folder -> folder.answers.putAll(Map.of("a", "1", "b", "2", "c", "3")));

        change(id, folder -> folder.answers.remove("a"));
        change(id, folder -> folder.answers.put("b", "changed"));
        change(id, folder -> folder.answers.put("d", "4"));
        assertThat(read(id).answers).isEqualTo(Map.of("b", "changed", "c", "3", "d", "4"));
        change(id, folder -> folder.answers.values().remove("3"));
        assertThat(read(id).answers).isEqualTo(Map.of("b", "changed", "d", "4"));
        change(id, folder -> folder.answers.clear());
        assertThat(read(id).answers).isEmpty();
        assertNoStatementComparesValues();
    }

    @Test
    void embeddablesAreChangedInEveryKindOfCollection() {
        long id = folder(folder -> {
            for (int i = 0; i < 3; i++) {
                folder.contacts.add(new Contact("c" + i, "bag", "s" + i));
                folder.queue.add(new Contact("q" + i, "list", "s" + i));
                folder.byNumber.put(i, new Contact("m" + i, "map", "s" + i));
            }
        });

        change(id, folder -> {
            folder.contacts.remove(new Contact("c1", "bag", "s1"));
            folder.queue.remove(0);
            folder.byNumber.remove(2);
        });
        change(id, folder -> {
            folder.contacts.get(0).phone = "changed";
            folder.queue.get(1).place.street = "changed";
            folder.byNumber.get(1).phone = null;
        });

        assertThat(read(id).contacts)
                .hasSize(2)
                .anySatisfy(contact -> assertThat(contact.phone).isEqualTo("changed"));
        assertThat(read(id).queue)
                .containsExactly(new Contact("q1", "list", "s1"), new Contact("q2", "list", "changed"));
        assertThat(read(id).byNumber)
                .isEqualTo(Map.of(0, new Contact("m0", "map", "s0"), 1, new Contact(null, "map", "s1")));
        change(id, folder -> {
            folder.contacts.clear();
            folder.queue.clear();
            folder.byNumber.clear();
        });
        assertThat(read(id).contacts).isEmpty();
        assertThat(read(id).queue).isEmpty();
        assertThat(read(id).byNumber).isEmpty();
        assertNoStatementComparesValues();
    }

    @Test
    void aDetachedEntityIsMerged() {
        long id = folder(folder -> {
            folder.tags.addAll(List.of("a", "b"));
            folder.pages.addAll(List.of("a", "b"));
            folder.answers.put("k", "v");
            folder.contacts.add(new Contact("c", "bag", "s"));
        });
        Folder detached = read(id);
        detached.tags.remove("a");
        detached.pages.set(0, "x");
        detached.answers.put("k", "w");
        detached.contacts.get(0).phone = "d";

        db.run(session -> session.merge(detached));

        assertThat(read(id).tags).containsExactly("b");
        assertThat(read(id).pages).containsExactly("x", "b");
        assertThat(read(id).answers).isEqualTo(Map.of("k", "w"));
        assertThat(read(id).contacts).containsExactly(new Contact("d", "bag", "s"));
        assertNoStatementComparesValues();
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        long id = folder(folder -> {
            folder.tags.addAll(List.of("a", "b"));
            folder.contacts.add(new Contact("c", "bag", "s"));
        });

        change(id, folder -> {
            Hibernate.initialize(folder.tags);
            Hibernate.initialize(folder.contacts);
            folder.name = "only this";
        });

        assertThat(db.statements("insert")).isEmpty();
        assertThat(db.statements("delete")).isEmpty();
    }

    @Test
    void aRemovedEntityTakesItsElementsAlong() {
        long id = folder(folder -> {
            folder.tags.add("a");
            folder.queue.add(new Contact("c", "bag", "s"));
        });

        db.run(session -> session.remove(session.find(Folder.class, id)));

        assertThat(db.rows("select 1 from Folder_tags where Folder_id = " + id)).isEmpty();
        assertThat(db.rows("select 1 from Folder_queue where Folder_id = " + id))
                .isEmpty();
    }

    @Test
    void aValueMovedToTheColumnOfAnotherCollectionIsRefused() {
        long id = folder(folder -> {
            folder.tags.add("a");
            folder.answers.put("k", "v");
        });
        db.execute(
                "update Folder_tags set tags = (select answers from Folder_answers where Folder_id = ?)"
                        + " where Folder_id = ?",
                id,
                id);

        assertThatThrownBy(() -> read(id))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasMessageContaining("Folder.tags")
                .hasMessageNotContaining("secret");
    }

    @Test
    void rejectedSealedValuesConcernTablesOfEntitiesOnly() {
        try (TestSessions strict = new TestSessions(
                db.url,
                db.user(),
                ring,
                Map.of("rowseal.sealed_values", "reject", "hibernate.hbm2ddl.auto", "none"),
                entities())) {
            long id = ++nextId;
            strict.run(session -> {
                Folder folder = new Folder(id);
                folder.pages.addAll(List.of("a", "b"));
                session.persist(folder);
            });
            strict.run(session -> session.find(Folder.class, id).pages.set(0, "x"));

            List<String> pages = strict.call(session -> List.copyOf(session.find(Folder.class, id).pages));
            assertThat(pages).containsExactly("x", "b");
        }
    }

    @Test
    void theSchemaCheckCoversTablesOfCollections() {
        try (TestSessions own = new TestSessions(database, ring, entities())) {
            own.execute("alter table Folder_tags drop column tags");
            own.execute("alter table Folder_queue drop column phone");

            assertThatThrownBy(() -> new TestSessions(
                                    own.url, own.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), entities())
                            .close())
                    .isInstanceOf(ConfigurationException.class)
                    .message()
                    .containsIgnoringCase("folder_tags")
                    .containsIgnoringCase("folder_queue")
                    .containsIgnoringCase("add column tags")
                    .doesNotContain("row_key");
        }
    }

    /** Hibernate would find no row for a ciphertext that it has just made. */
    private void assertNoStatementComparesValues() {
        List<String> compared = Stream.concat(db.statements("delete").stream(), db.statements("update").stream())
                .map(sql ->
                        sql.substring(Math.max(0, sql.toLowerCase(Locale.ROOT).indexOf(" where "))))
                .toList();
        assertThat(compared)
                .isNotEmpty()
                .allSatisfy(where ->
                        assertThat(where).doesNotContainPattern("(?i)\\b(tags|pages|answers|codes|phone|street)\\s*="));
    }
}
