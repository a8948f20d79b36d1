package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JoinFormula;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SQLUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL of the mapping that would work on ciphertext, and associations by an encrypted column. */
class SqlRefusalsTest {

    private static final KeyRing RING = TestKeyRing.create();

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("@Check on entity", "Java", new Class<?>[] {WithTableCheck.class}),
                Arguments.of("@SQLRestriction", "@BlindIndex", new Class<?>[] {WithRestriction.class}),
                Arguments.of("@Filter", "Java", new Class<?>[] {WithFilter.class}),
                Arguments.of("@Formula on 'shown'", "Java", new Class<?>[] {WithFormula.class}),
                Arguments.of("@Check of column 'plain'", "Java", new Class<?>[] {WithCheckOfAnother.class}),
                Arguments.of("@GeneratedColumn of column", "Java", new Class<?>[] {WithGeneratedColumn.class}),
                Arguments.of("@ColumnTransformer of column", "Java", new Class<?>[] {WithReadOfAnother.class}),
                Arguments.of("@ColumnTransformer of column", "Java", new Class<?>[] {WithWriteOfAnother.class}),
                Arguments.of("@DiscriminatorFormula", "Java", new Class<?>[] {WithDiscriminator.class}),
                Arguments.of("@OrderBy", "sort", new Class<?>[] {SortedWard.class, Guest.class}),
                Arguments.of(
                        "@SQLRestriction on collection", "Java", new Class<?>[] {RestrictedWard.class, Guest.class}),
                Arguments.of("@Filter on collection", "Java", new Class<?>[] {FilteredWard.class, Guest.class}),
                Arguments.of("@Filter on collection", "Java", new Class<?>[] {FilteredMany.class, Guest.class}),
                Arguments.of("@Formula on 'guest'", "Java", new Class<?>[] {WithJoinFormula.class, Guest.class}),
                Arguments.of("@SQLInsert on entity", "let Hibernate", new Class<?>[] {WithInsert.class}),
                Arguments.of("@SQLUpdate on entity", "let Hibernate", new Class<?>[] {WithUpdate.class}),
                Arguments.of("@OrderBy", "sort", new Class<?>[] {Ward.class, Guest.class}),
                Arguments.of("@OrderBy", "sort", new Class<?>[] {Suite.class, Guest.class, Patron.class}),
                Arguments.of("@Check on entity", "Java", new Class<?>[] {Craft.class, Plane.class}),
                Arguments.of("@MapKey", "another attribute", new Class<?>[] {Floor.class, Room.class}),
                Arguments.of("referencedColumnName", "primary key", new Class<?>[] {Letter.class, Mailbox.class}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void stopsTheStartWithReasonAndWayOut(String feature, String wayOut, Class<?>[] entities) {
        assertThatThrownBy(() -> start(entities).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(feature)
                .hasMessageContaining(wayOut)
                .message()
                .matches(text -> text.contains("secret") || text.contains("Secret"), "names the attribute");
    }

    private static TestSessions start(Class<?>... entities) {
        return new TestSessions(TestDatabase.H2, RING, entities);
    }

    @Entity
    @Check(constraints = "SECRET <> plain")
    static class WithTableCheck {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
    }

    @Entity
    @SQLRestriction("secret is not null")
    static class WithRestriction {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @FilterDef(name = "hidden")
    @Filter(name = "hidden", condition = "secret <> 'x'")
    static class WithFilter {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    static class WithFormula {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Formula("upper(secret)")
        String shown;
    }

    @Entity
    static class WithCheckOfAnother {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Check(constraints = "plain <> secret")
        String plain;
    }

    @Entity
    static class WithGeneratedColumn {
        @Id
        Long id;

        @Encrypted
        String secret;

        @GeneratedColumn("length(secret)")
        Integer length;
    }

    @Entity
    static class WithReadOfAnother {
        @Id
        Long id;

        @Encrypted
        String secret;

        @ColumnTransformer(read = "coalesce(plain, secret)")
        String plain;
    }

    @Entity
    static class WithWriteOfAnother {
        @Id
        Long id;

        @Encrypted
        String secret;

        @ColumnTransformer(write = "coalesce(?, secret)")
        String plain;
    }

    @Entity
    @Inheritance
    @DiscriminatorFormula("case when secret is null then 'a' else 'b' end")
    static class WithDiscriminator {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    static class SortedWard {
        @Id
        Long id;

        @OneToMany
        @SQLOrder("hidden desc")
        List<Guest> guests;
    }

    @Entity
    static class RestrictedWard {
        @Id
        Long id;

        @OneToMany
        @JoinColumn
        @SQLRestriction("hidden is not null")
        List<Guest> guests;
    }

    @Entity
    @FilterDef(name = "named")
    static class FilteredWard {
        @Id
        Long id;

        @OneToMany
        @JoinColumn
        @Filter(name = "named", condition = "hidden = 'x'")
        List<Guest> guests;
    }

    @Entity
    @FilterDef(name = "named")
    static class FilteredMany {
        @Id
        Long id;

        @ManyToMany
        @Filter(name = "named", condition = "hidden = 'x'")
        List<Guest> guests;
    }

    @Entity
    static class WithJoinFormula {
        @Id
        Long id;

        @Encrypted
        String secret;

        @ManyToOne
        @JoinFormula("secret")
        Guest guest;
    }

    @Entity
    @SQLInsert(sql = "insert into WithInsert (secret, row_key, id) values (?, ?, ?)")
    static class WithInsert {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @SQLUpdate(sql = "update WithUpdate set secret = ?, row_key = ? where id = ?")
    static class WithUpdate {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    static class Ward {
        @Id
        Long id;

        @OneToMany
        @OrderBy("plain, secret desc")
        List<Guest> guests;
    }

    @Entity
    static class Guest {
        @Id
        Long id;

        String plain;

        @Encrypted
        @Column(name = "hidden")
        String secret;
    }

    @Entity
    static class Patron extends Guest {}

    @Entity
    static class Suite {
        @Id
        Long id;

        @OneToMany
        @OrderBy("secret")
        List<Patron> patrons;
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Craft {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @Check(constraints = "length(secret) < 5")
    static class Plane extends Craft {}

    @Entity
    static class Floor {
        @Id
        Long id;

        @OneToMany(mappedBy = "floor")
        @MapKey(name = "secret")
        Map<String, Room> rooms = new HashMap<>();
    }

    @Entity
    static class Room {
        @Id
        Long id;

        @ManyToOne
        Floor floor;

        @Encrypted
        @BlindIndex
        String secret;
    }

    @Entity
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "mailbox", referencedColumnName = "secret")
        Mailbox mailbox;
    }

    @Entity
    static class Mailbox implements Serializable {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String secret;
    }
}
