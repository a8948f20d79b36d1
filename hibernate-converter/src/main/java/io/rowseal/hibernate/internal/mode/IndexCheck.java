package io.rowseal.hibernate.internal.mode;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;

/** What happens where a stored blind index is not the one that searches compute: the setting {@link RowsealSettings#INDEX_CHECK}. */
public enum IndexCheck {
    /** It is logged, also at start: for the run that writes the values anew. */
    WARN,
    /** The start is refused; a value that is read later is logged and counted. */
    FAIL,
    /** Such a value is not read either. */
    REJECT;

    static IndexCheck of(Object setting) {
        return switch (String.valueOf(setting)) {
            case "warn" -> WARN;
            case "fail" -> FAIL;
            case "reject" -> REJECT;
            default ->
                throw new ConfigurationException(
                        "setting '" + RowsealSettings.INDEX_CHECK + "' must be warn, fail or reject");
        };
    }
}
