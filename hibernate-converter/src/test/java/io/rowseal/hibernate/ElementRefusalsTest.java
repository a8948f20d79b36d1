package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.UniqueConstraint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.annotations.SQLRestriction;
import org.junit.jupiter.api.Test;

/** Element collections that cannot be encrypted stop the start. */
@OnHibernate72
class ElementRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("Set", "use a List", SetOfValues.class),
                refusal("Set", "use a List", SetOfEmbeddables.class),
                refusal("map keys", "cannot be", MapByEmbeddable.class),
                refusal("JSON", "leave @ElementCollection out", JsonValues.class),
                refusal("@BlindIndex", "map the elements as an entity", IndexedValues.class),
                refusal("@BlindIndex", "map the elements as an entity", IndexedEmbeddables.class),
                refusal("java.util.BitSet", "cannot be encrypted", BitSets.class),
                refusal("@Convert", "replaces it", Converted.class),
                refusal("columnDefinition", "remove it", Defined.class),
                refusal("check", "check values in Java", Checked.class),
                refusal("unique", "@BlindIndex", UniqueValues.class),
                refusal("index", "@BlindIndex", IndexOverValues.class),
                refusal("@OrderBy", "sort", OrderedByValue.class),
                refusal("@OrderBy", "sort", OrderedByAttribute.class),
                refusal("@SQLRestriction", "Java", Restricted.class),
                refusal("associations", "embeddable", Associated.class, Plain.class),
                refusal("embeddable", "inside of an embeddable", AnnotatedEmbeddables.class));
    }

    @Test
    void anIndexOverOtherColumnsIsNoneOfOurBusiness() {
        try (TestSessions db = start(IndexOverOthers.class)) {
            assertThat(db.factory.isOpen()).isTrue();
        }
    }

    public static class Upper implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute;
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored;
        }
    }

    @Embeddable
    static class Part {
        @Encrypted
        String secret;

        String plain;
    }

    @Embeddable
    static class IndexedPart {
        @Encrypted
        @BlindIndex
        String secret;

        String plain;
    }

    @Entity
    static class Plain {
        @Id
        Long id;
    }

    @Entity
    static class SetOfValues {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        Set<String> secret;
    }

    @Entity
    static class SetOfEmbeddables {
        @Id
        Long id;

        @ElementCollection
        Set<Part> parts;
    }

    @Entity
    static class MapByEmbeddable {
        @Id
        Long id;

        @ElementCollection
        Map<Part, String> parts;
    }

    @Entity
    static class JsonValues {
        @Id
        Long id;

        @ElementCollection
        @Encrypted(json = true)
        List<String> secret;
    }

    @Entity
    static class IndexedValues {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        @BlindIndex
        List<String> secret;
    }

    @Entity
    static class IndexedEmbeddables {
        @Id
        Long id;

        @ElementCollection
        List<IndexedPart> parts;
    }

    @Entity
    static class BitSets {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        List<java.util.BitSet> secret;
    }

    @Entity
    static class Converted {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        @Convert(converter = Upper.class)
        List<String> secret;
    }

    @Entity
    static class Defined {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        @Column(columnDefinition = "varchar(20)")
        List<String> secret;
    }

    @Entity
    static class Checked {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        @Column(check = @CheckConstraint(constraint = "secret > 'a'"))
        List<String> secret;
    }

    @Entity
    static class UniqueValues {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(
                name = "unique_values",
                uniqueConstraints = @UniqueConstraint(columnNames = {"UniqueValues_id", "secret"}))
        @Encrypted
        List<String> secret;
    }

    @Entity
    static class IndexOverValues {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "index_values", indexes = @Index(name = "by_secret", columnList = "secret"))
        @Encrypted
        List<String> secret;
    }

    @Entity
    static class IndexOverOthers {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "index_others", indexes = @Index(name = "by_plain", columnList = "plain"))
        List<Part> parts;
    }

    @Entity
    static class OrderedByValue {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        @OrderBy
        List<String> secret;
    }

    @Entity
    static class OrderedByAttribute {
        @Id
        Long id;

        @ElementCollection
        @OrderBy("secret desc")
        Collection<Part> parts;
    }

    @Entity
    static class Restricted {
        @Id
        Long id;

        @ElementCollection
        @SQLRestriction("secret is distinct from 'x'")
        Collection<Part> parts;
    }

    @Entity
    static class Associated {
        @Id
        Long id;

        @OneToMany
        @Encrypted
        List<Plain> secret;
    }

    @Entity
    static class AnnotatedEmbeddables {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        List<Part> secret;
    }
}
