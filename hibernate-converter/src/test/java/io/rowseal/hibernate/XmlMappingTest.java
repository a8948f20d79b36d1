package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An orm.xml that names tables and columns, and leaves {@code @Encrypted} where it is: on the members of the classes. */
@OnHibernate72
class XmlMappingTest {

    private static final String CANARY = "canary of the orm.xml";

    private static final KeyRing RING = TestKeyRing.create();

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    /** Mapped by annotations, which the XML changes. */
    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @Encrypted
        @Column(length = 500)
        String text;

        @Encrypted
        @BlindIndex
        String sender;

        @Encrypted
        LocalDate written;

        @Embedded
        Seal seal;

        @ElementCollection
        @Encrypted
        List<String> remarks = new ArrayList<>();
    }

    @Embeddable
    static class Seal {
        @Encrypted
        String motto;
    }

    private static final String CHANGES =
            XmlMappings.orm("<entity class='" + Letter.class.getName() + "' metadata-complete='false'>"
                    + "<table name='post'/><secondary-table name='post_dates' owned='true'/><attributes>"
                    + "<basic name='text' optional='false'><column name='body' length='40' nullable='false'/></basic>"
                    + "<basic name='sender'><column name='from_whom' unique='true'/></basic>"
                    + "<basic name='written'><column name='on_day' table='post_dates'/></basic>"
                    + "<element-collection name='remarks'><column name='remark' length='40'/>"
                    + "<collection-table name='post_remarks'><join-column name='post_id'/></collection-table></element-collection>"
                    + "<embedded name='seal'><attribute-override name='motto'><column name='seal_motto' length='40'/>"
                    + "</attribute-override></embedded>"
                    + "</attributes></entity>");

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void anAnnotatedEntityTakesNamesAndLengthsFromXmlAndStaysEncrypted(TestDatabase database) {
        try (TestSessions db = XmlMappings.start(database, RING, CHANGES, Letter.class)) {
            db.run(session -> session.persist(letter(1, "Ada")));
            db.run(session -> {
                Letter found = session.createQuery("from Letter where sender = :s", Letter.class)
                        .setParameter("s", "Ada")
                        .getSingleResult();
                assertThat(found.text).isEqualTo(CANARY);
                assertThat(found.written).isEqualTo(LocalDate.of(2026, 1, 2));
                assertThat(found.seal.motto).isEqualTo(CANARY);
                assertThat(found.remarks).containsExactly(CANARY);
                found.seal.motto = "another";
            });
            assertThat(db.<String>call(session -> session.find(Letter.class, 1L).seal.motto))
                    .isEqualTo("another");
            assertCiphertext(db.rows("select body, from_whom, seal_motto, row_key from post"));
            assertCiphertext(db.rows("select on_day, row_key from post_dates"));
            assertCiphertext(db.rows("select remark from post_remarks"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void constraintsOfTheXmlHoldForTheValue(TestDatabase database) {
        try (TestSessions db = XmlMappings.start(database, RING, CHANGES, Letter.class)) {
            db.run(session -> session.persist(letter(1, "Ada")));
            assertThatThrownBy(() -> db.run(session -> session.persist(letter(2, "Ada"))))
                    .isInstanceOf(PersistenceException.class);
            Letter withoutText = letter(3, "Eve");
            withoutText.text = null;
            assertThatThrownBy(() -> db.run(session -> session.persist(withoutText)))
                    .isInstanceOf(PersistenceException.class);
            db.run(session -> session.persist(letter(4, "Eve")));
            assertThat(db.rows("select id from post")).hasSize(2);
        }
    }

    /** No annotation of Jakarta Persistence on these classes. */
    static class Base {
        @Encrypted
        String inherited = CANARY;
    }

    static class Parcel extends Base {
        Long id = 1L;

        @Encrypted
        String content = CANARY;

        Label label = new Label();
        List<Label> labels = new ArrayList<>(List.of(new Label()));
    }

    static class Label {
        @Encrypted
        String line = CANARY;
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void classesThatOnlyXmlMapsAreEncrypted(TestDatabase database) {
        String xml = XmlMappings.orm("<mapped-superclass class='" + Base.class.getName()
                + "' metadata-complete='false' access='FIELD'/><entity class='" + Parcel.class.getName()
                + "' metadata-complete='false' access='FIELD'><table name='parcel'/><attributes><id name='id'/>"
                + "<basic name='content'><column name='contained'/></basic>"
                + "<element-collection name='labels'><collection-table name='parcel_labels'/></element-collection>"
                + "<embedded name='label'/></attributes></entity>"
                + "<embeddable class='" + Label.class.getName() + "' metadata-complete='false' access='FIELD'/>");
        try (TestSessions db = XmlMappings.start(database, RING, xml)) {
            db.run(session -> session.persist(new Parcel()));
            db.run(session -> {
                Parcel found = session.find(Parcel.class, 1L);
                assertThat(found.inherited).isEqualTo(CANARY);
                assertThat(found.content).isEqualTo(CANARY);
                assertThat(found.label.line).isEqualTo(CANARY);
                assertThat(found.labels).extracting(label -> label.line).containsExactly(CANARY);
            });
            assertCiphertext(db.rows("select inherited, contained, line, row_key from parcel"));
            assertCiphertext(db.rows("select line from parcel_labels"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void f31_aConverterThatAppliesToAllOfATypeIsRefused(TestDatabase database) {
        String xml = XmlMappings.orm(
                "<converter class='" + MappingRefusalsTest.Reverse.class.getName() + "' auto-apply='true'/>");
        assertThatThrownBy(() ->
                        XmlMappings.start(database, RING, xml, Letter.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Letter.text")
                .hasMessageContaining("Letter.sender")
                .hasMessageContaining(MappingRefusalsTest.Reverse.class.getName());
    }

    private static Letter letter(long id, String sender) {
        Letter letter = new Letter();
        letter.id = id;
        letter.text = CANARY;
        letter.sender = sender;
        letter.written = LocalDate.of(2026, 1, 2);
        letter.seal = new Seal();
        letter.seal.motto = CANARY;
        letter.remarks.add(CANARY);
        return letter;
    }

    private static void assertCiphertext(List<Object[]> rows) {
        assertThat(rows).hasSize(1);
        for (Object value : rows.get(0)) {
            assertThat(value).isInstanceOf(byte[].class);
            assertThat(new String((byte[]) value, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
        }
    }
}
