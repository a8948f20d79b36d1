package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities that are written in Kotlin. */
class KotlinTest {

    private static final String IMPORTS = """
            package io.rowseal.kotlin

            import io.rowseal.persistence.BlindIndex
            import io.rowseal.persistence.Encrypted
            import jakarta.persistence.*
            import java.time.LocalDate

            """;

    private static final String ENTITIES = IMPORTS + """
            @Entity
            data class Patient(
                @Id var id: Long? = null,
                @Encrypted var notes: String? = null,
                @field:Encrypted @field:BlindIndex val email: String = "",
                @Encrypted val born: LocalDate = LocalDate.EPOCH,
                @Encrypted var weight: Int = 0,
                @Encrypted var height: Int? = null,
                @Encrypted var isUrgent: Boolean = false,
                @Embedded var address: Address = Address(),
                @ElementCollection @Encrypted val phones: MutableList<String> = mutableListOf(),
            )

            @Embeddable
            data class Address(@Encrypted var street: String? = null)

            @Entity
            class ByGetter {
                @get:Id
                var id: Long? = null

                @get:Encrypted
                var notes: String? = null
            }

            @JvmInline
            value class Login(val name: String)

            @JvmInline
            value class Age(val years: Int)

            @Entity
            class WithValues {
                @Id
                var id: Long? = null

                @Encrypted
                var login: Login = Login("")

                @Encrypted
                var formerLogin: Login? = null

                @Encrypted
                var age: Age = Age(0)
            }

            @Entity
            class GetterUnderFieldAccess(@Id var id: Long? = null, @get:Encrypted var secret: String? = null)

            @Entity
            class OnSetter(@Id var id: Long? = null, @set:Encrypted var secret: String? = null)

            @Entity
            class Delegated(@Id var id: Long? = null) {
                @delegate:Encrypted
                val secret: String by lazy { "computed" }
            }

            @Entity
            class BoxedValue(@Id var id: Long? = null, @Encrypted var secret: Age? = null)

            @Entity
            class BoxedUnsigned(@Id var id: Long? = null, @Encrypted var secret: ULong? = null)
            """;

    private static final KeyRing RING = TestKeyRing.create();

    private static KotlinSources kotlin;
    private static ClassLoader before;

    @BeforeAll
    static void compile(@TempDir Path directory) throws IOException {
        kotlin = KotlinSources.compile(directory, ENTITIES);
        assertThat(kotlin.compiled()).as(kotlin.messages()).isTrue();
        // Where Hibernate looks for classes.
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(kotlin.loader());
    }

    @AfterAll
    static void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        kotlin.close();
        RING.close();
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void anAnnotatedConstructorPropertyOfADataClassIsEncrypted(TestDatabase database) throws Exception {
        try (TestSessions db = start(database, "Patient", "Address")) {
            Object patient = create("Patient");
            set(patient, "id", 1L);
            set(patient, "notes", "canary");
            set(patient, "email", "canary@example.com");
            set(patient, "born", LocalDate.of(1990, 5, 4));
            set(patient, "weight", 71);
            set(patient, "height", 180);
            set(patient, "isUrgent", true);
            set(get(patient, "address"), "street", "canary street");
            set(patient, "phones", List.of("canary 1", "canary 2"));
            db.run(session -> session.persist(patient));
            Object found = db.call(session -> {
                Object loaded = session.createQuery("from Patient where email = :e", Object.class)
                        .setParameter("e", "canary@example.com")
                        .getSingleResult();
                assertThat(get(loaded, "phones"))
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                        .containsExactly("canary 1", "canary 2");
                return loaded;
            });
            for (String attribute : List.of("notes", "email", "born", "weight", "height", "isUrgent", "address")) {
                assertThat(get(found, attribute)).as(attribute).isEqualTo(get(patient, attribute));
            }
            set(found, "notes", "another");
            db.run(session -> session.merge(found));
            assertThat(get(load(db, "Patient", 1), "notes")).isEqualTo("another");
            assertCiphertext(
                    db.rows("select notes, email, born, weight, height, isUrgent, street, row_key from Patient"));
            assertCiphertext(db.rows("select phones from Patient_phones"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void anAnnotatedGetterIsEncryptedWhereTheIdentifierIsOnOneToo(TestDatabase database) throws Exception {
        try (TestSessions db = start(database, "ByGetter")) {
            Object entity = create("ByGetter");
            set(entity, "id", 1L);
            set(entity, "notes", "canary");
            db.run(session -> session.persist(entity));
            assertThat(get(load(db, "ByGetter", 1), "notes")).isEqualTo("canary");
            assertCiphertext(db.rows("select notes, row_key from ByGetter"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void aValueClassIsEncryptedAsTheValueThatKotlinMakesOfIt(TestDatabase database) throws Exception {
        try (TestSessions db = start(database, "WithValues")) {
            Object entity = create("WithValues");
            set(entity, "id", 1L);
            set(entity, "login", "canary");
            set(entity, "formerLogin", "canary before");
            set(entity, "age", 42);
            db.run(session -> session.persist(entity));
            Object found = load(db, "WithValues", 1);
            assertThat(get(found, "login")).isEqualTo("canary");
            assertThat(get(found, "formerLogin")).isEqualTo("canary before");
            assertThat(get(found, "age")).isEqualTo(42);
            assertCiphertext(db.rows("select login, formerLogin, age, row_key from WithValues"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GetterUnderFieldAccess, field or getter",
        "OnSetter, field or getter",
        "Delegated, Lazy",
        "BoxedValue, io.rowseal.kotlin.Age",
        "BoxedUnsigned, kotlin.ULong"
    })
    void whatCanNotBeEncryptedStopsTheStart(String entity, String reason) {
        assertThatThrownBy(() -> start(TestDatabase.H2, entity).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(entity)
                .hasMessageContaining(reason);
    }

    /** Hibernate would never see these. */
    @ParameterizedTest
    @ValueSource(strings = {"@param:Encrypted", "@property:Encrypted"})
    void theCompilerRefusesTheAnnotationWhereItWouldHaveNoEffect(String annotation, @TempDir Path directory)
            throws IOException {
        try (KotlinSources refused = KotlinSources.compile(
                directory, IMPORTS + "@Entity class Wrong(@Id var id: Long, " + annotation + " var secret: String?)")) {
            assertThat(refused.compiled()).isFalse();
            assertThat(refused.messages()).contains("not applicable to target");
        }
    }

    @Test
    void withoutAUseSiteTheAnnotationIsOnTheField() throws Exception {
        assertThat(kotlin.type("io.rowseal.kotlin.Patient")
                        .getDeclaredField("notes")
                        .getAnnotations())
                .hasAtLeastOneElementOfType(io.rowseal.persistence.Encrypted.class);
    }

    @Test
    void theEntityOfThePageWorks(@TempDir Path directory) throws Exception {
        String page = Files.readString(Path.of("..", "docs", "mappings.md"));
        String entity = page.replaceFirst("(?s).*```kotlin\\R(.*?)```.*", "$1");
        // Its class has the name of one above.
        Thread.currentThread().setContextClassLoader(before);
        try (KotlinSources ofPage = KotlinSources.compile(directory, IMPORTS + entity)) {
            assertThat(ofPage.compiled()).as(ofPage.messages()).isTrue();
            Thread.currentThread().setContextClassLoader(ofPage.loader());
            try (TestSessions db = new TestSessions(TestDatabase.H2, RING, ofPage.type("io.rowseal.kotlin.Patient"))) {
                Object patient = ofPage.type("io.rowseal.kotlin.Patient")
                        .getDeclaredConstructor()
                        .newInstance();
                set(patient, "notes", "canary");
                db.run(session -> session.persist(patient));
                assertThat(get(load(db, "Patient", 1), "notes")).isEqualTo("canary");
                assertCiphertext(db.rows("select notes, email, row_key from Patient"));
            }
        } finally {
            Thread.currentThread().setContextClassLoader(kotlin.loader());
        }
    }

    private static TestSessions start(TestDatabase database, String... names) throws ClassNotFoundException {
        Class<?>[] entities = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            entities[i] = kotlin.type("io.rowseal.kotlin." + names[i]);
        }
        return new TestSessions(database, RING, entities);
    }

    private static Object create(String name) throws ReflectiveOperationException {
        return kotlin.type("io.rowseal.kotlin." + name).getDeclaredConstructor().newInstance();
    }

    private static Object load(TestSessions db, String name, long id) throws ClassNotFoundException {
        Class<?> type = kotlin.type("io.rowseal.kotlin." + name);
        return db.call(session -> session.find(type, id));
    }

    private static Object get(Object owner, String name) {
        try {
            return field(owner, name).get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        field(owner, name).set(owner, value);
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static void assertCiphertext(List<Object[]> rows) {
        assertThat(rows).isNotEmpty();
        for (Object[] row : rows) {
            for (Object value : row) {
                assertThat(value).isInstanceOf(byte[].class);
                assertThat(new String((byte[]) value, StandardCharsets.ISO_8859_1))
                        .doesNotContain("canary", "another");
            }
        }
    }
}
