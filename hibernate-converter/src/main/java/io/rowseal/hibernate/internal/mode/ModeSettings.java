package io.rowseal.hibernate.internal.mode;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code rowseal.mode.<entity>.<attribute>} and {@code rowseal.mode.all}. Names are compared without case, because
 * environment variables have none. Read before there is an encrypted attribute, understood when the first one asks.
 */
public final class ModeSettings {

    private static final String START = RowsealSettings.MODE + ".";
    private static final String ALL = START + "all";

    private final Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ModeSettings(Map<String, Object> settings) {
        settings.forEach((key, value) -> {
            if (key.equals(RowsealSettings.MODE) || key.startsWith(START)) {
                values.put(key, value);
            }
        });
    }

    /**
     * What is set for an attribute.
     *
     * @param names the names it goes by: of its entity and path
     * @param ofAll whether the setting for all is meant for it too
     * @return the mode, null if nothing is set
     */
    @Nullable
    public AttributeMode of(Collection<String> names, boolean ofAll) {
        for (String name : names) {
            Object value = values.get(START + name);
            if (value != null) {
                return AttributeMode.parse(START + name, value);
            }
        }
        Object all = ofAll ? values.get(ALL) : null;
        return all == null ? null : AttributeMode.parse(ALL, all);
    }

    /** A setting that no attribute reads would leave plaintext, or refuse it, against the intention. */
    public void requireKnown(Collection<String> namesOfAttributes) {
        Set<String> known = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.add(ALL);
        namesOfAttributes.forEach(name -> known.add(START + name));
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeIf(known::contains);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("setting '" + unknown.iterator().next()
                    + "' names no encrypted attribute: write " + START + "<entity>.<attribute>, or " + ALL
                    + " for all with storage = TEXT; there are " + known);
        }
    }
}
