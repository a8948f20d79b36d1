package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import io.rowseal.row.TableKeys;
import java.util.Arrays;
import java.util.List;

/** Wraps the row keys of one table anew, as a job behind Hibernate's back does: by compare-and-set of the column row_key. */
final class RewrapJob {

    private final TestSessions db;
    private final String table;
    private final TableKeys keys;

    RewrapJob(TestSessions db, String table) {
        this.db = db;
        this.table = table;
        this.keys = TableKeys.of(db.ring, KeyRing.DEFAULT_SCOPE, table);
    }

    /** One pass over all rows; a row that is written meanwhile is left to the next one. Returns how many were wrapped anew. */
    int pass() {
        int done = 0;
        for (Object[] row : db.rows("select id, row_key from " + table + " where row_key is not null")) {
            byte[] stored = (byte[]) row[1];
            byte[] current = keys.current(stored);
            if (!Arrays.equals(stored, current)) {
                done += db.execute(
                        "update " + table + " set row_key = ? where id = ? and row_key = ?", current, row[0], stored);
            }
        }
        return done;
    }

    /** Gives the scope a new KEK and wraps every row key by it. */
    void rotate() {
        db.ring.rotateKek(KeyRing.DEFAULT_SCOPE);
        pass();
    }

    /** The row keys that name another KEK than the one that encrypts. */
    List<Object> stale() {
        return db.rows("select id, row_key from " + table + " where row_key is not null").stream()
                .filter(row -> !Arrays.equals((byte[]) row[1], keys.current((byte[]) row[1])))
                .map(row -> row[0])
                .toList();
    }
}
