package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.spi.PersistenceProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The converters on Hibernate and on EclipseLink, with nothing but {@code @Convert}. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"org.hibernate", "org.eclipse.persistence"})
class ConverterOnProvidersTest {

    private static final LocalDate DATE = LocalDate.of(1980, 5, 6);

    @Parameter
    String provider;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private EntityManagerFactory factory;
    private KeyRing ring;

    @BeforeEach
    void start() {
        ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
        ConvertedPerson.ring = ring;
        factory = newProvider().createEntityManagerFactory(configuration());
        assertThat(factory.getClass().getName()).startsWith(provider);
    }

    private PersistenceConfiguration configuration() {
        return new PersistenceConfiguration("converters-" + UUID.randomUUID())
                .managedClass(ConvertedPerson.class)
                .managedClass(ConvertedPerson.Notes.class)
                .managedClass(ConvertedPerson.BirthDate.class)
                .managedClass(ConvertedPerson.Salary.class)
                .managedClass(ConvertedPerson.Photo.class)
                .managedClass(ConvertedPerson.Email.class)
                .property("jakarta.persistence.jdbc.url", url)
                .property("jakarta.persistence.jdbc.driver", "org.h2.Driver")
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .property("eclipselink.logging.level", "WARNING")
                // Each read must come from the database.
                .property("eclipselink.cache.shared.default", "false")
                .property("eclipselink.weaving", "false");
    }

    private PersistenceProvider newProvider() {
        return isHibernate()
                ? new HibernatePersistenceProvider()
                : new org.eclipse.persistence.jpa.PersistenceProvider();
    }

    @AfterEach
    void stop() throws SQLException {
        factory.close();
        ring.close();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("shutdown");
        }
    }

    @Test
    void bringsBackEveryValueAndStoresSealedOnes() throws SQLException {
        persist(person());

        ConvertedPerson found = factory.callInTransaction(em -> em.find(ConvertedPerson.class, 1L));

        assertThat(found.notes).isEqualTo("allergic to cats");
        assertThat(found.birthDate).isEqualTo(DATE);
        assertThat(found.salary).isEqualTo(new BigDecimal("1234.50"));
        assertThat(found.photo).containsExactly(1, 2, 3);
        assertThat(found.email).isEqualTo("zoë@example.org");
        assertThat(stored("birthDate")).hasSize(8 + 99);
        assertThat(new String(stored("email"), StandardCharsets.US_ASCII)).startsWith("rs1.");
        byte[] opened =
                Envelope.of(ring).open(stored("notes"), Context.of("table", "convertedperson", "column", "notes"));
        assertThat(opened).asString(StandardCharsets.UTF_8).isEqualTo("allergic to cats");
    }

    @Test
    void readsWhatTheDirectApiSealed() throws SQLException {
        persist(person());
        store(
                "notes",
                Envelope.of(ring)
                        .seal(
                                "none".getBytes(StandardCharsets.UTF_8),
                                Context.of("table", "convertedperson", "column", "notes")));

        assertThat(factory.<String>callInTransaction(em -> em.find(ConvertedPerson.class, 1L).notes))
                .isEqualTo("none");
    }

    @Test
    void keepsNullAsNull() throws SQLException {
        ConvertedPerson empty = new ConvertedPerson();
        empty.id = 1L;
        persist(empty);

        assertThat(stored("notes")).isNull();
        ConvertedPerson found = factory.callInTransaction(em -> em.find(ConvertedPerson.class, 1L));
        assertThat(found.notes).isNull();
        assertThat(found.birthDate).isNull();
        assertThat(found.photo).isNull();
        assertThat(found.email).isNull();
    }

    @Test
    void doesNotUpdateWhatDidNotChange() throws SQLException {
        persist(person());
        byte[] before = stored("photo");
        int version = version();

        factory.runInTransaction(em -> {
            ConvertedPerson found = em.find(ConvertedPerson.class, 1L);
            // The same values in other objects.
            found.notes = new String("allergic to cats");
            found.birthDate = LocalDate.of(1980, 5, 6);
            em.flush();
        });

        assertThat(stored("photo")).isEqualTo(before);
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void updatesWhatChanged() {
        persist(person());

        factory.runInTransaction(em -> em.find(ConvertedPerson.class, 1L).birthDate = DATE.plusDays(1));

        ConvertedPerson found = factory.callInTransaction(em -> em.find(ConvertedPerson.class, 1L));
        assertThat(found.birthDate).isEqualTo(DATE.plusDays(1));
        assertThat(found.notes).isEqualTo("allergic to cats");
    }

    @Test
    void attack03_refusesAValueMovedToAnotherColumn() throws SQLException {
        persist(person());
        store("notes", stored("photo"));

        assertThatThrownBy(() -> factory.runInTransaction(em -> em.find(ConvertedPerson.class, 1L)))
                .hasRootCauseInstanceOf(WrongContextException.class)
                .rootCause()
                .hasNoSuppressedExceptions();
    }

    private boolean isHibernate() {
        return provider.equals("org.hibernate");
    }

    private int version() {
        return factory.callInTransaction(em -> em.find(ConvertedPerson.class, 1L).version);
    }

    private void persist(ConvertedPerson person) {
        factory.runInTransaction(em -> em.persist(person));
    }

    private static ConvertedPerson person() {
        ConvertedPerson person = new ConvertedPerson();
        person.id = 1L;
        person.room = "12";
        person.notes = "allergic to cats";
        person.birthDate = DATE;
        person.salary = new BigDecimal("1234.50");
        person.photo = new byte[] {1, 2, 3};
        person.email = "zoë@example.org";
        return person;
    }

    private byte[] stored(String column) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet row =
                        connection.createStatement().executeQuery("select " + column + " from ConvertedPerson")) {
            row.next();
            if (column.equals("email")) {
                return row.getString(1).getBytes(StandardCharsets.UTF_8);
            }
            return row.getBytes(1);
        }
    }

    private void store(String column, byte[] value) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement update =
                        connection.prepareStatement("update ConvertedPerson set " + column + " = ?")) {
            update.setBytes(1, value);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
