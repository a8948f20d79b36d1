package io.rowseal.keys.local;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names master-1, master-2, … of master keys that this library creates. */
final class MasterKeyNames {

    private static final String PREFIX = "master-";

    /** No leading zeros: one number has one name. The length bounds what is parsed. */
    private static final Pattern NUMBERED = Pattern.compile("master-[1-9][0-9]{0,17}");

    private MasterKeyNames() {}

    /** The name with the highest number. */
    static Optional<String> newest(Collection<String> names) {
        return names.stream()
                .filter(name -> NUMBERED.matcher(name).matches())
                .max(Comparator.comparing(MasterKeyNames::number));
    }

    /** The name that follows the newest one. */
    static String successor(Collection<String> names) {
        return PREFIX + (newest(names).map(MasterKeyNames::number).orElse(0L) + 1);
    }

    /** Whether a name has a number, and a higher one than another name. */
    static boolean isNewer(String name, String than) {
        return NUMBERED.matcher(name).matches() && (!NUMBERED.matcher(than).matches() || number(name) > number(than));
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(PREFIX.length()));
    }
}
