package io.rowseal.hibernate.internal.schema;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.hibernate.dialect.Dialect;

/**
 * Refuses settings of H2 under which encrypted columns do not work. H2 understands much of what other databases do, but not the SQL that reads and indexes encrypted columns of them, so the dialect of
 * another database does not work with it, whatever its mode is.
 */
public final class DialectCheck {

    private DialectCheck() {}

    static void check(Connection connection, EncryptedModel model, Dialect dialect) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        if (!metaData.getDatabaseProductName().equals("H2")) {
            return;
        }
        if (metaData.supportsMixedCaseIdentifiers()
                && model.attributes().stream().anyMatch(attribute -> attribute.prefixes() > 0)) {
            throw new ConfigurationException(
                    "H2 is told to tell names apart by their case (DATABASE_TO_UPPER=FALSE), but the"
                            + " SQL that searches by a blind index does not keep it. Add CASE_INSENSITIVE_IDENTIFIERS=TRUE to the URL"
                            + " of the database");
        }
        if (SqlFragments.of(dialect) != SqlFragments.H2) {
            throw new ConfigurationException("the database is H2, but Hibernate is told to speak to it by "
                    + SqlFragments.nameOf(dialect)
                    + ": the SQL of encrypted columns would fail there, also in a mode of H2 for another database. Remove the"
                    + " setting 'hibernate.dialect' ('spring.jpa.database-platform'), so that Hibernate chooses");
        }
    }
}
