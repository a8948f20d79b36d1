package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.scanned.Parcel;
import io.rowseal.migration.DdlMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of what a persistence.xml names. */
class PersistenceUnitTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void f33d_aPersistenceUnitNamesItsClassesAndSettings() throws IOException {
        write(directory, """
                <persistence-unit name="other">
                  <class>no.such.Type</class>
                </persistence-unit>
                <persistence-unit name="clinic">
                  <class>io.rowseal.hibernate.ClubMember</class>
                  <exclude-unlisted-classes/>
                  <properties>
                    <property name="jakarta.persistence.jdbc.url" value="jdbc:no-such-database"/>
                    <property name="hibernate.connection.url" value="jdbc:no-such-database"/>
                    <property name="hibernate.globally_quoted_identifiers" value="true"/>
                  </properties>
                </persistence-unit>
                """);

        assertThat(run(directory, "--persistence-unit=clinic")).as(text(err)).isZero();
        assertThat(text(out))
                .contains("alter table \"club_member\" add column \"email\" varbinary(882);")
                .doesNotContain("Parcel");
        assertThat(run(directory, "--persistence-unit=clinic", "--setting.hibernate.globally_quoted_identifiers=false"))
                .isZero();
        assertThat(text(out)).contains("alter table club_member add column email varbinary(882);");
    }

    @Test
    void f33d_classesThatAreNotListedAreFoundBesideTheFile() throws IOException {
        Path jar = directory.resolve("application.jar");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            write(files.getPath("/"), "<persistence-unit name=\"clinic\"/>");
            String name = Parcel.class.getName().replace('.', '/') + ".class";
            Files.createDirectories(files.getPath("/" + name).getParent());
            try (InputStream type = Parcel.class.getClassLoader().getResourceAsStream(name)) {
                Files.copy(type, files.getPath("/" + name));
            }
        }

        assertThat(run(jar, "--persistence-unit=clinic")).as(text(err)).isZero();
        assertThat(text(out)).contains("alter table Parcel add column street").doesNotContain("club_member");
    }

    @Test
    void f33d_whatCannotBeReadIsRefused() throws IOException {
        write(directory, """
                <persistence-unit name="mapped"><mapping-file>orm.xml</mapping-file></persistence-unit>
                <persistence-unit name="twice"><exclude-unlisted-classes>true</exclude-unlisted-classes></persistence-unit>
                <persistence-unit name="twice"><exclude-unlisted-classes>true</exclude-unlisted-classes></persistence-unit>
                """);

        assertRefused("has a <mapping-file>, which is not read", "mapped");
        assertRefused("the class path has more than one persistence unit 'twice'", "twice");
        assertRefused("no META-INF/persistence.xml of the class path has a persistence unit 'clinic'", "clinic");
        Files.writeString(directory.resolve("META-INF/persistence.xml"), "<persistence>");
        assertRefused("the persistence unit 'clinic' cannot be read", "clinic");
    }

    private void assertRefused(String message, String unit) throws IOException {
        assertThat(run(directory, "--persistence-unit=" + unit)).as(message).isEqualTo(2);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).startsWith("error: ").contains(message);
    }

    private static void write(Path root, String units) throws IOException {
        Files.createDirectories(root.resolve("META-INF"));
        Files.writeString(
                root.resolve("META-INF/persistence.xml"),
                "<persistence xmlns=\"https://jakarta.ee/xml/ns/persistence\" version=\"3.2\">" + units
                        + "</persistence>");
    }

    private int run(Path classPath, String... options) throws IOException {
        out.reset();
        err.reset();
        String[] all =
                Stream.concat(Stream.of("--database=h2"), Stream.of(options)).toArray(String[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return DdlMain.run(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    all);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
