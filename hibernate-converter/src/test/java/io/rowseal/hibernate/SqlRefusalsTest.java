package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL of the mapping that would work on ciphertext, and associations by an encrypted column. */
@OnHibernate72
class SqlRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("@Check on entity", "Java", WithTableCheck.class),
                refusal("@SQLRestriction", "@BlindIndex", WithRestriction.class),
                refusal("@Filter", "Java", WithFilter.class),
                refusal("@Formula on 'shown'", "Java", WithFormula.class),
                refusal("@Check of column 'plain'", "Java", WithCheckOfAnother.class),
                refusal("@GeneratedColumn of column", "Java", WithGeneratedColumn.class),
                refusal("@ColumnTransformer of column", "Java", WithReadOfAnother.class),
                refusal("@ColumnTransformer of column", "Java", WithWriteOfAnother.class),
                refusal("@DiscriminatorFormula", "Java", WithDiscriminator.class),
                refusal("@OrderBy", "sort", SortedWard.class, Guest.class),
                refusal("@SQLRestriction on collection", "Java", RestrictedWard.class, Guest.class),
                refusal("@Filter on collection", "Java", FilteredWard.class, Guest.class),
                refusal("@Filter on collection", "Java", FilteredMany.class, Guest.class),
                refusal("@Formula on 'guest'", "Java", WithJoinFormula.class, Guest.class),
                refusal("@SQLInsert on entity", "let Hibernate", WithInsert.class),
                refusal("@SQLUpdate on entity", "let Hibernate", WithUpdate.class),
                refusal("@OrderBy", "sort", Ward.class, Guest.class),
                refusal("@OrderBy", "sort", Suite.class, Guest.class, Patron.class),
                refusal("@Check on entity", "Java", Craft.class, Plane.class),
                refusal("@MapKey", "another attribute", Floor.class, Room.class),
                refusal("referencedColumnName", "primary key", Letter.class, Mailbox.class));
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

    @Entity(name = "Elsewhere")
    static class Elsewhere {
        @Id
        Long id;

        @Encrypted
        String hidden;
    }

    @Entity(name = "FormulaOverThere")
    static class FormulaOverThere {
        @Id
        Long id;

        @Formula("(select e.hidden from Elsewhere e where e.id = id)")
        String seen;
    }

    @Entity(name = "RestrictedByThere")
    @SQLRestriction("id in (select e.id from Elsewhere e where e.hidden = 'x')")
    static class RestrictedByThere {
        @Id
        Long id;
    }

    @Entity(name = "SharesColumn")
    static class SharesColumn {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        String a;

        @Column(name = "a", insertable = false, updatable = false)
        String raw;
    }

    @ParameterizedTest
    @ValueSource(classes = {FormulaOverThere.class, RestrictedByThere.class})
    void f08_sqlOfAnotherEntityThatReadsAnEncryptedColumnIsRefused(Class<?> entity) {
        assertThatThrownBy(
                        () -> new TestSessions(TestDatabase.H2, TestKeyRing.create(), Elsewhere.class, entity).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Elsewhere.hidden");
    }

    @Test
    void f29_aPlainAttributeOnAnEncryptedColumnIsRefused() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, TestKeyRing.create(), SharesColumn.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SharesColumn.raw")
                .hasMessageContaining("cannot share column");
    }
}
