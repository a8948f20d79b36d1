package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationFile;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.migration.MigrationGenerator.Format;
import io.rowseal.migration.MigrationGenerator.Mode;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationGeneratorTest {

    @Entity(name = "Plain")
    static class Plain {
        @Id
        Long id;
    }

    @Entity(name = "Refused")
    static class Refused {
        @Id
        Long id;

        @Encrypted
        @Column(unique = true)
        String email;
    }

    @Entity(name = "LongIndexed")
    static class LongIndexed {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        @Column(length = 1000)
        String email;
    }

    @Entity(name = "WithoutUnique")
    @Table(name = "club_member")
    static class WithoutUnique {
        @Id
        Long id;

        String name;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String city;
    }

    static Stream<Arguments> databasesAndFormats() {
        return Stream.of(MigrationDatabase.values())
                .flatMap(database -> Stream.of(Format.values()).map(format -> Arguments.of(database, format)));
    }

    @ParameterizedTest
    @MethodSource("databasesAndFormats")
    void writesWhatTheGoldenFileHas(MigrationDatabase database, Format format) throws IOException {
        String name = (database + "-" + format + ".txt").toLowerCase(Locale.ROOT);
        try (InputStream golden = MigrationGeneratorTest.class.getResourceAsStream("/migrations/" + name)) {
            assertThat(golden).as(name).isNotNull();
            assertThat(generated(database, format))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** All files of all modes. */
    static String generated(MigrationDatabase database, Format format) {
        boolean keks = database.ordinal() < MigrationDatabase.SQL_SERVER.ordinal();
        MigrationGenerator.Builder builder = MigrationGenerator.builder()
                .entities(database == MigrationDatabase.SQL_SERVER ? WithoutUnique.class : ClubMember.class)
                .database(database)
                .format(format);
        StringBuilder text = new StringBuilder();
        append(text, "add", builder.build());
        append(text, "add, online", builder.online(true).version(2).build());
        append(text, "add to plain text", withMode(database, format, false));
        append(text, "add to plain text, online", withMode(database, format, true));
        append(
                text,
                "create",
                builder.online(false)
                        .mode(Mode.CREATE)
                        .kekTable(keks)
                        .version(4)
                        .build());
        return text.toString();
    }

    private static MigrationGenerator withMode(MigrationDatabase database, Format format, boolean online) {
        return MigrationGenerator.builder()
                .entities(database == MigrationDatabase.SQL_SERVER ? WithoutUnique.class : ClubMember.class)
                .database(database)
                .format(format)
                .setting("rowseal.mode.all", "write-plaintext until 2999-12-31")
                .online(online)
                .build();
    }

    private static void append(StringBuilder text, String mode, MigrationGenerator generator) {
        for (MigrationFile file : generator.generate()) {
            text.append("==== ").append(mode).append(": ").append(file.name()).append('\n');
            text.append(file.content());
        }
    }

    @Test
    void refusesWhatCanNotBeEncrypted() {
        assertRefused(
                "LongIndexed.email' cannot have @BlindIndex on Oracle", MigrationDatabase.ORACLE, LongIndexed.class);
        assertRefused("ClubMember.email' cannot be unique", MigrationDatabase.SQL_SERVER, ClubMember.class);
        assertRefused("no attribute of these classes is @Encrypted", MigrationDatabase.H2, Plain.class);
        assertRefused("Refused.email'", MigrationDatabase.H2, Refused.class);
        assertRefused("there is no database", null, ClubMember.class);
        assertRefused("there are no entities", MigrationDatabase.H2);
    }

    @Entity(name = "Remarked")
    static class Remarked {
        @Id
        Long id;

        @Encrypted
        @Column(comment = "first line\nsecond line")
        String secret;
    }

    @Test
    void keepsLineEndsWithinAStatement() {
        for (Format format : Format.values()) {
            assertThat(MigrationGenerator.builder()
                            .entities(Remarked.class)
                            .database(MigrationDatabase.POSTGRESQL)
                            .format(format)
                            .mode(Mode.CREATE)
                            .build()
                            .generate())
                    .singleElement()
                    .satisfies(file -> assertThat(file.content())
                            .contains("first line\nsecond line")
                            .doesNotContain("first line;", "\u0001"));
        }
    }

    @Test
    void leavesOutTheRowsOfAnImportScript(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("import.sql"), "insert into test_data values (1);");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader scripts =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(scripts);
            assertThat(MigrationGenerator.builder()
                            .entities(ClubMember.class)
                            .database(MigrationDatabase.H2)
                            .mode(Mode.CREATE)
                            .build()
                            .generate())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.content()).doesNotContain("test_data"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void refusesTheKekTableWhereItCanNotBe() {
        MigrationGenerator generator = MigrationGenerator.builder()
                .entities(ClubMember.class)
                .database(MigrationDatabase.ORACLE)
                .kekTable(true)
                .build();

        assertThatThrownBy(generator::generate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KEK table");
    }

    @Test
    void aSessionFactoryDoesNotStartWhereOnlyTablesAreGenerated() {
        assertThatThrownBy(() -> SqlFragments.requireSupported(new org.hibernate.dialect.OracleDialect()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not yet with OracleDialect");
        SqlFragments.requireSupported(new org.hibernate.dialect.MariaDBDialect());
    }

    private static void assertRefused(String message, MigrationDatabase database, Class<?>... entities) {
        assertThatThrownBy(() -> MigrationGenerator.builder()
                        .entities(entities)
                        .database(database)
                        .build()
                        .generate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
