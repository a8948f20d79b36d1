package io.rowseal.hibernate;

import org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory;

/** Makes translators of queries that know encrypted attributes. Created by Hibernate; not for application use. */
public final class RowsealSqmTranslatorFactory extends StandardSqmTranslatorFactory {

    /** Creates the factory; called by Hibernate. */
    public RowsealSqmTranslatorFactory() {}
}
