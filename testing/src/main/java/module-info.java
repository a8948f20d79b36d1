/** For tests of applications: a key ring in memory, and a search for values that a database stores in clear. */
module io.rowseal.testing {
    requires transitive io.rowseal;
    requires transitive java.sql;
    requires transitive org.junit.jupiter.api;
    // Its annotations stand in exported signatures.
    requires static transitive org.jspecify;

    exports io.rowseal.testing;

    // JUnit creates the extension.
    opens io.rowseal.testing to
            org.junit.platform.commons;
}
