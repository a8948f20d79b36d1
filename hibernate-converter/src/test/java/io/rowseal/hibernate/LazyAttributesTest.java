package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

/** Lazy attributes of bytecode-enhanced entities: an UPDATE leaves out those that were not loaded. */
@OnHibernate72
class LazyAttributesTest extends DatabaseTest {

    private static final Class<?> ENTITY = enhanced();

    private long nextId;

    private static Class<?> enhanced() {
        try {
            return EnhancedClasses.define("LazyNote");
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {ENTITY};
    }

    private long note() {
        long id = ++nextId;
        db.run(session -> {
            LazyText note = newNote();
            note.setId(id);
            note.setSecret("S" + id);
            note.setLarge("L" + id);
            note.setMail("M" + id);
            note.setOther("O" + id);
            note.setPlain("P" + id);
            session.persist(note);
        });
        db.forgetStatements();
        return id;
    }

    private static LazyText newNote() {
        try {
            return (LazyText) ENTITY.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private LazyText unloaded(long id) {
        return (LazyText) db.call(session -> session.find(ENTITY, id));
    }

    private void change(long id, Consumer<LazyText> change) {
        db.run(session -> change.accept((LazyText) session.find(ENTITY, id)));
    }

    private List<String> all(long id) {
        return db.call(session -> {
            LazyText note = (LazyText) session.find(ENTITY, id);
            return List.of(note.getSecret(), note.getLarge(), note.getMail(), note.getOther(), note.getPlain());
        });
    }

    @Test
    void groupsAreLoadedWhenTheyAreRead() {
        long id = note();
        db.run(session -> {
            LazyText note = (LazyText) session.find(ENTITY, id);
            assertThat(Hibernate.isPropertyInitialized(note, "secret")).isFalse();
            assertThat(note.getOther()).isEqualTo("O" + id);
            assertThat(note.getLarge()).isEqualTo("L" + id);
            assertThat(Hibernate.isPropertyInitialized(note, "mail")).isTrue();
            assertThat(Hibernate.isPropertyInitialized(note, "secret")).isFalse();
            assertThat(note.getSecret()).isEqualTo("S" + id);
        });
    }

    @Test
    void anUpdateLeavesUnloadedAttributesReadable() {
        long id = note();
        byte[] secret = db.bytes("select secret from LazyNote where id = " + id);

        change(id, note -> note.setOther("new"));
        change(id, note -> note.setPlain("changed"));

        assertThat(all(id)).containsExactly("S" + id, "L" + id, "M" + id, "new", "changed");
        assertThat(db.bytes("select secret from LazyNote where id = " + id)).isEqualTo(secret);
    }

    @Test
    void anUnloadedAttributeCanBeSet() {
        long id = note();

        change(id, note -> note.setSecret("new"));
        change(id, note -> note.setMail("new mail"));

        assertThat(all(id)).containsExactly("new", "L" + id, "new mail", "O" + id, "P" + id);
        List<Long> found = db.call(session -> session.createSelectionQuery(
                        "select n.id from LazyNote n where n.mail = 'new mail'", Long.class)
                .list());
        assertThat(found).contains(id);
    }

    @Test
    void aDetachedInstanceWithUnloadedAttributesIsMerged() {
        long id = note();
        LazyText detached = unloaded(id);
        detached.setOther("merged");

        db.run(session -> session.merge(detached));

        assertThat(all(id)).containsExactly("S" + id, "L" + id, "M" + id, "merged", "P" + id);
    }

    @Test
    void aStatelessUpdateIsRefusedBecauseHibernateWouldLeaveOutWhatChanged() {
        long id = note();
        LazyText detached = unloaded(id);
        detached.setOther("stateless");

        assertThatThrownBy(() -> db.factory.inStatelessTransaction(session -> session.update(detached)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("LazyNote", "@LazyGroup", "use a Session");

        assertThat(all(id)).containsExactly("S" + id, "L" + id, "M" + id, "O" + id, "P" + id);
    }

    @Test
    void attributesThatAreLoadedAfterAnotherSessionChangedThemAreReadUnderTheKeyOfTheRow() {
        long id = note();
        db.run(session -> {
            LazyText note = (LazyText) session.find(ENTITY, id);
            change(id, other -> other.setSecret("changed meanwhile"));
            // MariaDB reads what was there when the transaction began.
            assertThat(note.getSecret()).isIn("changed meanwhile", "S" + id);
            note.setOther("after");
        });

        assertThat(all(id)).containsExactly("changed meanwhile", "L" + id, "M" + id, "after", "P" + id);
    }
}
