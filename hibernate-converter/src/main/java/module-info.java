/**
 * Field encryption for Hibernate and JPA.
 *
 * @provides org.hibernate.integrator.spi.Integrator what checks and completes a mapping
 */
module io.rowseal.hibernate {
    requires transitive io.rowseal;
    // A SessionFactory is Referenceable.
    requires transitive java.naming;
    requires transitive jakarta.persistence;
    requires transitive org.hibernate.orm.core;
    // Names properties as Hibernate does.
    requires java.desktop;
    requires org.hibernate.models;
    requires org.jboss.logging;
    // Only for attributes that are stored as JSON.
    requires static tools.jackson.databind;
    requires static transitive org.jspecify;

    exports io.rowseal.hibernate;
    exports io.rowseal.persistence;

    // Hibernate creates these by their names.
    exports io.rowseal.hibernate.internal.dialect to
            org.hibernate.orm.core;
    exports io.rowseal.hibernate.internal.query to
            org.hibernate.orm.core;
    exports io.rowseal.hibernate.internal.scope to
            org.hibernate.orm.core;
    exports io.rowseal.hibernate.internal.rowkey to
            org.hibernate.orm.core;

    provides org.hibernate.integrator.spi.Integrator with
            io.rowseal.hibernate.internal.boot.RowsealIntegrator;
    provides org.hibernate.service.spi.ServiceContributor with
            io.rowseal.hibernate.internal.boot.RowsealServiceContributor;
    provides org.hibernate.service.spi.SessionFactoryServiceContributor with
            io.rowseal.hibernate.internal.boot.SessionFactoryServices;
    provides org.hibernate.boot.model.TypeContributor with
            io.rowseal.hibernate.internal.boot.RowsealTypeContributor;
}
