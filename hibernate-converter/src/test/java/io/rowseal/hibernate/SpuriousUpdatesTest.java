package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.RowKeyTwins.Record;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/**
 * The statements of encrypted entities are those of their plain twins: a row key is written beside encrypted columns of its table,
 * and makes no entity dirty. Otherwise what another transaction changed would be written back.
 */
@OnHibernate72
class SpuriousUpdatesTest extends DatabaseTest {

    private static final Pattern UPDATE = Pattern.compile("update (?:plain)?(\\w+) set (.*) where (.*)");
    private static final Pattern OTHER = Pattern.compile("^(insert into|merge into|delete from) (?:plain)?(\\w+)");
    private static final Map<String, Consumer<Record>> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("nothing", record -> {});
        CHANGES.put("a collection", record -> record.tags().add("t"));
        CHANGES.put("a plain attribute", record -> record.set("note", "changed"));
        CHANGES.put("a plain attribute of the other table", record -> record.set("remark", "changed"));
        CHANGES.put("an encrypted attribute", record -> record.set("secret", "changed"));
        CHANGES.put("an encrypted attribute of the other table", record -> record.set("extra", "changed"));
        CHANGES.put("an encrypted attribute to null", record -> record.set("extra", null));
        CHANGES.put(
                "the other table to null", record -> record.set("extra", null).set("remark", null));
        CHANGES.put("a plain attribute beside null", record -> record.set("note", "again"));
        CHANGES.put("the other table from null", record -> record.set("remark", "back"));
        CHANGES.put("an encrypted attribute from null", record -> record.set("extra", "back"));
        CHANGES.put(
                "both tables and a collection",
                record ->
                        record.set("extra", "both").set("secret", "both").tags().add("u"));
    }

    private long nextId;

    @Override
    Class<?>[] entities() {
        return RowKeyTwins.all();
    }

    private static Record created(Class<? extends Record> type, long id, String value) {
        try {
            return type.getDeclaredConstructor().newInstance().with(id, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private long stored(RowKeyTwins twins, String value) {
        long id = ++nextId;
        db.run(session -> {
            session.persist(created(twins.encrypted, id, value));
            session.persist(created(twins.plain, id, value));
        });
        return id;
    }

    /** What the statements write: the table, and the columns of an update without the row key. */
    private List<String> written(Class<? extends Record> type, Runnable work) {
        db.forgetStatements();
        work.run();
        return db.statements("").stream()
                .map(sql -> sql.toLowerCase(Locale.ROOT))
                .filter(sql -> !sql.startsWith("select"))
                .peek(sql -> requireRowKeyBesideCells(type, sql))
                .map(SpuriousUpdatesTest::comparable)
                .toList();
    }

    private static void requireRowKeyBesideCells(Class<? extends Record> type, String sql) {
        if (sql.startsWith("update")) {
            boolean cells = sql.contains("secret=") || sql.contains("extra=");
            assertThat(sql.contains("row_key="))
                    .as(sql)
                    .isEqualTo(cells && !type.getSimpleName().startsWith("Plain"));
        }
    }

    private static String comparable(String sql) {
        Matcher update = UPDATE.matcher(sql);
        if (update.matches()) {
            return "update " + update.group(1) + " "
                    + update.group(2).replaceFirst("row_key=[^,]*,", "").replaceAll("=[^,]*", "") + " where "
                    + update.group(3);
        }
        Matcher other = OTHER.matcher(sql);
        assertThat(other.find()).as(sql).isTrue();
        return other.group(1) + " " + other.group(2);
    }

    @Test
    void f10b_updatesAreThoseOfThePlainTwin() {
        SoftAssertions softly = new SoftAssertions();
        for (RowKeyTwins twins : RowKeyTwins.values()) {
            long id = stored(twins, "one");
            CHANGES.forEach((name, change) -> {
                List<String> plain = written(twins.plain, () -> change(twins.plain, id, change));
                List<String> encrypted = written(twins.encrypted, () -> change(twins.encrypted, id, change));
                softly.assertThat(encrypted).as(twins + ": " + name).isEqualTo(plain);
                requireEqual(softly, twins, id, name);
            });
        }
        softly.assertAll();
    }

    private void change(Class<? extends Record> type, long id, Consumer<Record> change) {
        db.run(session -> change.accept(session.find(type, id)));
    }

    private void requireEqual(SoftAssertions softly, RowKeyTwins twins, long id, String after) {
        Record encrypted = db.call(session -> session.find(twins.encrypted, id));
        Record plain = db.call(session -> session.find(twins.plain, id));
        for (String attribute : List.of("secret", "extra", "note", "remark", "balance")) {
            softly.assertThat(encrypted.get(attribute))
                    .as(twins + ": " + attribute + " after " + after)
                    .isEqualTo(plain.get(attribute));
        }
    }

    @Test
    void f10b_mergesOfDetachedEntitiesAreThoseOfThePlainTwin() {
        SoftAssertions softly = new SoftAssertions();
        for (RowKeyTwins twins : RowKeyTwins.values()) {
            long id = stored(twins, "one");
            CHANGES.forEach((name, change) -> {
                List<String> plain = written(twins.plain, () -> merge(twins.plain, id, change));
                List<String> encrypted = written(twins.encrypted, () -> merge(twins.encrypted, id, change));
                softly.assertThat(encrypted).as(twins + ": " + name).isEqualTo(plain);
                requireEqual(softly, twins, id, name);
            });
        }
        softly.assertAll();
    }

    private void merge(Class<? extends Record> type, long id, Consumer<Record> change) {
        Record detached = db.call(session -> {
            Record found = session.find(type, id);
            Hibernate.initialize(found.tags());
            return found;
        });
        db.forgetStatements();
        change.accept(detached);
        db.run(session -> session.merge(detached));
    }

    @Test
    void f10b_statelessUpdatesAreThoseOfThePlainTwin() {
        SoftAssertions softly = new SoftAssertions();
        for (RowKeyTwins twins : RowKeyTwins.values()) {
            long id = stored(twins, "one");
            CHANGES.forEach((name, change) -> {
                if (name.contains("collection")) {
                    return;
                }
                List<String> plain = written(twins.plain, () -> stateless(twins.plain, id, change));
                List<String> encrypted = written(twins.encrypted, () -> stateless(twins.encrypted, id, change));
                softly.assertThat(encrypted).as(twins + ": " + name).isEqualTo(plain);
                requireEqual(softly, twins, id, name);
            });
        }
        softly.assertAll();
    }

    private void stateless(Class<? extends Record> type, long id, Consumer<Record> change) {
        db.factory.inStatelessTransaction(session -> {
            Record found = session.get(type, id);
            change.accept(found);
            session.update(found);
        });
    }

    @Test
    void f10b_whatOthersChangedMeanwhileIsNotWrittenBack() {
        SoftAssertions softly = new SoftAssertions();
        BiConsumer<Session, Record> addTag = (session, record) -> record.tags().add("t");
        BiConsumer<Session, Record> otherTable = (session, record) -> record.set("remark", "changed");
        for (RowKeyTwins twins : RowKeyTwins.values()) {
            for (BiConsumer<Session, Record> change : List.of(addTag, otherTable)) {
                long id = stored(twins, "one");
                for (Class<? extends Record> type : List.of(twins.plain, twins.encrypted)) {
                    db.run(session -> {
                        Record found = session.find(type, id);
                        session.createMutationQuery(
                                        "update " + type.getSimpleName() + " set balance = 100 where id = " + id)
                                .executeUpdate();
                        change.accept(session, found);
                    });
                }
                softly.assertThat(balance(twins.encrypted, id))
                        .as(twins + (change == addTag ? " collection" : " other table"))
                        .isEqualTo(balance(twins.plain, id));
                if (change == addTag) {
                    softly.assertThat(balance(twins.encrypted, id)).isEqualTo(100);
                }
            }
        }
        softly.assertAll();
    }

    private int balance(Class<? extends Record> type, long id) {
        return (int) db.<Record>call(session -> session.find(type, id)).get("balance");
    }

    @Test
    void f10b_batchesAreThoseOfThePlainTwin() {
        SoftAssertions softly = new SoftAssertions();
        for (RowKeyTwins twins : RowKeyTwins.values()) {
            List<Long> ids = List.of(stored(twins, "a"), stored(twins, "b"), stored(twins, "c"));
            List<String> plain = written(twins.plain, () -> changeAll(twins.plain, ids));
            List<String> encrypted = written(twins.encrypted, () -> changeAll(twins.encrypted, ids));
            softly.assertThat(encrypted).as(twins.name()).isEqualTo(plain);
            ids.forEach(id -> requireEqual(softly, twins, id, "batch"));
        }
        softly.assertAll();
    }

    private void changeAll(Class<? extends Record> type, List<Long> ids) {
        db.run(session -> {
            session.find(type, ids.get(0)).set("secret", "batch");
            session.find(type, ids.get(1)).set("note", "batch");
            session.find(type, ids.get(2)).tags().add("batch");
        });
    }
}
