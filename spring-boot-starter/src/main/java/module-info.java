/** Auto-configuration of Rowseal for Spring Boot. */
module io.rowseal.boot {
    requires transitive io.rowseal;
    requires transitive io.rowseal.hibernate;
    requires java.desktop;
    requires org.apache.commons.logging;
    requires spring.aop;
    requires transitive spring.beans;
    requires transitive spring.boot;
    requires transitive spring.boot.autoconfigure;
    requires transitive spring.boot.hibernate;
    requires transitive spring.boot.jdbc;
    requires spring.boot.sql;
    requires transitive spring.context;
    requires transitive spring.core;
    requires spring.jdbc;
    // Each only where the application has it.
    requires static micrometer.core;
    requires static spring.boot.health;
    requires static spring.data.commons;
    requires static spring.data.jpa;
    requires static transitive org.jspecify;

    exports io.rowseal.boot;

    opens io.rowseal.boot to
            spring.beans,
            spring.boot,
            spring.context,
            spring.core;
}
