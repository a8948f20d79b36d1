package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.hibernate.annotations.TenantId;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnHibernate72
class BootRefusalTest {

    private final KeyRing ring = TestKeyRing.create();

    @AfterEach
    void closeRing() {
        ring.close();
    }

    @Entity(name = "Fine")
    static class Fine {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity(name = "Plain")
    static class Plain {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "EncryptedId")
    static class EncryptedId {
        @Id
        @Encrypted
        String id;
    }

    @Embeddable
    record Key(@Encrypted String part, String other) {}

    @Entity(name = "EncryptedEmbeddedId")
    static class EncryptedEmbeddedId {
        @EmbeddedId
        Key id;
    }

    @Entity(name = "EncryptedVersion")
    static class EncryptedVersion {
        @Id
        Long id;

        @Version
        @Encrypted
        int version;
    }

    @Entity(name = "EncryptedTenant")
    static class EncryptedTenant {
        @Id
        Long id;

        @TenantId
        @Encrypted
        String tenant;
    }

    @Entity(name = "EncryptedAssociation")
    static class EncryptedAssociation {
        @Id
        Long id;

        @ManyToOne
        @Encrypted
        Plain plain;
    }

    @Entity(name = "EncryptedTransient")
    static class EncryptedTransient {
        @Id
        Long id;

        @Transient
        @Encrypted
        String secret;
    }

    @Entity(name = "EncryptedGetterUnderFieldAccess")
    static class EncryptedGetterUnderFieldAccess {
        @Id
        Long id;

        String secret;

        @Encrypted
        String getSecret() {
            return secret;
        }
    }

    static class Unmapped {
        @Encrypted
        String secret;
    }

    @Entity(name = "OfUnmappedSuperclass")
    static class OfUnmappedSuperclass extends Unmapped {
        @Id
        Long id;
    }

    @Encrypted
    @Retention(RetentionPolicy.RUNTIME)
    @interface Confidential {}

    @Entity(name = "ByOwnAnnotation")
    static class ByOwnAnnotation {
        @Id
        Long id;

        @Confidential
        String secret;
    }

    @Entity(name = "UnsupportedType")
    static class UnsupportedType {
        @Id
        Long id;

        @Encrypted
        java.net.Socket secret;
    }

    @Entity(name = "UnsupportedBlob")
    static class UnsupportedBlob {
        @Id
        Long id;

        @Encrypted
        java.sql.Blob secret;
    }

    @Entity(name = "EncryptedLob")
    static class EncryptedLob {
        @Id
        Long id;

        @Lob
        @Encrypted
        String secret;
    }

    @Entity(name = "TextNumber")
    static class TextNumber {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        Integer secret;
    }

    @Entity(name = "TwoStaticNames")
    static class TwoStaticNames {
        @Id
        Long id;

        @Encrypted(table = "old")
        String a;

        @Encrypted
        String b;
    }

    @Entity(name = "WrongEpoch")
    static class WrongEpoch {
        @Id
        Long id;

        @Encrypted
        @BlindIndex(epoch = 256)
        String a;
    }

    @Entity(name = "OwnRowKey")
    static class OwnRowKey {
        @Id
        Long id;

        @Column(name = "row_key")
        byte[] own;

        @Encrypted
        String z;
    }

    @Entity(name = "AuditedWithoutSecret")
    @Audited
    static class AuditedWithoutSecret {
        @Id
        Long id;

        @NotAudited
        @Encrypted
        String secret;

        String plain;
    }

    @Entity(name = "WithNamedQuery")
    @NamedQuery(name = "byOrder", query = "from WithNamedQuery w where w.secret > 'a'")
    static class WithNamedQuery {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String secret;
    }

    private void assertRefused(String reason, Class<?>... entities) {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, entities).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'")
                .hasMessageContaining(reason);
    }

    @Test
    void identifiersVersionsAndTenantsAreRefused() {
        assertRefused("identifier", EncryptedId.class);
        assertRefused("identifier", EncryptedEmbeddedId.class);
        assertRefused("version", EncryptedVersion.class);
        assertRefused("tenant", EncryptedTenant.class);
    }

    @Test
    void associationsAreRefused() {
        assertRefused("associations", EncryptedAssociation.class, Plain.class);
    }

    @Test
    void membersThatHibernateDoesNotMapAreRefused() {
        assertRefused("not mapped as an encrypted attribute", EncryptedTransient.class);
        assertRefused("not mapped as an encrypted attribute", EncryptedGetterUnderFieldAccess.class);
        assertRefused("not mapped as an encrypted attribute", OfUnmappedSuperclass.class);
        assertRefused("through another annotation", ByOwnAnnotation.class);
    }

    @Test
    void unsupportedTypesAndStoragesAreRefused() {
        assertRefused("java.net.Socket", UnsupportedType.class);
        assertRefused("use byte[]", UnsupportedBlob.class);
        assertRefused("@Lob", EncryptedLob.class);
        assertRefused("storage = TEXT", TextNumber.class);
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused("table = ", TwoStaticNames.class);
        assertRefused("0 to 255", WrongEpoch.class);
        assertRefused("row_key", OwnRowKey.class);
    }

    @Test
    void anAttributeThatIsLeftOutOfAuditTablesIsNotCopied() {
        try (TestSessions audited = new TestSessions(TestDatabase.H2, ring, AuditedWithoutSecret.class)) {
            audited.run(session -> {
                AuditedWithoutSecret entity = new AuditedWithoutSecret();
                entity.id = 1L;
                entity.secret = "s";
                session.persist(entity);
            });
            assertThat(audited.<String>call(session -> session.find(AuditedWithoutSecret.class, 1L).secret))
                    .isEqualTo("s");
            assertThat(audited.rows("select * from AuditedWithoutSecret_AUD")).hasSize(1);
        }
    }

    @Test
    void namedQueriesThatCanNotBeAnsweredAreRefused() {
        assertRefused("named query 'byOrder'", WithNamedQuery.class);
    }

    @NamedQuery(name = "b", query = "select n.id from WithSeveralQueries n where n.secret like 'a%'")
    @NamedQuery(name = "fine", query = "select n.secret from WithSeveralQueries n")
    @NamedQuery(name = "c", query = "select n.id from WithSeveralQueries n where n.number + 1 = 2")
    @NamedQuery(name = "a", query = "select max(n.number) from WithSeveralQueries n")
    @NamedNativeQuery(name = "d", query = "select id from several where secret = ?", resultClass = Long.class)
    @NamedNativeQuery(name = "e", query = "select n.* from several n", resultClass = WithSeveralQueries.class)
    @Entity(name = "WithSeveralQueries")
    @Table(name = "several")
    static class WithSeveralQueries {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        Integer number;
    }

    @Test
    void f19_allRefusedNamedQueriesAreInOneMessage() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, WithSeveralQueries.class).close())
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("4 queries are not possible:\nnamed native query 'd': native SQL uses column 'secret'")
                .containsSubsequence(
                        "\nnamed query 'a': attribute '",
                        ".number' is encrypted and cannot be used in function max()",
                        "\nnamed query 'b': ",
                        ".secret' is encrypted and cannot be used in like",
                        "\nnamed query 'c': ",
                        ".number' is encrypted and cannot be used in arithmetic");
    }

    @Test
    void aMissingKeyRingIsNamedWithTheSettingThatBringsIt() {
        assertThatThrownBy(
                        () -> new TestSessions(TestDatabase.H2.newDatabase(), "sa", null, Map.of(), Fine.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("Fine.secret", "rowseal.key_ring");
        assertThatThrownBy(() -> new TestSessions(
                                TestDatabase.H2.newDatabase(),
                                "sa",
                                ring,
                                Map.of(RowsealSettings.KEY_RING, "a name"),
                                Fine.class)
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rowseal.key_ring");
    }

    @Test
    void withoutEncryptedAttributesNoKeyRingIsNeeded() {
        try (TestSessions plain = new TestSessions(TestDatabase.H2.newDatabase(), "sa", null, Map.of(), Plain.class)) {
            assertThat(plain.<Plain>call(session -> session.find(Plain.class, 1L)))
                    .isNull();
        }
    }

    @Test
    void aTranslatorThatWouldSkipTheQueryChecksIsRefused() {
        assertThatThrownBy(() -> new TestSessions(
                                TestDatabase.H2.newDatabase(),
                                "sa",
                                ring,
                                Map.of("hibernate.query.sqm.translator", StandardSqmTranslatorFactory.class.getName()),
                                Fine.class)
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("hibernate.query.sqm.translator");
    }
}
