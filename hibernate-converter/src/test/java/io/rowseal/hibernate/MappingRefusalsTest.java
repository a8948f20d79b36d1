package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** What an encrypted attribute itself cannot be mapped with. */
@OnHibernate72
class MappingRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("@Convert", "replaces it", WithConvert.class),
                refusal("@Convert", "replaces it", WithConvertOnClass.class),
                refusal("@Convert on 'inside'", "replaces it", WithConvertOnEmbedded.class),
                refusal("@Convert on class", "replaces it", WithConvertOfInside.class),
                refusal("@Convert on 'elements'", "replaces it", WithConvertOnElements.class),
                refusal("@ColumnTransformer", "Bean Validation", WithTwoTransformers.class),
                refusal("@JdbcTypeCode", "replaces it", WithJdbcTypeCode.class),
                refusal("@ColumnTransformer", "Bean Validation", WithTransformer.class),
                refusal("@TimeZoneStorage", "its own offset", WithTimeZone.class),
                refusal("SourceType.DB", "SourceType.VM", WithDatabaseTimestamp.class),
                refusal("@Check", "Bean Validation", WithCheck.class),
                refusal("check constraint", "Bean Validation", WithColumnCheck.class),
                refusal("@ColumnDefault", "in the Java class", WithDefault.class),
                refusal("columnDefinition", "remove it", WithDefinition.class),
                refusal("another annotation", "put @Encrypted on", WithTeamAnnotation.class),
                refusal("@BlindIndex but not @Encrypted", "add @Encrypted", OnlyIndexed.class),
                refusal("@BlindIndex but not @Encrypted", "add @Encrypted", WithOnlyIndexedInside.class),
                refusal("another annotation", "put @BlindIndex on", WithTeamIndex.class));
    }

    @Test
    void f31_anAutoApplyConverterOfTheTypeIsRefused() {
        assertThatThrownBy(() -> start(AutoApplied.class, UpperCase.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AutoApplied.secret")
                .hasMessageContaining(UpperCase.class.getName());
    }

    @Entity
    static class OnlyIndexed {
        @Id
        Long id;

        @BlindIndex
        String secret;
    }

    @Embeddable
    static class OnlyIndexedInside {
        @BlindIndex
        String secret;
    }

    @Entity
    static class WithOnlyIndexedInside {
        @Id
        Long id;

        @Embedded
        OnlyIndexedInside inside;
    }

    @BlindIndex
    @Retention(RetentionPolicy.RUNTIME)
    @interface Searchable {}

    @Entity
    static class WithTeamIndex {
        @Id
        Long id;

        @Encrypted
        @Searchable
        String secret;
    }

    public static class Reverse implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute;
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored;
        }
    }

    @Converter(autoApply = true)
    public static class UpperCase extends Reverse {}

    @Retention(RetentionPolicy.RUNTIME)
    @Encrypted
    @interface TeamSecret {}

    @Entity
    static class WithConvert {
        @Id
        Long id;

        @Encrypted
        @Convert(converter = Reverse.class)
        String secret;
    }

    @Entity
    @Convert(attributeName = "secret", converter = Reverse.class)
    static class WithConvertOnClass {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Embeddable
    static class Inside {
        @Encrypted
        String secret;
    }

    @Entity
    static class WithConvertOnEmbedded {
        @Id
        Long id;

        @Embedded
        @Convert(attributeName = "secret", converter = Reverse.class)
        Inside inside;
    }

    @MappedSuperclass
    static class HasInside {
        @Embedded
        Inside inside;
    }

    @Entity
    @Convert(attributeName = "inside.secret", converter = Reverse.class)
    static class WithConvertOfInside extends HasInside {
        @Id
        Long id;
    }

    @Entity
    static class WithConvertOnElements {
        @Id
        Long id;

        @ElementCollection
        @Convert(attributeName = "value.secret", converter = Reverse.class)
        Map<String, Inside> elements;
    }

    @Entity
    static class WithTwoTransformers {
        @Id
        Long id;

        @Encrypted
        @ColumnTransformer(forColumn = "other", read = "upper(other)")
        @ColumnTransformer(forColumn = "secret", read = "upper(secret)")
        String secret;
    }

    @Entity
    static class WithJdbcTypeCode {
        @Id
        Long id;

        @Encrypted
        @JdbcTypeCode(SqlTypes.NVARCHAR)
        String secret;
    }

    @Entity
    static class WithTransformer {
        @Id
        Long id;

        @Encrypted
        @ColumnTransformer(read = "upper(secret)")
        String secret;
    }

    @Entity
    static class WithTimeZone {
        @Id
        Long id;

        @Encrypted
        @TimeZoneStorage(TimeZoneStorageType.NORMALIZE_UTC)
        OffsetDateTime secret;
    }

    @Entity
    static class WithDatabaseTimestamp {
        @Id
        Long id;

        @Encrypted
        @CreationTimestamp(source = SourceType.DB)
        Instant secret;
    }

    @Entity
    static class WithCheck {
        @Id
        Long id;

        @Encrypted
        @Check(constraints = "secret <> ''")
        String secret;
    }

    @Entity
    static class WithColumnCheck {
        @Id
        Long id;

        @Encrypted
        @Column(check = @CheckConstraint(constraint = "secret <> ''"))
        String secret;
    }

    @Entity
    static class WithDefault {
        @Id
        Long id;

        @Encrypted
        @ColumnDefault("'x'")
        String secret;
    }

    @Entity
    static class WithDefinition {
        @Id
        Long id;

        @Encrypted
        @Column(columnDefinition = "varchar(200)")
        String secret;
    }

    @Entity
    static class WithTeamAnnotation {
        @Id
        Long id;

        @TeamSecret
        String secret;
    }

    @Entity
    static class AutoApplied {
        @Id
        Long id = 1L;

        @Encrypted
        String secret = "small";
    }
}
