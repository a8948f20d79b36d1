package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ahead-of-time processing does: it builds the mapping where there is neither a key ring nor a database. */
@OnHibernate72
class MappingWithoutKeysTest {

    @Entity(name = "Guest")
    static class Guest {
        @Id
        Long id;

        @Encrypted
        LocalDate birthDate;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;
    }

    @Entity(name = "Wrong")
    static class Wrong {
        @Id
        Long id;

        @Encrypted
        Object anything;
    }

    /** As Spring Data's own: of no database. */
    public static class NoDialect extends Dialect {}

    @ParameterizedTest
    @ValueSource(classes = {H2Dialect.class, PostgreSQLDialect.class, NoDialect.class})
    void f28_aMappingIsBuiltWithoutAKeyRingWhereNoDatabaseMayBeAsked(Class<?> dialect) {
        try (SessionFactory factory = build(dialect, Guest.class)) {
            assertThat(factory.getMetamodel().entity(Guest.class).getAttributes())
                    .extracting(attribute -> attribute.getName())
                    .contains("birthDate", "email");
        }
    }

    @Test
    void f28_aSessionWithoutAKeyRingIsRefusedBeforeAnythingIsSealed() {
        try (SessionFactory factory = build(H2Dialect.class, Guest.class)) {
            Guest guest = new Guest();
            guest.id = 1L;
            guest.email = "ada@example.org";
            assertThatThrownBy(() -> factory.inStatelessTransaction(session -> session.insert(guest)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("there is no key ring")
                    .hasMessageContaining(RowsealSettings.KEY_RING);
        }
    }

    @Test
    void f28_whatCannotBeEncryptedIsRefusedThereToo() {
        assertThatThrownBy(() -> build(NoDialect.class, Wrong.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Wrong.anything");
    }

    @Test
    void f28_withADatabaseAMissingKeyRingStopsTheStart() {
        assertThatThrownBy(() -> new TestSessions(
                                TestDatabase.H2.newDatabase(), TestDatabase.H2.user(), null, Map.of(), Guest.class)
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no key ring");
    }

    private static SessionFactory build(Class<?> dialect, Class<?> entity) {
        return new Configuration()
                .setProperty("hibernate.dialect", dialect.getName())
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setProperty("hibernate.connection.url", TestDatabase.H2.newDatabase())
                .setProperty("hibernate.connection.username", TestDatabase.H2.user())
                .setProperty("hibernate.hbm2ddl.auto", "none")
                .addAnnotatedClass(entity)
                .buildSessionFactory();
    }
}
