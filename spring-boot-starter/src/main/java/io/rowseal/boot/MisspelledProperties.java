package io.rowseal.boot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Finds properties that begin with {@code rowseal.} and are none: a misspelled one would be ignored in silence. Where they can
 * only be meant for Rowseal they are refused; of environment variables and system properties, which may be somebody else's, a
 * warning is logged. Values are never shown.
 */
final class MisspelledProperties {

    private static final Log LOG = LogFactory.getLog(MisspelledProperties.class);

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("rowseal");

    private final List<String> known = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    MisspelledProperties() {
        collect(PREFIX.toString(), RowsealProperties.class);
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(name, component.getType());
            } else {
                known.add(name);
                if (isOpen(component.getType())) {
                    open.add(name);
                }
            }
        }
    }

    /** What has names or indexes of its own below it. */
    private static boolean isOpen(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
    }

    /** Throws for the properties that nobody reads, of all sources at once. */
    void check(Environment environment) {
        UnboundElementsSourceFilter certain = new UnboundElementsSourceFilter();
        Set<String> refused = new TreeSet<>();
        Set<String> doubtful = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                boolean isCertain = certain.apply(source);
                iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> isCertain ? isUnknown(name) : isUnknownVariable(name))
                        .forEach(name -> (isCertain ? refused : doubtful).add(name.toString()));
            }
        }
        for (String name : doubtful) {
            LOG.warn("There is no property " + name + ", and what it is set to has no effect" + hint(name));
        }
        if (!refused.isEmpty()) {
            throw new KeyRingStartException(
                    "There " + (refused.size() == 1 ? "is no property " : "are no properties ")
                            + String.join(", ", refused)
                            + ": misspelled, or of another version. What they are set to would have no effect.",
                    "Correct or remove:\n\n"
                            + String.join(
                                    "",
                                    refused.stream()
                                            .map(name -> "    " + name + hint(name) + "\n")
                                            .toList()));
        }
    }

    private boolean isUnknown(ConfigurationPropertyName name) {
        return known.stream()
                        .noneMatch(each -> ConfigurationPropertyName.of(each).equals(name))
                && open.stream()
                        .noneMatch(each -> ConfigurationPropertyName.of(each).isAncestorOf(name));
    }

    /** Variables are also written with an underscore for each hyphen. */
    private boolean isUnknownVariable(ConfigurationPropertyName name) {
        String letters = letters(name.toString());
        return known.stream().noneMatch(each -> letters(each).equals(letters))
                && open.stream().noneMatch(each -> letters.startsWith(letters(each)));
    }

    private static String letters(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private String hint(String name) {
        return nearest(name).map(each -> " (" + each + "?)").orElse("");
    }

    private Optional<String> nearest(String name) {
        String letters = letters(name);
        String end = name.substring(PREFIX.toString().length());
        Optional<String> outOfPlace =
                known.stream().filter(each -> each.endsWith(end)).findFirst();
        return outOfPlace.isPresent() ? outOfPlace : similar(letters);
    }

    private Optional<String> similar(String letters) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(letters, letters(each))))
                .filter(each -> distance(letters, letters(each)) <= Math.max(3, letters.length() / 3));
    }

    /** How many letters are put in, left out or exchanged. */
    private static int distance(String first, String second) {
        int[] row = new int[second.length() + 1];
        for (int j = 0; j <= second.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.length(); j++) {
                int exchanged = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[second.length()];
    }
}
