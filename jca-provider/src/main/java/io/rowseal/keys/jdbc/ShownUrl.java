package io.rowseal.keys.jdbc;

import io.rowseal.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL as it may be shown. Where a driver keeps user and password is its own affair, so only URLs of the supported
 * databases are shown in part: host and database, nothing behind them and no user information. Of all others only the
 * subprotocol, which tells which driver is missing.
 */
final class ShownUrl {

    private static final Pattern SUBPROTOCOL = Pattern.compile("jdbc:([A-Za-z0-9_+.-]{1,40}):.*", Pattern.DOTALL);

    /** What user information stands behind, if there is any: H2 has tcp:// and ssl://. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:[a-z]+:)?//");

    private static final String HIDDEN = "…";

    private ShownUrl() {}

    static String of(String url) {
        Matcher matcher = SUBPROTOCOL.matcher(url);
        if (!matcher.matches()) {
            return HIDDEN + " (it does not have the form jdbc:subprotocol:…)";
        }
        String subprotocol = matcher.group(1);
        String prefix = "jdbc:" + subprotocol + ":";
        String rest = url.substring(prefix.length());
        return prefix
                + switch (subprotocol) {
                    case "h2" -> Printable.of(location(rest, ';', true));
                    case "postgresql" -> Printable.of(location(rest, '?', false));
                    default -> HIDDEN;
                };
    }

    private static String location(String rest, char beginOfParameters, boolean mayBeFile) {
        int end = rest.indexOf(beginOfParameters);
        String location = end < 0 ? rest : rest.substring(0, end);
        Matcher authority = AUTHORITY.matcher(location);
        if (!authority.lookingAt()) {
            return mayBeFile || rest.indexOf('@') < 0 ? location : HIDDEN;
        }
        if (rest.indexOf('@', location.length()) >= 0) {
            // What looks like the begin of the parameters may stand in a password before the "@".
            return HIDDEN;
        }
        int user = location.lastIndexOf('@');
        return user < 0 ? location : authority.group() + location.substring(user + 1);
    }
}
