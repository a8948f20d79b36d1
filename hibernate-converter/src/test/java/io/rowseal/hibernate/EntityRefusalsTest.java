package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.Test;

/** What an entity or a SessionFactory cannot have together with encrypted attributes. */
@OnHibernate72
class EntityRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("@OptimisticLocking", "@Version", LockedByAll.class),
                refusal("@OptimisticLocking", "@Version", LockedByDirty.class),
                refusal("@NaturalIdCache", "remove @NaturalIdCache", CachedNaturalId.class),
                refusal("@BlindIndex", "BigDecimal", IndexedDecimal.class),
                refusal("@BlindIndex", "OffsetDateTime", IndexedOffsetDateTime.class),
                refusal("@BlindIndex", "OffsetTime", IndexedOffsetTime.class),
                refusal("@BlindIndex", "ZonedDateTime", IndexedZonedDateTime.class),
                refusal("@BlindIndex", "Float", IndexedFloat.class),
                refusal("@BlindIndex", "Double", IndexedDouble.class));
    }

    @Test
    void tenantsWithoutEncryptedAttributesAndPlainCachedNaturalIdsAreNoneOfOurBusiness() {
        start(Harmless.class, PlainOfTenant.class, CachedPlainNaturalId.class).close();
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
