package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationFile;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.migration.MigrationGenerator.Format;
import io.rowseal.migration.MigrationGenerator.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated files, applied by the tools that they are for, make tables that pass the check at start and work. */
class MigrationRunTest {

    @TempDir
    Path directory;

    static Stream<Arguments> everything() {
        return TestDatabase.tested().stream()
                .flatMap(database -> Stream.of(Format.values())
                        .flatMap(format -> Stream.of("add", "online", "create")
                                .map(mode -> Arguments.of(database, format, mode))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void appliedFilesMakeTablesThatWork(TestDatabase database, Format format, String mode) throws Exception {
        String url = database.newDatabase();
        boolean create = mode.equals("create");
        List<MigrationFile> files = MigrationGenerator.builder()
                .entities(ClubMember.class)
                .database(MigrationDatabase.valueOf(database.name()))
                .format(format)
                .mode(create ? Mode.CREATE : Mode.ADD)
                .online(mode.equals("online"))
                .kekTable(true)
                .build()
                .generate();
        for (MigrationFile file : files) {
            Files.writeString(directory.resolve(file.name()), file.content());
        }
        try (Connection connection = DriverManager.getConnection(url, database.user(), "")) {
            if (!create) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("create table club_member (id bigint not null primary key, name varchar(255))");
                    statement.execute("insert into club_member values (1, 'old')");
                }
            }
            switch (format) {
                case LIQUIBASE -> liquibase(connection, files.get(0).name());
                case SQL -> script(connection, files.get(0).content());
                case FLYWAY -> {}
            }
        }
        if (format == Format.FLYWAY) {
            assertThat(Flyway.configure()
                            .dataSource(url, database.user(), "")
                            .locations("filesystem:" + directory)
                            .baselineOnMigrate(true)
                            .baselineVersion("0")
                            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                            .load()
                            .migrate()
                            .success)
                    .isTrue();
        }
        use(url, database);
    }

    private static void script(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private void liquibase(Connection connection, String changelog) throws Exception {
        try (DirectoryResourceAccessor resources = new DirectoryResourceAccessor(directory);
                Liquibase liquibase = new Liquibase(
                        changelog,
                        resources,
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update(new Contexts());
        }
    }

    private static void use(String url, TestDatabase database) {
        JdbcKekStore keks = JdbcKekStore.builder()
                .url(url)
                .user(database.user())
                .password("")
                .build();
        assertThat(keks.schemaExists()).isTrue();
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = new TestSessions(
                        url, database.user(), ring, Map.of("hibernate.hbm2ddl.auto", "validate"), ClubMember.class)) {
            db.run(session -> session.persist(member(2)));
            ClubMember found = db.call(session -> session.createSelectionQuery(
                            "from ClubMember where email = 'ada@example.org' and city = 'Zürich'", ClubMember.class)
                    .getSingleResult());
            assertThat(found.notes).isEqualTo("note 2");
            assertThatThrownBy(() -> db.run(session -> session.persist(member(3))))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }

    private static ClubMember member(long id) {
        ClubMember member = new ClubMember();
        member.id = id;
        member.name = "Ada";
        member.notes = "note " + id;
        member.email = "ada@example.org";
        member.city = "Zürich";
        return member;
    }
}
