/**
 * Envelope encryption over pluggable master-key stores: the direct API and the JCA provider {@code Rowseal}.
 *
 * @provides java.security.Provider the provider {@code Rowseal}
 */
module io.rowseal {
    // Not "static": a key store configured in java.security would find no JDBC in an application that does not ask for
    // it.
    requires transitive java.sql;
    // Without it no events are recorded.
    requires static jdk.jfr;
    // Its annotations stand in exported signatures.
    requires static transitive org.jspecify;

    exports io.rowseal;
    exports io.rowseal.jca;
    exports io.rowseal.keys;
    exports io.rowseal.keys.jdbc;
    exports io.rowseal.keys.local;
    exports io.rowseal.keys.spi;
    exports io.rowseal.message;
    exports io.rowseal.row;

    provides java.security.Provider with
            io.rowseal.jca.RowsealProvider;
}
