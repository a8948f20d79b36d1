package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.LombokNotes.ByField;
import io.rowseal.hibernate.LombokNotes.ByProperty;
import io.rowseal.hibernate.LombokNotes.NotCopied;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Entities with {@code @Data}, {@code @Builder} and the rest of Lombok. */
@OnHibernate72
class LombokTest extends DatabaseTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {ByField.class, ByProperty.class};
    }

    private static ByField note(long id, String author) {
        return ByField.builder()
                .id(id)
                .text("canary of Lombok")
                .author(author)
                .written(DAY)
                .urgent(true)
                .build();
    }

    @Test
    void annotatedFieldsAreWrittenFoundAndUpdated() {
        db.run(session -> session.persist(note(1, "Ada")));
        db.run(session -> {
            ByField found = session.createQuery("from ByField where author = :a", ByField.class)
                    .setParameter("a", "Ada")
                    .getSingleResult();
            assertThat(found).isEqualTo(note(1, "Ada")).hasSameHashCodeAs(note(1, "Ada"));
            assertThat(found.getWritten()).isEqualTo(DAY);
            found.setText("another text");
        });
        assertThat(db.<ByField>call(session -> session.find(ByField.class, 1L)).getText())
                .isEqualTo("another text");
        assertThat(new String(db.bytes("select text from ByField where id = 1"), StandardCharsets.ISO_8859_1))
                .doesNotContain("another text");
        assertThat(db.bytes("select row_key from ByField where id = 1")).hasSize(83);
    }

    @Test
    void aNoteThatDidNotChangeIsNotUpdated() {
        db.run(session -> session.persist(note(2, "Eve")));
        db.forgetStatements();
        db.run(session -> session.merge(note(2, "Eve")));
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void gettersThatCarryTheAnnotationAreMapped() {
        db.run(session -> session.persist(new ByProperty(3L, "canary of a getter")));
        assertThat(db.<ByProperty>call(session -> session.find(ByProperty.class, 3L)))
                .isEqualTo(new ByProperty(3L, "canary of a getter"));
        assertThat(new String(db.bytes("select text from ByProperty where id = 3"), StandardCharsets.ISO_8859_1))
                .doesNotContain("canary");
    }

    @Test
    void anAnnotationThatLombokDoesNotCopyToTheMappedGetterIsRefused() {
        assertThatThrownBy(() -> new TestSessions(database, ring, NotCopied.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("NotCopied.secret", "field or getter");
    }

    @Test
    void onlyAnExcludedFieldIsLeftOutOfToString() {
        assertThat(note(4, "Ada").toString()).contains("author=Ada").doesNotContain("canary");
    }
}
