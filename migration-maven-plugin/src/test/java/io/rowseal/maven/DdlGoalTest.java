package io.rowseal.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal, run by Maven in a project that has the plugin as docs/databases.md shows it. */
class DdlGoalTest {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>clinic</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <!-- The versions of others that are in the local repository. -->
              <dependencyManagement>
                <dependencies>
                  <dependency>
                    <groupId>io.rowseal</groupId>
                    <artifactId>rowseal-parent</artifactId>
                    <version>%s</version>
                    <type>pom</type>
                    <scope>import</scope>
                  </dependency>
                </dependencies>
              </dependencyManagement>
              <dependencies>
                <dependency>
                  <groupId>io.rowseal</groupId>
                  <artifactId>rowseal-hibernate-converter</artifactId>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>%s</version>
                  </plugin>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>%s</version>
                  </plugin>
                  %s
                </plugins>
              </build>
            </project>
            """;

    private static final String PATIENT = """
            package com.example;

            import io.rowseal.persistence.BlindIndex;
            import io.rowseal.persistence.Encrypted;
            import jakarta.persistence.Entity;
            import jakarta.persistence.Id;

            @Entity
            public class ClinicPatient {
                @Id Long id;
                @Encrypted @BlindIndex String lastName;
            }
            """;

    @TempDir
    Path directory;

    @Test
    void theGoalCompilesTheProjectAndWritesItsMigrations() throws Exception {
        MavenProjectRun maven = new MavenProjectRun(directory);
        Path project = project();

        MavenProjectRun.Result written = maven.run(project, "rowseal:ddl");

        assertThat(written.code()).as(written.printed()).isZero();
        Path migrations = project.resolve("src/main/resources/db/migration");
        assertThat(written.printed())
                .contains("wrote " + migrations.resolve("V2__rowseal.sql").toRealPath());
        assertThat(migrations.resolve("V2__rowseal.sql"))
                .content()
                .contains("alter table clinic_patient add column last_name bytea;");
        assertThat(migrations.resolve("V3__rowseal_indexes.sql"))
                .content()
                .contains("create index concurrently ix_clinic_patient_last_name_bidx");

        MavenProjectRun.Result refused = maven.run(project, "rowseal:ddl");

        assertThat(refused.code()).as(refused.printed()).isEqualTo(1);
        assertThat(refused.printed()).contains("V2__rowseal.sql' exists and is not replaced");
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(directory.toRealPath().resolve("project"));
        String page = Files.readString(Path.of("..", "docs", "databases.md"));
        String plugin = page.substring(page.indexOf("<plugin>"), page.indexOf("</plugin>") + "</plugin>".length());
        assertThat(plugin).contains("<version>" + MavenProjectRun.VERSION + "</version>");
        Files.writeString(
                project.resolve("pom.xml"),
                POM.formatted(
                        MavenProjectRun.VERSION,
                        System.getProperty("rowseal.test.resourcesPlugin"),
                        System.getProperty("rowseal.test.compilerPlugin"),
                        plugin));
        Path source = project.resolve("src/main/java/com/example/ClinicPatient.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, PATIENT);
        return project;
    }
}
