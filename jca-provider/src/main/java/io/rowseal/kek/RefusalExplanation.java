package io.rowseal.kek;

import io.rowseal.KeyRecordAlteredException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells why a KEK record does not open: because the ring has other master keys than those that wrapped it, or because this one
 * record was altered. One record alone cannot tell, so a few others of its scope are tried. Thread safe.
 */
final class RefusalExplanation {

    /** Store calls that one refusal may cost in addition. Refusals are remembered, so they are rare. */
    private static final int MOST_OTHERS = 2;

    private final KekLoader loader;
    private final KekReader reader;

    RefusalExplanation(KekLoader loader, KekReader reader) {
        this.loader = loader;
        this.reader = reader;
    }

    /** The exception to throw instead of a refusal; of the same class. */
    RowsealException of(KekRecord refused, RowsealException refusal) {
        int tried = 0;
        int opened = 0;
        try {
            for (KekRecord other : others(refused)) {
                tried++;
                opened += opens(other) ? 1 : 0;
            }
        } catch (RowsealException e) {
            // The explanation must not hide what is explained.
            refusal.addSuppressed(e);
            return refusal;
        }
        String message = message(refused, tried, opened) + ". What was refused first: "
                + Printable.line(String.valueOf(refusal.getMessage()));
        return refusal instanceof KeyRecordAlteredException
                ? new KeyRecordAlteredException(message, refusal)
                : new UnknownKeyException(message, refusal);
    }

    private static String message(KekRecord refused, int tried, int opened) {
        String which = refused.purpose().label() + " record with kekId " + refused.kekId();
        String scope = "scope '" + Printable.of(refused.scope()) + "'";
        if (opened > 0) {
            return "the " + which + " of " + scope + " does not open, though this ring's master keys open " + opened
                    + " of " + tried
                    + " other records of the scope: it was altered, or a host with master keys of its own"
                    + " created it. Restore the record from the backup of the KEK store, or give every host the same master"
                    + " keys";
        }
        return "this ring's master keys open none of the records of " + scope + ", such as the " + which
                + ": they were created with other master keys, for example by a host with a key file of its own. Give every"
                + " host the key file or store that created them; if this is the one, restore the KEK store from its backup";
    }

    private List<KekRecord> others(KekRecord refused) {
        List<KekRecord> others = new ArrayList<>();
        for (KekPurpose purpose : KekPurpose.values()) {
            reader.list(refused.scope(), purpose).living().stream()
                    .filter(candidate -> !candidate.kekId().equals(refused.kekId()))
                    .limit(MOST_OTHERS - 1)
                    .forEach(others::add);
        }
        return others;
    }

    private boolean opens(KekRecord other) {
        try {
            loader.open(other).wipe();
            return true;
        } catch (RowsealException e) {
            return false;
        }
    }
}
