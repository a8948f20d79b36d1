package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingRefusalsTest {

    private static final KeyRing RING = TestKeyRing.create();

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("@Convert", "replaces it", new Class<?>[] {WithConvert.class}),
                Arguments.of("@Convert", "replaces it", new Class<?>[] {WithConvertOnClass.class}),
                Arguments.of("@JdbcTypeCode", "replaces it", new Class<?>[] {WithJdbcTypeCode.class}),
                Arguments.of("@ColumnTransformer", "Bean Validation", new Class<?>[] {WithTransformer.class}),
                Arguments.of("@TimeZoneStorage", "its own offset", new Class<?>[] {WithTimeZone.class}),
                Arguments.of("SourceType.DB", "SourceType.VM", new Class<?>[] {WithDatabaseTimestamp.class}),
                Arguments.of("@Check", "Bean Validation", new Class<?>[] {WithCheck.class}),
                Arguments.of("check constraint", "Bean Validation", new Class<?>[] {WithColumnCheck.class}),
                Arguments.of("@Check on entity", "Java", new Class<?>[] {WithTableCheck.class}),
                Arguments.of("@ColumnDefault", "in the Java class", new Class<?>[] {WithDefault.class}),
                Arguments.of("columnDefinition", "remove it", new Class<?>[] {WithDefinition.class}),
                Arguments.of("nique", "@BlindIndex", new Class<?>[] {WithUnique.class}),
                Arguments.of("unique", "@BlindIndex", new Class<?>[] {WithUniqueConstraint.class}),
                Arguments.of("index", "secret_bidx", new Class<?>[] {WithIndex.class}),
                Arguments.of("@Index on entity", "Java", new Class<?>[] {WithFormulaIndex.class}),
                Arguments.of("unique", "@BlindIndex", new Class<?>[] {WithNaturalId.class}),
                Arguments.of("@SQLRestriction", "@BlindIndex", new Class<?>[] {WithRestriction.class}),
                Arguments.of("@Filter", "Java", new Class<?>[] {WithFilter.class}),
                Arguments.of("@Formula on 'shown'", "Java", new Class<?>[] {WithFormula.class}),
                Arguments.of("@OrderBy", "sort", new Class<?>[] {Ward.class, Guest.class}),
                Arguments.of("@MapKey", "another attribute", new Class<?>[] {Floor.class, Room.class}),
                Arguments.of("referencedColumnName", "primary key", new Class<?>[] {Letter.class, Mailbox.class}),
                Arguments.of("another annotation", "put @Encrypted on", new Class<?>[] {WithTeamAnnotation.class}));
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

    @Test
    void anAutoApplyConverterOfTheTypeLosesAgainstEncryption() {
        try (TestSessions db = start(AutoApplied.class, UpperCase.class)) {
            db.run(session -> session.persist(new AutoApplied()));
            AutoApplied found = db.call(session -> session.find(AutoApplied.class, 1L));
            assertThat(found.secret).isEqualTo("small");
        }
    }

    @Test
    void aUniqueConstraintOfSeveralColumnsHoldsWhetherItNamesTheColumnOrItsIndexColumn() {
        try (TestSessions db = start(UniquePerHouse.class)) {
            db.run(session -> session.persist(new UniquePerHouse(1, "a", "x")));
            db.run(session -> session.persist(new UniquePerHouse(2, "b", "y")));
            for (UniquePerHouse duplicate : List.of(new UniquePerHouse(3, "a", "z"), new UniquePerHouse(3, "c", "x"))) {
                assertThatThrownBy(() -> db.run(session -> session.persist(duplicate)))
                        .isInstanceOf(ConstraintViolationException.class);
            }
        }
    }

    @Test
    void theKeyOfANaturalIdIsOnTheIndexColumn() {
        try (TestSessions db = start(Natural.class)) {
            db.run(session -> session.persist(new Natural(1, "a")));
            Natural found =
                    db.call(session -> session.bySimpleNaturalId(Natural.class).load("a"));
            assertThat(found.id).isEqualTo(1);
            assertThatThrownBy(() -> db.run(session -> session.persist(new Natural(2, "a"))))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }

    private static TestSessions start(Class<?>... entities) {
        return new TestSessions(TestDatabase.H2, RING, entities);
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
    @Check(constraints = "SECRET <> plain")
    static class WithTableCheck {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
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
    static class WithUnique {
        @Id
        Long id;

        @Encrypted
        @Column(unique = true)
        String secret;
    }

    @Entity
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"plain", "secret"}))
    static class WithUniqueConstraint {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
    }

    @Entity
    @Table(indexes = @Index(columnList = "plain, secret desc"))
    static class WithIndex {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
    }

    @Entity
    @Table(indexes = @Index(columnList = "(lower(secret))"))
    static class WithFormulaIndex {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    static class WithNaturalId {
        @Id
        Long id;

        @Encrypted
        @NaturalId
        String secret;
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
    static class WithTeamAnnotation {
        @Id
        Long id;

        @TeamSecret
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

    @Entity
    static class AutoApplied {
        @Id
        Long id = 1L;

        @Encrypted
        String secret = "small";
    }

    @Entity
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"house", "email"}),
                @UniqueConstraint(columnNames = {"house", "phone_bidx"})
            })
    static class UniquePerHouse {
        @Id
        Long id;

        int house = 1;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        @BlindIndex
        String phone;

        UniquePerHouse() {}

        UniquePerHouse(long id, String email, String phone) {
            this.id = id;
            this.email = email;
            this.phone = phone;
        }
    }

    @Entity
    static class Natural {
        @Id
        Long id;

        @NaturalId
        @Encrypted
        @BlindIndex
        String email;

        Natural() {}

        Natural(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }
}
