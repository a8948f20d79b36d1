package io.rowseal.keys.local;

import io.rowseal.keys.local.Pkcs12File.Entry;
import io.rowseal.keys.local.Pkcs12File.Unusable;
import io.rowseal.keys.local.Pkcs12File.Usable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which key of a PKCS#12 file wraps: the configured one, else the highest master-N, else the only one. */
final class ActiveAlias {

    private ActiveAlias() {}

    /**
     * Chooses the key.
     *
     * @throws io.rowseal.ConfigurationException if there is no key that is clearly meant
     */
    static String choose(@Nullable String configured, Map<String, Entry> entries, Path file) {
        List<String> usable = entries.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Usable)
                .map(Map.Entry::getKey)
                .toList();
        if (configured != null) {
            return requireUsable(configured, entries, usable, file);
        }
        String newest = MasterKeyNames.newest(entries.keySet()).orElse(null);
        if (newest != null) {
            return requireUsable(newest, entries, usable, file);
        }
        if (usable.size() == 1) {
            return usable.get(0);
        }
        if (usable.isEmpty()) {
            throw Pkcs12File.unusable(
                    file,
                    "holds no AES-256 key" + others(entries) + ": add one with " + keytool("master-1", file),
                    null);
        }
        throw Pkcs12File.unusable(
                file,
                "holds the keys " + usable
                        + " and none is named master-1, master-2, …: configure which of them is active",
                null);
    }

    private static String requireUsable(String alias, Map<String, Entry> entries, List<String> usable, Path file) {
        Entry entry = entries.get(alias);
        if (entry instanceof Unusable unusable) {
            throw Pkcs12File.unusable(
                    file,
                    "cannot be used with the active key '" + alias + "', which " + unusable.reason()
                            + ": configure another one of " + usable + " or add one with keytool",
                    null);
        }
        if (entry == null) {
            throw Pkcs12File.unusable(
                    file,
                    "has no secret key '" + alias + "', only " + usable + ": configure one of these as the active key",
                    null);
        }
        return alias;
    }

    private static String others(Map<String, Entry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((alias, entry) -> {
            if (entry instanceof Unusable unusable) {
                text.append(" ('")
                        .append(alias)
                        .append("' ")
                        .append(unusable.reason())
                        .append(')');
            }
        });
        return text.toString();
    }

    static String keytool(String alias, Path file) {
        return "keytool -genseckey -keyalg AES -keysize 256 -storetype PKCS12 -alias " + alias + " -keystore "
                + file.toAbsolutePath();
    }
}
