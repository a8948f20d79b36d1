package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.ScopedTable;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.row.RowKeyBlock;
import java.util.Collections;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.SyntheticProperty;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.jspecify.annotations.Nullable;

/**
 * Adds the hidden column {@value StoredRowKey#COLUMN} to a table, once, mapped by a property that entities do not have. The name of the
 * property sorts before every other, so that Hibernate binds it first.
 */
public final class RowKeyColumn {

    private static final String PROPERTY = "!rowKey";

    private RowKeyColumn() {}

    /** Adds the column of a table if it is not there yet. */
    public static Column ensure(
            MetadataBuildingContext context,
            PersistentClass entity,
            Table table,
            String staticTableName,
            KeyScopes keyScopes) {
        PersistentClass holder = holderOf(entity, table);
        Join join = joinOf(holder, table);
        String name = holder.getSuperclass() == null && join == null ? PROPERTY : PROPERTY + "_" + table.getName();
        RowKeyProperty present = find(holder, name);
        if (present != null) {
            if (!present.staticTableName.equals(staticTableName)) {
                throw new ConfigurationException("the encrypted attributes of table '" + table.getName()
                        + "' give different names in @Encrypted(table = ...): all of one table must give the same");
            }
            return present.column();
        }
        if (table.getColumn(new Column(StoredRowKey.COLUMN)) != null) {
            requireOneWriter(context, entity, table);
            throw new ConfigurationException("table '" + table.getName() + "' maps a column " + StoredRowKey.COLUMN
                    + ", which encrypted attributes need for the row key: rename it");
        }
        RowKeyProperty property = property(
                context,
                table,
                name,
                new RowKeyTypeAccess(
                        keyScopes, new ScopedTable(keyScopes, keyScopes.entityScope(entity), staticTableName)),
                join != null && join.isOptional());
        if (join == null) {
            holder.addProperty(property);
        } else {
            join.addProperty(property);
            // Hibernate sorts the properties of a class by name, not those of a secondary table.
            Collections.rotate(join.getProperties(), 1);
        }
        return property.column();
    }

    private static void requireOneWriter(MetadataBuildingContext context, PersistentClass entity, Table table) {
        for (PersistentClass other :
                context.getMetadataCollector().getEntityBindingMap().values()) {
            boolean writes = other.getDeclaredProperties().stream()
                    .anyMatch(property -> property instanceof RowKeyProperty
                            && table.equals(property.getValue().getTable()));
            if (writes) {
                throw new ConfigurationException("entities '" + entity.getEntityName() + "' and '"
                        + other.getEntityName() + "' both have encrypted attributes in table '" + table.getName()
                        + "', but one entity only can write the row keys of a table. Map all encrypted attributes of the table in"
                        + " one of the two, or make both subclasses of one entity with @Inheritance(SINGLE_TABLE)");
            }
        }
    }

    private static RowKeyProperty property(
            MetadataBuildingContext context, Table table, String name, RowKeyTypeAccess access, boolean optional) {
        BasicValue value = new BasicValue(context, table);
        Column column = new Column(StoredRowKey.COLUMN);
        column.setLength((long) RowKeyBlock.BYTES);
        column.setNullable(true);
        column.setValue(value);
        table.addColumn(column);
        value.addColumn(column);
        value.setImplicitJavaTypeAccess(configuration -> byte[].class);
        value.setExplicitJdbcTypeAccess(access);
        RowKeyProperty property = new RowKeyProperty(access.table().staticName());
        property.setName(name);
        property.setValue(value);
        property.setInsertable(true);
        property.setUpdatable(true);
        property.setOptional(true);
        property.setOptimisticLocked(false);
        property.setPropertyAccessorName(RowKeyAccess.class.getName());
        property.setPropertyAccessStrategy(new RowKeyAccess());
        RowKeyPlaces places = RowKeyPlaces.of(context.getBootstrapContext().getServiceRegistry());
        property.setValueGeneratorCreator(creation -> new RowKeyGenerator(name, access.table(), places, optional));
        return property;
    }

    /** The class of a hierarchy that a table belongs to first; with TABLE_PER_CLASS the root, whose columns all tables have. */
    private static PersistentClass holderOf(PersistentClass entity, Table table) {
        PersistentClass holder = entity;
        while (holder.getSuperclass() != null
                && (holder instanceof UnionSubclass
                        || holder.getTable().equals(holder.getSuperclass().getTable()))
                && joinOf(holder, table) == null) {
            holder = holder.getSuperclass();
        }
        return holder;
    }

    private static @Nullable Join joinOf(PersistentClass entity, Table table) {
        return entity.getJoins().stream()
                .filter(join -> join.getTable().equals(table))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable RowKeyProperty find(PersistentClass holder, String name) {
        return holder.getDeclaredProperties().stream()
                .filter(property -> property.getName().equals(name))
                .map(RowKeyProperty.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Remembers what the row keys are bound to: a mapping that is being built does not tell it before Hibernate 7.4. */
    private static final class RowKeyProperty extends SyntheticProperty {

        private static final long serialVersionUID = 1L;

        private final String staticTableName;

        RowKeyProperty(String staticTableName) {
            this.staticTableName = staticTableName;
        }

        Column column() {
            return (Column) ((BasicValue) getValue()).getColumn();
        }
    }
}
