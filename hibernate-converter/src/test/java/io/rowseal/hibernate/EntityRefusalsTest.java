package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.TenantId;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an entity or a SessionFactory can not have together with encrypted attributes. */
class EntityRefusalsTest {

    private static final KeyRing RING = TestKeyRing.create();

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("@OptimisticLocking", "@Version", LockedByAll.class),
                Arguments.of("@OptimisticLocking", "@Version", LockedByDirty.class),
                Arguments.of("@NaturalIdCache", "remove @NaturalIdCache", CachedNaturalId.class),
                Arguments.of("@TenantId", "rowseal.scope per tenant", OfTenant.class),
                Arguments.of("@BlindIndex", "BigDecimal", IndexedDecimal.class),
                Arguments.of("@BlindIndex", "OffsetDateTime", IndexedOffsetDateTime.class),
                Arguments.of("@BlindIndex", "OffsetTime", IndexedOffsetTime.class),
                Arguments.of("@BlindIndex", "ZonedDateTime", IndexedZonedDateTime.class),
                Arguments.of("@BlindIndex", "Float", IndexedFloat.class),
                Arguments.of("@BlindIndex", "Double", IndexedDouble.class));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("refused")
    void stopsTheStartWithReasonAndWayOut(String feature, String text, Class<?> entity) {
        assertThatThrownBy(() -> start(Map.of(), entity).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(feature, text, "secret");
    }

    @Test
    void multiTenancyStopsTheStart() {
        assertThatThrownBy(() -> start(
                                Map.of(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new OneTenant()),
                                Harmless.class)
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("multi-tenancy", "rowseal.scope per tenant", "secret");
    }

    @Test
    void tenantsWithoutEncryptedAttributesAndPlainCachedNaturalIdsAreNoneOfOurBusiness() {
        start(Map.of(), Harmless.class, PlainOfTenant.class, CachedPlainNaturalId.class)
                .close();
    }

    private static TestSessions start(Map<String, Object> settings, Class<?>... entities) {
        return new TestSessions(TestDatabase.H2.newDatabase(), TestDatabase.H2.user(), RING, settings, entities);
    }

    static class OneTenant implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "one";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @Entity
    static class Harmless {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        Integer secret;
    }

    @Entity
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.ALL)
    static class LockedByAll {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.DIRTY)
    static class LockedByDirty {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @NaturalIdCache
    static class CachedNaturalId {
        @Id
        Long id;

        @NaturalId
        @Encrypted
        @BlindIndex
        String secret;
    }

    @Entity
    @NaturalIdCache
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class CachedPlainNaturalId {
        @Id
        Long id;

        @NaturalId
        String plain;

        @Encrypted
        String secret;
    }

    @Entity
    static class OfTenant {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        String secret;
    }

    @Entity
    static class PlainOfTenant {
        @Id
        Long id;

        @TenantId
        String tenant;
    }

    @Entity
    static class IndexedDecimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        BigDecimal secret;
    }

    @Entity
    static class IndexedOffsetDateTime {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        OffsetDateTime secret;
    }

    @Entity
    static class IndexedOffsetTime {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        OffsetTime secret;
    }

    @Entity
    static class IndexedZonedDateTime {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        ZonedDateTime secret;
    }

    @Entity
    static class IndexedFloat {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        float secret;
    }

    @Entity
    static class IndexedDouble {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        Double secret;
    }
}
