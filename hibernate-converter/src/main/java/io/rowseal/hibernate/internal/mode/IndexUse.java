package io.rowseal.hibernate.internal.mode;

import io.rowseal.ConfigurationException;
import io.rowseal.RowsealException;
import io.rowseal.hibernate.IndexCounters;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.IndexAgreement;
import io.rowseal.row.IndexedValue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Compares the blind index of each value of one attribute that is read from the database with the one that searches compute.
 * Where they differ, searches find nothing without a word. Thread safe.
 */
public final class IndexUse {

    private static final Logger LOG = Logger.getLogger(IndexUse.class);

    /** How long nothing is compared once an index key was unavailable: reading needs none, and must not wait for one. */
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String entity;
    private final String attribute;
    private final IndexCheck check;
    private final LongAdder disagreeing = new LongAdder();
    private final LongAdder notCompared = new LongAdder();
    private final AtomicBoolean disagreementLogged = new AtomicBoolean();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private volatile boolean paused;
    private volatile long pausedAt;

    public IndexUse(String entity, String attribute, IndexCheck check) {
        this.entity = entity;
        this.attribute = attribute;
        this.check = check;
    }

    /**
     * Compares what was read.
     *
     * @throws RowsealException under {@link IndexCheck#REJECT}, if they differ or cannot be compared
     */
    public void read(IndexedValue value, BlindIndex index) {
        if (paused && System.nanoTime() - pausedAt < PAUSE_NANOS) {
            notCompared.increment();
            return;
        }
        IndexAgreement found;
        try {
            found = index.agreement(value);
        } catch (RowsealException e) {
            if (check == IndexCheck.REJECT) {
                throw e;
            }
            pause(e);
            return;
        }
        paused = false;
        if (found != IndexAgreement.SAME) {
            disagrees(found);
        }
    }

    private void pause(RowsealException cause) {
        pausedAt = System.nanoTime();
        paused = true;
        notCompared.increment();
        if (failureLogged.compareAndSet(false, true)) {
            LOG.warnf(
                    "blind indexes of attribute '%s.%s' are not compared with its values for now: %s. Values are read all the"
                            + " same; it is logged once",
                    entity, attribute, cause.getMessage());
        }
    }

    private void disagrees(IndexAgreement found) {
        disagreeing.increment();
        String what = "attribute '" + entity + "." + attribute + "' holds values that searches do not find: "
                + reason(found) + ". Write its rows again (docs/migration.md#rebuild-a-blind-index)";
        if (check == IndexCheck.REJECT) {
            throw new ConfigurationException(
                    what + "; the setting '" + RowsealSettings.INDEX_CHECK + "' rejects such values");
        }
        if (disagreementLogged.compareAndSet(false, true)) {
            LOG.warn(what + "; it is logged once and counted");
        }
    }

    public static String reason(IndexAgreement found) {
        return switch (found) {
            case SAME -> "their index is right";
            case MISSING -> "they were written without an index, before @BlindIndex was added or while it was absent";
            case OTHER_EPOCH -> "their index has another epoch than @BlindIndex says";
            case OTHER_INDEX ->
                "their index was made in another domain than @BlindIndex says, or under another index root key";
        };
    }

    IndexCounters.Counts counts() {
        return new IndexCounters.Counts(entity, attribute, disagreeing.sum(), notCompared.sum());
    }
}
