package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationFile;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.migration.MigrationGenerator.Mode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An attribute with a mode has a column with plaintext already, which becomes wider and keeps what it holds. */
class MigrationOfPlainTextTest {

    private static final String MODE = "rowseal.mode.ClubMember.city";

    @TempDir
    Path directory;

    static Stream<Arguments> databases() {
        return TestDatabase.tested().stream()
                .flatMap(database -> Stream.of(true, false).map(online -> Arguments.of(database, online)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theColumnIsWidenedAndKeepsItsRows(TestDatabase database, boolean online) throws Exception {
        String url = database.newDatabase();
        String umlauts = "ü".repeat(255);
        try (Connection connection = DriverManager.getConnection(url, database.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table club_member (id bigint not null primary key, name varchar(255), city varchar(255))");
            statement.execute("insert into club_member values (1, 'Ada', '" + umlauts + "')");
        }
        List<MigrationFile> files = MigrationGenerator.builder()
                .entities(ClubMember.class)
                .database(MigrationDatabase.valueOf(database.name()))
                .mode(Mode.ADD)
                .online(online)
                .setting(MODE, "write-plaintext until 2999-12-31")
                .build()
                .generate();
        assertThat(files).allSatisfy(file -> assertThat(file.content()).doesNotContain("city_bidx"));

        FlywayRun.apply(directory, url, database, files);

        try (KeyRing ring = TestKeyRing.create()) {
            try (TestSessions db = start(url, database, ring, "write-plaintext until 2999-12-31")) {
                assertThat(db.call(session -> session.find(ClubMember.class, 1L)).city)
                        .isEqualTo(umlauts);
            }
            try (TestSessions db = start(url, database, ring, "write-ciphertext until 2999-12-31")) {
                db.run(session -> session.find(ClubMember.class, 1L).name = "Grace");
                db.run(session -> {
                    ClubMember member = new ClubMember();
                    member.id = 2L;
                    member.city = umlauts;
                    session.persist(member);
                });
                assertThat((String) db.stored("select city from club_member where id = 2"))
                        .startsWith("rs1.");
                for (long id : List.of(1L, 2L)) {
                    assertThat(db.call(session -> session.find(ClubMember.class, id)).city)
                            .isEqualTo(umlauts);
                }
            }
        }
    }

    @Test
    void aColumnThatIsTooSmallMayHoldPlainText() throws Exception {
        String url = TestDatabase.H2.newDatabase();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table club_member (id bigint not null primary key, name varchar(255), city varchar(255))");
            statement.execute("insert into club_member (id, city) values (1, 'Zürich')");
        }
        try (KeyRing ring = TestKeyRing.create()) {
            assertThatThrownBy(() -> start(url, TestDatabase.H2, ring, "strict"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("holds plaintext")
                    .hasMessageContaining("Set 'rowseal.mode.io.rowseal.hibernate.ClubMember.city'");
            assertThatThrownBy(() -> start(url, TestDatabase.H2, ring, "write-plaintext until 2999-12-31"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is too small")
                    .hasMessageNotContaining("holds plaintext");
        }
    }

    private static TestSessions start(String url, TestDatabase database, KeyRing ring, String mode) {
        return new TestSessions(
                url, database.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none", MODE, mode), ClubMember.class);
    }
}
