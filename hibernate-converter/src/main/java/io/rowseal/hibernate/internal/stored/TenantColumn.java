package io.rowseal.hibernate.internal.stored;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tenant of a row, for checks that have no session: the column of {@code @TenantId}. Secondary tables, those of subclasses
 * and collections do not have it, so it is taken from the row that they belong to. What it says is not authentic.
 */
public final class TenantColumn {

    private static final String OF_OWNER = "owner_";

    private final String sql;
    private final boolean own;
    private final JdbcMapping type;
    private final SessionFactoryImplementor factory;

    private TenantColumn(String sql, boolean own, JdbcMapping type, SessionFactoryImplementor factory) {
        this.sql = sql;
        this.own = own;
        this.type = type;
        this.factory = factory;
    }

    /**
     * The tenants of a table's rows.
     *
     * @param attribute one of the table
     * @param alias that of the table where it is selected
     * @return null if its rows do not say to which tenant they belong
     */
    static @Nullable TenantColumn of(
            Table table,
            EncryptedAttribute attribute,
            String alias,
            Metadata metadata,
            SessionFactoryImplementor factory) {
        PersistentClass root =
                metadata.getEntityBinding(attribute.ciphers().scope().rootEntity());
        Property property = property(root);
        if (property == null || !(property.getType() instanceof JdbcMapping type)) {
            return null;
        }
        String name = ((Column) property.getSelectables().get(0))
                .getQuotedName(metadata.getDatabase().getDialect());
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        boolean own = tablesWithColumn(root, property, entity).contains(table);
        List<Column> key = own ? List.of() : keyToOwner(table, root, metadata);
        if (!own && key.isEmpty()) {
            return null;
        }
        return new TenantColumn(
                own ? alias + "." + name : ofOwner(name, alias, key, owner(table, root, metadata), metadata, factory),
                own,
                type,
                factory);
    }

    private static @Nullable Property property(PersistentClass root) {
        for (var filter : root.getFilters()) {
            if (filter.getName().equals(TenantIdBinder.FILTER_NAME)) {
                for (Property property : root.getProperties()) {
                    if (property.getColumnSpan() == 1
                            && property.getSelectables().get(0) instanceof Column column
                            && filter.getCondition()
                                    .equals(column.getName() + " = :" + TenantIdBinder.PARAMETER_NAME)) {
                        return property;
                    }
                }
            }
        }
        return null;
    }

    /** Those of the root, of subclasses of TABLE_PER_CLASS, and of an audit copy. */
    private static List<Table> tablesWithColumn(
            PersistentClass root, Property property, @Nullable PersistentClass entity) {
        List<Table> tables = new ArrayList<>(List.of(root.getTable()));
        root.getSubclassClosure().stream()
                .filter(UnionSubclass.class::isInstance)
                .forEach(subclass -> tables.add(subclass.getTable()));
        if (entity != null && entity.getClassName() == null && entity.hasProperty(property.getName())) {
            tables.add(entity.getTable());
        }
        return tables;
    }

    /** The columns of a table that hold the key of the row that its rows belong to, none if there is no such row. */
    private static List<Column> keyToOwner(Table table, PersistentClass root, Metadata metadata) {
        Collection collection = collection(table, root, metadata);
        if (collection != null) {
            return collection.getReferencedPropertyName() == null
                    ? collection.getKey().getColumns()
                    : List.of();
        }
        for (PersistentClass each : hierarchy(root)) {
            if (each instanceof JoinedSubclass && each.getTable().equals(table)) {
                return each.getKey().getColumns();
            }
            for (Join join : each.getJoins()) {
                if (join.getTable().equals(table)) {
                    return join.getKey().getColumns();
                }
            }
        }
        return List.of();
    }

    private static @Nullable Collection collection(Table table, PersistentClass root, Metadata metadata) {
        return metadata.getCollectionBindings().stream()
                .filter(each -> each.getCollectionTable().equals(table)
                        && each.getOwner() != null
                        && each.getOwner().getRootClass().equals(root))
                .findFirst()
                .orElse(null);
    }

    /** The table of the row: that of the root, which has all rows but with TABLE_PER_CLASS. */
    private static Table owner(Table table, PersistentClass root, Metadata metadata) {
        Collection collection = collection(table, root, metadata);
        if (collection != null && collection.getOwner() instanceof UnionSubclass) {
            return collection.getOwner().getTable();
        }
        return hierarchy(root).stream()
                .filter(UnionSubclass.class::isInstance)
                .filter(each -> each.getJoins().stream()
                        .anyMatch(join -> join.getTable().equals(table)))
                .findFirst()
                .orElse(root)
                .getTable();
    }

    private static List<PersistentClass> hierarchy(PersistentClass root) {
        List<PersistentClass> all = new ArrayList<>(List.of(root));
        all.addAll(root.getSubclassClosure());
        return all;
    }

    private static String ofOwner(
            String name,
            String alias,
            List<Column> key,
            Table owner,
            Metadata metadata,
            SessionFactoryImplementor factory) {
        var dialect = metadata.getDatabase().getDialect();
        List<Column> identifier = owner.getPrimaryKey().getColumns();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < identifier.size(); i++) {
            conditions.add(OF_OWNER + "." + identifier.get(i).getQuotedName(dialect) + " = " + alias + "."
                    + key.get(i).getQuotedName(dialect));
        }
        return "(select " + OF_OWNER + "." + name + " from "
                + owner.getQualifiedName(factory.getSqlStringGenerationContext()) + " " + OF_OWNER + " where "
                + String.join(" and ", conditions) + ")";
    }

    /** What is selected. */
    String sql() {
        return sql;
    }

    /** Whether the table has it itself, so that rows of a tenant can be looked for. */
    boolean isOwn() {
        return own;
    }

    @Nullable
    Object read(ResultSet result, int position) throws SQLException {
        Object read = type.getJdbcValueExtractor().extract(result, position, factory.getWrapperOptions());
        return read == null ? null : type.convertToDomainValue(read);
    }

    @SuppressWarnings("unchecked") // The binder is that of the type which read the tenant.
    void bind(PreparedStatement statement, int position, Object tenant) throws SQLException {
        type.getJdbcValueBinder()
                .bind(statement, type.convertToRelationalValue(tenant), position, factory.getWrapperOptions());
    }
}
