package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.stream.Stream;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Array;
import org.hibernate.annotations.Collate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.FractionalSeconds;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JavaType;
import org.hibernate.annotations.JdbcType;
import org.hibernate.annotations.Mutability;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.processing.PropertyMapping;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.processing.PropertyMappingAnnotationProcessor;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.processing.PropertyMappingAnnotationProcessorContext;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.processing.PropertyMappingAnnotationProcessorRef;
import org.hibernate.search.mapper.pojo.mapping.definition.programmatic.PropertyMappingStep;
import org.hibernate.type.descriptor.java.ImmutableMutabilityPlan;
import org.hibernate.type.descriptor.java.StringJavaType;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;

/** Annotations beside {@code @Encrypted} that would undo the encryption or work on ciphertext. */
@OnHibernate72
class AnnotationRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("@FullTextField", "@BlindIndex", Searchable.class),
                refusal("@FullTextField", "@BlindIndex", SearchableByGetter.class),
                refusal("@FullTextField", "@BlindIndex", SearchableInside.class),
                refusal("@FullTextField", "@BlindIndex", SearchableSuperclass.class),
                refusal("@TeamField", "@BlindIndex", SearchableByOwnAnnotation.class),
                refusal("@JavaType", "replaces it", WithJavaType.class),
                refusal("@JdbcType", "replaces it", WithJdbcType.class),
                refusal("@Mutability", "replaces it", WithMutability.class),
                refusal("@Array", "replaces it", WithArray.class),
                refusal("@Temporal(DATE)", "LocalDate", WithTemporalDate.class),
                refusal("@Temporal(TIME)", "LocalTime", WithTemporalTime.class),
                refusal("@FractionalSeconds", "in Java", WithFraction.class),
                refusal("associations", "embeddable", WithAny.class),
                refusal("@Collate", "no collation", WithCollate.class),
                refusal("@Generated", "in Java", WithGenerated.class),
                refusal("@GeneratedColumn", "in Java", WithGeneratedColumn.class),
                refusal("SourceType.DB", "SourceType.VM", WithUpdateTimestamp.class),
                refusal("formulas", "column of their own", WithFormula.class),
                refusal("@PartitionKey", "another attribute", WithPartitionKey.class),
                refusal("identifier", "compares", WithIdClass.class));
    }

    @PropertyMapping(processor = @PropertyMappingAnnotationProcessorRef(type = TeamFieldProcessor.class))
    @Retention(RetentionPolicy.RUNTIME)
    @interface TeamField {}

    static class TeamFieldProcessor implements PropertyMappingAnnotationProcessor<TeamField> {
        @Override
        public void process(
                PropertyMappingStep mapping, TeamField annotation, PropertyMappingAnnotationProcessorContext context) {
            mapping.fullTextField();
        }
    }

    @Entity
    static class Searchable {
        @Id
        Long id;

        @Encrypted
        @FullTextField
        String secret;
    }

    @Entity
    static class SearchableByGetter {
        @Id
        Long id;

        @Encrypted
        String secret;

        @FullTextField
        String getSecret() {
            return secret;
        }
    }

    @Embeddable
    static class Inside {
        @Encrypted
        @FullTextField
        String secret;
    }

    @Entity
    static class SearchableInside {
        @Id
        Long id;

        @Embedded
        Inside inside;
    }

    @MappedSuperclass
    static class Base {
        @Encrypted
        String secret;

        String getSecret() {
            return secret;
        }
    }

    @Entity
    static class SearchableSuperclass extends Base {
        @Id
        Long id;

        @Override
        @FullTextField
        String getSecret() {
            return super.getSecret();
        }
    }

    @Entity
    static class SearchableByOwnAnnotation {
        @Id
        Long id;

        @Encrypted
        @TeamField
        String secret;
    }

    @Entity
    static class WithJavaType {
        @Id
        Long id;

        @Encrypted
        @JavaType(StringJavaType.class)
        String secret;
    }

    @Entity
    static class WithJdbcType {
        @Id
        Long id;

        @Encrypted
        @JdbcType(VarcharJdbcType.class)
        String secret;
    }

    public static class Plan extends ImmutableMutabilityPlan<String> {}

    @Entity
    static class WithMutability {
        @Id
        Long id;

        @Encrypted
        @Mutability(Plan.class)
        String secret;
    }

    @Entity
    static class WithArray {
        @Id
        Long id;

        @Encrypted
        @Array(length = 3)
        int[] secret;
    }

    @Entity
    static class WithCollate {
        @Id
        Long id;

        @Encrypted
        @Collate("C")
        String secret;
    }

    @Entity
    static class WithGenerated {
        @Id
        Long id;

        @Encrypted
        @Generated
        String secret;
    }

    @Entity
    static class WithGeneratedColumn {
        @Id
        Long id;

        @Encrypted
        @GeneratedColumn("'x'")
        String secret;
    }

    @Entity
    static class WithUpdateTimestamp {
        @Id
        Long id;

        @Encrypted
        @UpdateTimestamp(source = SourceType.DB)
        java.time.Instant secret;
    }

    @Entity
    static class WithFormula {
        @Id
        Long id;

        @Encrypted
        @Formula("'x'")
        String secret;
    }

    @Entity
    static class WithPartitionKey {
        @Id
        Long id;

        @Encrypted
        @PartitionKey
        String secret;
    }

    static class Key implements Serializable {
        Long id;
        String secret;
    }

    @Entity
    @IdClass(Key.class)
    static class WithIdClass {
        @Id
        Long id;

        @Id
        @Encrypted
        String secret;
    }

    @Entity
    static class WithTemporalDate {
        @Id
        Long id;

        @Encrypted
        @Temporal(TemporalType.DATE)
        Date secret;
    }

    @Entity
    static class WithTemporalTime {
        @Id
        Long id;

        @Encrypted
        @Temporal(TemporalType.TIME)
        Calendar secret;
    }

    @Entity
    static class WithFraction {
        @Id
        Long id;

        @Encrypted
        @FractionalSeconds(3)
        Instant secret;
    }

    @Entity
    static class WithAny {
        @Id
        Long id;

        @Encrypted
        @Any
        @AnyKeyJavaClass(Long.class)
        @Column(name = "kind")
        @JoinColumn(name = "other")
        Object secret;
    }
}
