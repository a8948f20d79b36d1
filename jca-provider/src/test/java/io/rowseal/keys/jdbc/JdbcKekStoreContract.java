package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.UnreadableRecord;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDBC store does on every database. */
abstract class JdbcKekStoreContract extends KekStoreContract {

    protected abstract String url();

    protected abstract Dialect dialect();

    protected final Connection connect() throws SQLException {
        return dialect() == Dialect.H2
                ? DriverManager.getConnection(url(), "sa", "secret")
                : DriverManager.getConnection(url());
    }

    protected final JdbcKekStore.Builder builder() {
        JdbcKekStore.Builder builder = JdbcKekStore.builder().url(url());
        return dialect() == Dialect.H2 ? builder.user("sa").password("secret") : builder;
    }

    @Override
    protected JdbcKekStore store() {
        JdbcKekStore store = builder().build();
        store.createSchema();
        return store;
    }

    @Override
    protected JdbcKekStore sameRecords() {
        return builder().build();
    }

    @Test
    void theTableIsCreatedOnceAndFound() {
        JdbcKekStore store = sameRecords();
        assertThat(store.schemaExists()).isFalse();
        store.createSchema();
        assertThat(store.schemaExists()).isTrue();
        store.insert(kekRecord(1, "default", 1));
        store.createSchema();
        assertThat(store.hasRecords()).isTrue();
    }

    @Test
    void theTableCanBeCreatedByTheDdlAlone() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(JdbcKekStore.ddl(dialect()));
        }
        assertThat(sameRecords().insert(kekRecord(1, "default", 1))).isTrue();
    }

    @Test
    void aMissingTableIsReportedWithItsDdl() {
        JdbcKekStore store = sameRecords();
        List<ThrowingCallable> operations = List.of(
                store::hasRecords,
                store::all,
                () -> store.list("default", KekPurpose.KEK),
                () -> store.find(new KekId(1)),
                () -> store.insert(kekRecord(1, "default", 1)),
                () -> store.replace(kekRecord(1, "default", 1), kekRecord(1, "default", 1)));
        for (var operation : operations) {
            assertThatThrownBy(operation)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(JdbcKekStore.ddl(dialect()));
        }
        assertThatThrownBy(() -> builder().table("team_kek").build().hasRecords())
                .hasMessageContaining("create table if not exists team_kek (");
    }

    @Test
    void aTableWithOtherColumnsIsReportedWithTheDdl() throws SQLException {
        execute("create table rowseal_kek (kek_id integer)");
        assertThatThrownBy(sameRecords()::schemaExists)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has other columns")
                .hasMessageContaining(JdbcKekStore.ddl(dialect()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"team_kek", "Team KEK", "kék", "a.b", "x\"; drop table y --", "select"})
    void anyTableNameWorksOrIsRefused(String name) {
        JdbcKekStore store = builder().table(name).build();
        if (name.equals("select")) {
            // A reserved word in lower case stays unquoted.
            assertThatThrownBy(store::createSchema).isInstanceOf(ConfigurationException.class);
            return;
        }
        store.createSchema();
        assertThat(store.insert(kekRecord(1, "default", 1))).isTrue();
        assertThat(store.all()).containsExactly(kekRecord(1, "default", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "0123456789012345678901234567890123456789012345678901234567890123"})
    void namesThatNoTableHasAreRefused(String name) {
        assertThatThrownBy(() -> builder().table(name).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().schema(name).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTableCanLiveInASchema() throws SQLException {
        JdbcKekStore store = builder().schema("Keys").build();
        assertThat(store.schemaExists()).isFalse();
        String schema = dialect().quote() + "Keys" + dialect().quote();
        assertThatThrownBy(store::createSchema)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("create table if not exists " + schema + ".rowseal_kek");
        execute("create schema " + schema);
        try {
            store.createSchema();
            assertThat(store.insert(kekRecord(1, "default", 1))).isTrue();
            assertThat(sameRecords().schemaExists()).isFalse();
        } finally {
            execute("drop schema " + schema + (dialect().isMySqlFamily() ? "" : " cascade"));
        }
    }

    @Test
    void aRecordSurvivesTheRollbackOfTheCaller() throws SQLException {
        JdbcKekStore store = store();
        execute("create table data (id integer)");
        try (Connection callers = connect()) {
            callers.setAutoCommit(false);
            try (Statement statement = callers.createStatement()) {
                statement.execute("insert into data values (1)");
            }
            store.insert(kekRecord(1, "default", 1));
            callers.rollback();
        }
        assertThat(sameRecords().all()).containsExactly(kekRecord(1, "default", 1));
    }

    @Test
    void aDataSourceWithoutAutoCommitWorks() {
        store();
        TestDataSource source = new TestDataSource(() -> {
            Connection connection = connect();
            connection.setAutoCommit(false);
            return connection;
        });
        JdbcKekStore store = JdbcKekStore.builder().dataSource(source).build();
        assertThat(store.insert(kekRecord(1, "default", 1))).isTrue();
        assertThat(store.insert(kekRecord(1, "default", 1))).isFalse();
        assertThat(store.all()).containsExactly(kekRecord(1, "default", 1));
        assertThat(sameRecords().all()).containsExactly(kekRecord(1, "default", 1));
        assertThat(source.opened.get()).isEqualTo(3);
        assertThat(source.open()).as("connections left open").isZero();
    }

    @Test
    void rowsThatAreNoKekRecordAreMalformed() throws SQLException {
        JdbcKekStore store = store();
        KekRecord good = kekRecord(1, "default", 1);
        byte[] recipients = KekRow.recipients(good);
        byte[] longer = Arrays.copyOf(recipients, recipients.length + 1);
        Object[][] damages = {
            {"purpose", "KEK"},
            {"purpose", ""},
            {"state", "active"},
            {"state", "DESTROYED"},
            {"state", ""},
            {"scope", ""},
            {"seq", 0},
            {"seq", -1},
            {"recipients", new byte[0]},
            {"recipients", new byte[] {1}},
            {"recipients", longer},
        };
        for (Object[] damage : damages) {
            execute("delete from rowseal_kek");
            store.insert(good);
            update((String) damage[0], damage[1]);
            assertThatThrownBy(store::all)
                    .as("%s = %s", damage)
                    .isInstanceOf(MalformedCiphertextException.class)
                    .hasMessageContaining("kek_id 0000000000000001")
                    .hasMessageContaining("rowseal_kek");
            assertThatThrownBy(() -> store.find(good.kekId())).isInstanceOf(MalformedCiphertextException.class);
            assertThat(store.hasRecords()).isTrue();
        }
    }

    @Test
    void f10g_aRowThatIsNoRecordIsLeftOutAndReported() throws SQLException {
        JdbcKekStore store = store();
        KekRecord damaged = kekRecord(1, "default", 1);
        KekRecord good = kekRecord(2, "default", 2);
        KekRecord elsewhere = kekRecord(3, "tenant", 1);
        for (Object[] damage : new Object[][] {{"state", "off"}, {"purpose", "kex"}, {"recipients", new byte[] {1}}}) {
            execute("delete from rowseal_kek");
            store.insert(damaged);
            update((String) damage[0], damage[1]);
            store.insert(good);
            store.insert(elsewhere);
            List<UnreadableRecord> lost = new ArrayList<>();
            assertThat(store.all(lost::add)).containsExactly(good, elsewhere);
            assertThat(store.list("default", KekPurpose.KEK, lost::add)).containsExactly(good);
            assertThat(lost).hasSize(2).allSatisfy(found -> {
                assertThat(found.kekId()).isEqualTo(damaged.kekId());
                assertThat(found.sequence()).isEqualTo(1);
                assertThat(found.failure()).hasMessageContaining("kek_id 0000000000000001");
            });
            assertThat(store.list("tenant", KekPurpose.KEK, lost::add)).containsExactly(elsewhere);
            assertThat(lost).hasSize(2);
            assertThat(store.states(Set.of(damaged.kekId())))
                    .containsEntry(
                            damaged.kekId(), damage[0].equals("state") ? KekState.DECRYPT_ONLY : KekState.ACTIVE);
        }
    }

    @Test
    void attack01_aRowForgesNoLineOfALog() throws SQLException {
        JdbcKekStore store = store();
        for (String column : List.of("purpose", "state")) {
            execute("delete from rowseal_kek");
            store.insert(kekRecord(1, "default", 1));
            update(column, "a\nINFO ok");
            assertThatThrownBy(store::all)
                    .isInstanceOf(MalformedCiphertextException.class)
                    .hasMessageNotContaining("\n")
                    .cause()
                    .hasMessageContaining("a\\u000aINFO ok")
                    .hasNoCause();
        }
    }

    @Test
    void rowsOfALooserTableAreMalformedToo() throws SQLException {
        String binary = dialect() == Dialect.POSTGRESQL ? "bytea" : "varbinary(1000)";
        execute("create table rowseal_kek (kek_id " + binary + ", purpose varchar(99), scope varchar(999), seq integer,"
                + " created_at bigint, state varchar(99), recipients " + binary + ", check_value " + binary + ")");
        JdbcKekStore store = sameRecords();
        KekRecord good = kekRecord(1, "default", 1);
        Object[][] damages = {
            {"kek_id", new byte[7]},
            {"kek_id", new byte[9]},
            {"kek_id", null},
            {"purpose", null},
            {"scope", null},
            {"scope", "s".repeat(256)},
            {"seq", null},
            {"state", null},
            {"recipients", null},
            {"check_value", null},
            {"check_value", new byte[31]},
        };
        for (Object[] damage : damages) {
            execute("delete from rowseal_kek");
            store.insert(good);
            assertThat(store.all()).containsExactly(good);
            update((String) damage[0], damage[1]);
            assertThatThrownBy(store::all)
                    .as("%s = %s", damage)
                    .isInstanceOf(MalformedCiphertextException.class)
                    .hasMessageContaining("rowseal_kek");
        }
    }

    @Test
    void aRecordOfAnotherScopeIsNotListedByADatabaseThatComparesLoosely() throws SQLException {
        // A view stands for such a database: it answers "default" with the record of another scope.
        store().insert(kekRecord(1, "Default", 1));
        execute(
                "create view loose as select kek_id, purpose, lower(scope) as scope, seq, created_at, state, recipients,"
                        + " check_value from rowseal_kek");
        assertThat(builder().table("loose").build().list("default", KekPurpose.KEK))
                .hasSize(1);
        assertThat(sameRecords().list("default", KekPurpose.KEK)).isEmpty();
    }

    @Test
    void attack15_aKekWrittenInOneTimeZoneLoadsInAnother() {
        attack15(TimeZone.getTimeZone("Pacific/Kiritimati"), TimeZone.getTimeZone("America/St_Johns"));
        attack15(TimeZone.getTimeZone("America/Los_Angeles"), TimeZone.getTimeZone("UTC"));
    }

    private void attack15(TimeZone writers, TimeZone readers) {
        TimeZone before = TimeZone.getDefault();
        JdbcKekStore store = store();
        InMemoryMasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        String scope = writers.getID();
        byte[] secret = {1, 2, 3};
        try {
            TimeZone.setDefault(writers);
            KeyRing writing =
                    KeyRing.builder().masterKeyStore(masterKeys).kekStore(store).build();
            TableKeys written = TableKeys.of(writing, scope, "t");
            RowKey rowKey = written.newRowKey();
            byte[] sealed = Bytes.concat(rowKey.block(), rowKey.seal(Column.binary("c"), new byte[0], secret));
            KekRecord stored = store.list(scope, KekPurpose.KEK).get(0);

            TimeZone.setDefault(readers);
            JdbcKekStore elsewhere = sameRecords();
            assertThat(elsewhere.list(scope, KekPurpose.KEK)).containsExactly(stored);
            // Opening it compares the check value, which covers the time of creation.
            KeyRing reading = KeyRing.builder()
                    .masterKeyStore(masterKeys)
                    .kekStore(elsewhere)
                    .build();
            assertThat(TableKeys.of(reading, scope, "t").open(Column.binary("c"), sealed))
                    .isEqualTo(secret);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void attack24_timesAreStoredAsWholeMilliseconds() throws SQLException {
        JdbcKekStore store = store();
        KekRecord added = kekRecord(1, "default", 1);
        store.insert(added);
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select created_at from rowseal_kek")) {
            assertThat(row.getMetaData().getColumnType(1)).isEqualTo(Types.BIGINT);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(added.createdAt()).isEqualTo(1_767_225_600_123L);
        }
        for (long createdAt : new long[] {0, -1, 1, 1_767_225_600_999L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            execute("delete from rowseal_kek");
            KekRecord odd = new KekRecord(
                    added.kekId(),
                    added.purpose(),
                    added.scope(),
                    added.sequence(),
                    createdAt,
                    added.state(),
                    added.recipients(),
                    added.check());
            store.insert(odd);
            assertThat(sameRecords().find(odd.kekId())).contains(odd);
        }
    }

    protected final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void update(String column, Object value) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("update rowseal_kek set " + column + " = ?")) {
            if (value == null) {
                statement.setNull(
                        1,
                        column.equals("seq")
                                ? Types.INTEGER
                                : column.endsWith("id") || column.startsWith("rec") || column.startsWith("check")
                                        ? Types.BINARY
                                        : Types.VARCHAR);
            } else {
                statement.setObject(1, value);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
