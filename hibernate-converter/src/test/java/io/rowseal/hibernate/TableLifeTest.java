package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.PlaintextFoundException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.LockMode;
import org.hibernate.StaleObjectStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A table from plaintext to ciphertext and back, with the old and the new version of the application at work in each step. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class TableLifeTest {

    private static final int ROWS = 20;
    private static final int ROUNDS = 60;

    @Parameter
    TestDatabase database;

    interface Account {
        void secret(String secret);

        String secret();
    }

    @Entity(name = "Account")
    @Table(name = "account")
    static class PlainAccount implements Account {
        @Id
        Long id;

        @Version
        int version;

        String secret;

        String email;

        @Override
        public void secret(String value) {
            secret = value;
        }

        @Override
        public String secret() {
            return secret;
        }
    }

    @Entity(name = "Account")
    @Table(name = "account")
    static class EncryptedAccount implements Account {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted(storage = Storage.TEXT)
        String secret;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String email;

        @Override
        public void secret(String value) {
            secret = value;
        }

        @Override
        public String secret() {
            return secret;
        }
    }

    @Test
    void aTableGoesFromPlaintextToCiphertextAndBackWithoutDowntime() throws Exception {
        String url = database.newDatabase();
        try (KeyRing ring = TestKeyRing.create();
                TestSessions old = new TestSessions(url, database.user(), null, Map.of(), PlainAccount.class)) {
            for (long id = 1; id <= ROWS; id++) {
                long row = id;
                old.run(session -> session.persist(account(row)));
            }
            widenAsTheStartAsks(url, ring, old);
            try (TestSessions writesPlaintext = open(url, ring, Modes.PLAINTEXT);
                    TestSessions writesCiphertext = open(url, ring, Modes.CIPHERTEXT)) {
                workTogether(old, writesPlaintext);
                assertThat(sealed(old)).isZero();

                workTogether(writesPlaintext, writesCiphertext);
                touch(writesCiphertext, 2);
                touch(writesPlaintext, 3);
                assertThat(sealed(old)).isBetween(1, ROWS - 1);

                writesCiphertext.execute("update account set secret = 'left over' where id = 1");
                assertThatThrownBy(() -> readAllStrictly(url, ring, old))
                        .isInstanceOf(UnreadableAttributeException.class)
                        .hasCauseInstanceOf(PlaintextFoundException.class);
                touchAll(writesCiphertext);
                assertThat(sealed(old)).isEqualTo(ROWS);

                addIndexAsTheStartAsks(url, ring, old);
                try (TestSessions strict = open(url, ring, "strict")) {
                    assertThat(byEmail(strict, 7)).isEqualTo(7);
                    workTogether(strict, writesCiphertext);
                    assertThat(sealed(old)).isEqualTo(ROWS);
                    assertThat(byEmail(strict, 7)).isEqualTo(7);
                }
                old.execute("alter table account drop column email_bidx");
                workTogether(writesCiphertext, writesPlaintext);
                touchAll(writesPlaintext);
                assertThat(sealed(old)).isZero();
                workTogether(writesPlaintext, old);
            }
            for (long id = 1; id <= ROWS; id++) {
                PlainAccount account = find(old, PlainAccount.class, id);
                assertThat(account.email).isEqualTo(id + "@example.org");
            }
        }
    }

    private static PlainAccount account(long id) {
        PlainAccount account = new PlainAccount();
        account.id = id;
        account.secret = "0";
        account.email = id + "@example.org";
        return account;
    }

    private TestSessions open(String url, KeyRing ring, String mode) {
        return new TestSessions(url, database.user(), ring, Modes.settings(mode), EncryptedAccount.class);
    }

    /** The start says what is missing: the width of the columns and the row key. */
    private void widenAsTheStartAsks(String url, KeyRing ring, TestSessions old) {
        List<String> statements = statementsAskedFor(url, ring, Modes.PLAINTEXT);
        assertThat(statements)
                .noneMatch(statement -> statement.contains("_bidx"))
                .anyMatch(statement -> statement.contains("row_key"));
        statements.forEach(old::execute);
    }

    private void addIndexAsTheStartAsks(String url, KeyRing ring, TestSessions old) {
        List<String> statements = statementsAskedFor(url, ring, "strict");
        assertThat(statements).allMatch(statement -> statement.contains("_bidx"));
        statements.forEach(old::execute);
    }

    private List<String> statementsAskedFor(String url, KeyRing ring, String mode) {
        return Modes.askedFor(() -> open(url, ring, mode).close());
    }

    /** Two versions of the application add to the same numbers: nothing is lost, nothing is unreadable. */
    private static void workTogether(TestSessions one, TestSessions another) throws Exception {
        long before = total(one);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (TestSessions version : List.of(one, another)) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        increment(version, i % ROWS + 1);
                    }
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(total(one)).isEqualTo(before + 2 * ROUNDS);
        assertThat(total(another)).isEqualTo(before + 2 * ROUNDS);
    }

    private static void increment(TestSessions version, long id) {
        while (true) {
            try {
                version.run(session -> {
                    Account account = session.find(type(version), id);
                    account.secret(String.valueOf(Long.parseLong(account.secret()) + 1));
                });
                return;
            } catch (jakarta.persistence.OptimisticLockException | StaleObjectStateException e) {
                // The other version was faster: once more, with what it wrote.
                assertThat(e).hasMessageContaining("Account");
            }
        }
    }

    private static Class<? extends Account> type(TestSessions version) {
        return version.ring == null ? PlainAccount.class : EncryptedAccount.class;
    }

    private static long total(TestSessions version) {
        long total = 0;
        for (long id = 1; id <= ROWS; id++) {
            total += Long.parseLong(find(version, type(version), id).secret());
        }
        return total;
    }

    private static <T> T find(TestSessions version, Class<T> type, long id) {
        return version.call(session -> session.find(type, id));
    }

    private static int sealed(TestSessions version) {
        return version.rows("select id from account where secret like 'rs1.%' and email like 'rs1.%'")
                .size();
    }

    private static void touchAll(TestSessions version) {
        version.execute("update account set secret = '0' where id = 1 and secret = 'left over'");
        for (long id = 1; id <= ROWS; id++) {
            touch(version, id);
        }
    }

    private static void touch(TestSessions version, long id) {
        version.factory.inStatelessTransaction(session -> {
            EncryptedAccount account = session.get(EncryptedAccount.class, id, LockMode.PESSIMISTIC_WRITE);
            session.update(account);
        });
    }

    private void readAllStrictly(String url, KeyRing ring, TestSessions old) {
        Map<String, Object> withoutIndex = Modes.settings("strict");
        withoutIndex.put("rowseal.schema_check", "skip");
        try (TestSessions strict = new TestSessions(url, database.user(), ring, withoutIndex, EncryptedAccount.class)) {
            total(strict);
        }
    }

    private static Long byEmail(TestSessions version, long id) {
        return version.call(
                session -> session.createSelectionQuery("select a.id from Account a where a.email = :e", Long.class)
                        .setParameter("e", id + "@example.org")
                        .getSingleResult());
    }
}
