package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import java.io.Serializable;
import java.util.Objects;
import org.hibernate.annotations.SecondaryRow;

/** Mappings in which the row key could come after encrypted columns. Names of columns sort before and after it. */
final class StoredKinds {

    private StoredKinds() {}

    static Class<?>[] all() {
        return new Class<?>[] {
            One.class, Base.class, Leaf.class, Extra.class, Must.class, Union.class, UnionLeaf.class,
            Composed.class, Classed.class, Owner.class, Mapped.class, Twig.class, Single.class, SingleLeaf.class
        };
    }

    @Embeddable
    static class Part {
        @Encrypted
        @Column(name = "aaa_part")
        String inside;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        @Column(name = "zzz_part")
        String text;
    }

    @MappedSuperclass
    abstract static class Root {
        String aPlain;

        @Encrypted
        String Alpha;

        @Encrypted
        @BlindIndex
        String beta;

        @Encrypted(storage = Storage.TEXT)
        String gamma;

        @Embedded
        Part part = new Part();

        void fill(String value) {
            aPlain = value;
            Alpha = value;
            beta = value;
            gamma = value;
            if (part != null) {
                part.inside = value;
                part.text = value;
            }
        }
    }

    @Entity(name = "KindOne")
    static class One extends Root {
        @Id
        Long id;
    }

    @Entity(name = "KindBase")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Base extends Root {
        @Id
        Long id;
    }

    @Entity(name = "KindLeaf")
    static class Leaf extends Base {
        @Encrypted
        String Leafy;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String leafText;

        @Override
        void fill(String value) {
            super.fill(value);
            Leafy = value;
            leafText = value;
        }
    }

    @Entity(name = "KindTwig")
    static class Twig extends Leaf {
        @Encrypted
        String twig;

        @Override
        void fill(String value) {
            super.fill(value);
            twig = value;
        }
    }

    @Entity(name = "KindSingle")
    static class Single extends Root {
        @Id
        Long id;
    }

    @Entity(name = "KindSingleLeaf")
    static class SingleLeaf extends Single {
        @Encrypted
        String added;

        @Override
        void fill(String value) {
            super.fill(value);
            added = value;
        }
    }

    @Entity(name = "KindExtra")
    @SecondaryTable(name = "KindExtra_table")
    static class Extra extends Root {
        @Id
        Long id;

        @Column(table = "KindExtra_table")
        String aExtraPlain;

        @Encrypted
        @Column(table = "KindExtra_table")
        String Extra;

        @Encrypted
        @BlindIndex
        @Column(table = "KindExtra_table")
        String extraMail;

        @Encrypted(storage = Storage.TEXT)
        @Column(table = "KindExtra_table")
        String extraText;

        @Embedded
        @AttributeOverride(name = "inside", column = @Column(table = "KindExtra_table", name = "aaa_extra"))
        @AttributeOverride(name = "text", column = @Column(table = "KindExtra_table", name = "zzz_extra"))
        Part there = new Part();

        @Override
        void fill(String value) {
            super.fill(value);
            aExtraPlain = value;
            Extra = value;
            extraMail = value;
            extraText = value;
            if (there != null) {
                there.inside = value;
                there.text = value;
            }
        }
    }

    @Entity(name = "KindMust")
    @SecondaryTable(name = "KindMust_table")
    @SecondaryRow(table = "KindMust_table", optional = false)
    static class Must extends Root {
        @Id
        Long id;

        @Column(table = "KindMust_table")
        String aMustPlain;

        @Encrypted
        @BlindIndex
        @Column(table = "KindMust_table")
        String mustMail;

        @Encrypted(storage = Storage.TEXT)
        @Column(table = "KindMust_table")
        String mustText;

        @Override
        void fill(String value) {
            super.fill(value);
            aMustPlain = value;
            mustMail = value;
            mustText = value;
        }
    }

    @Entity(name = "KindUnion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Union extends Root {
        @Id
        Long id;
    }

    @Entity(name = "KindUnionLeaf")
    static class UnionLeaf extends Union {
        @Encrypted
        String Leafy;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String leafText;

        @Override
        void fill(String value) {
            super.fill(value);
            Leafy = value;
            leafText = value;
        }
    }

    @Embeddable
    static class Id2 implements Serializable {
        String region;
        Long number;

        Id2() {}

        Id2(Long number) {
            this.region = "r";
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Id2 id && Objects.equals(number, id.number);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(number);
        }
    }

    @Entity(name = "KindComposed")
    static class Composed extends Root {
        @EmbeddedId
        Id2 id;
    }

    @Entity(name = "KindClassed")
    @IdClass(Id2.class)
    static class Classed extends Root {
        @Id
        String region = "r";

        @Id
        Long number;
    }

    @Entity(name = "KindOwner")
    static class Owner {
        @Id
        Long id;
    }

    @Entity(name = "KindMapped")
    static class Mapped extends Root {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Owner owner;
    }
}
