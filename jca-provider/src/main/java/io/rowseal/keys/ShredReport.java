package io.rowseal.keys;

import io.rowseal.KekId;
import io.rowseal.Printable;
import java.time.Duration;
import java.util.List;

/**
 * What {@link KeyRing#shred} did, and what remains before the data is unreadable for good. Contains no secret.
 *
 * @param scope the scope
 * @param destroyed the KEKs and index root keys that were destroyed by this call
 * @param noticedWithin how long rings of other processes may keep using the keys: the state interval of this ring's policy
 * @param cachedFor how long they may use them if they cannot reach the KEK store: the cache age of this ring's policy
 */
public record ShredReport(String scope, List<KekId> destroyed, Duration noticedWithin, Duration cachedFor) {

    /** Copies the list. */
    public ShredReport {
        destroyed = List.copyOf(destroyed);
    }

    /**
     * What remains, for people.
     *
     * @return one sentence each
     */
    public List<String> remains() {
        return List.of(
                "Other processes with the same policy use these keys for up to " + noticedWithin
                        + " more, and for up to " + cachedFor + " if they cannot reach the KEK store.",
                "Backups and replicas of the KEK store that hold the former records still open the data: shredding is"
                        + " complete when the last of them is overwritten.",
                "What was decrypted before, such as caches, exports and logs of the application, is not touched.");
    }

    @Override
    public String toString() {
        return "Scope '" + Printable.of(scope) + "': destroyed " + destroyed.size() + " keys " + destroyed + ". "
                + String.join(" ", remains());
    }
}
