package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.sql.SqlMention;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.FilterConfiguration;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Refuses SQL of the mapping that names an encrypted column: checks, restrictions, filters, formulas, orderings. The database
 * would apply it to ciphertext and give wrong rows without an error. A name that only looks like the column, in a text literal
 * for example, is refused too.
 */
public final class SqlMentionCheck {

    /** How Hibernate writes that basic values are ordered by themselves. */
    private static final String ELEMENT = "$element$";

    private final EncryptedModel model;
    private final Metadata metadata;

    private SqlMentionCheck(EncryptedModel model, Metadata metadata) {
        this.model = model;
        this.metadata = metadata;
    }

    static void check(EncryptedModel model, Metadata metadata, StartFailures failures) {
        SqlMentionCheck check = new SqlMentionCheck(model, metadata);
        metadata.getEntityBindings().forEach(entity -> failures.run(() -> check.entity(entity)));
        metadata.getCollectionBindings().forEach(collection -> failures.run(() -> check.collection(collection)));
    }

    private void entity(PersistentClass entity) {
        List<Table> tables = List.copyOf(entity.getTableClosure());
        String where = "entity '" + entity.getEntityName() + "'";
        tables.forEach(table -> table(table, where));
        refuse(tables, entity.getWhere(), "@SQLRestriction on " + where);
        filters(entity.getFilters(), tables, where);
        properties(entity.getProperties(), tables, where);
        if (entity.getDiscriminator() != null) {
            formulas(entity.getDiscriminator().getSelectables(), tables, "@DiscriminatorFormula on " + where);
        }
    }

    private void table(Table table, String where) {
        for (CheckConstraint check : table.getChecks()) {
            refuse(List.of(table), check.getConstraint(), "@Check on " + where);
        }
        for (Index index : table.getIndexes().values()) {
            formulas(index.getSelectables(), List.of(table), "@Index on " + where);
        }
        columns(table, where);
    }

    /** What other columns are computed from or checked against. */
    private void columns(Table table, String where) {
        for (Column column : table.getColumns()) {
            if (model.attributes().stream().noneMatch(attribute -> isOf(attribute, column))) {
                List<Table> tables = List.of(table);
                String of = " of column '" + column.getName() + "' of " + where;
                refuse(tables, column.getGeneratedAs(), "@GeneratedColumn" + of);
                refuse(tables, column.getCustomRead(), "@ColumnTransformer" + of);
                refuse(tables, column.getCustomWrite(), "@ColumnTransformer" + of);
                for (CheckConstraint check : column.getCheckConstraints()) {
                    refuse(tables, check.getConstraint(), "@Check" + of);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Columns of different tables can be equal.
    private static boolean isOf(EncryptedAttribute attribute, Column column) {
        return attribute.mappingColumn() == column || attribute.indexColumn() == column;
    }

    private void properties(Collection<Property> properties, List<Table> tables, String where) {
        PropertyTree.leaves(properties)
                .forEach(property -> formulas(
                        property.getValue().getSelectables(),
                        tables,
                        "@Formula on '" + property.getName() + "' of " + where));
    }

    private void collection(org.hibernate.mapping.Collection collection) {
        String where = "collection '" + collection.getRole() + "'";
        List<Table> tables = elementTables(collection);
        if (collection.getCollectionTable() != null) {
            table(collection.getCollectionTable(), where);
        }
        refuse(tables, collection.getWhere(), "@SQLRestriction on " + where);
        refuse(tables, collection.getManyToManyWhere(), "@SQLRestriction on " + where);
        filters(collection.getFilters(), tables, where);
        filters(collection.getManyToManyFilters(), tables, where);
        ordering(collection, tables, collection.getOrderBy(), where);
        ordering(collection, tables, collection.getManyToManyOrdering(), where);
    }

    /** An ordering names attributes or columns. */
    private void ordering(
            org.hibernate.mapping.Collection collection, List<Table> tables, @Nullable String ordering, String where) {
        if (ordering == null) {
            return;
        }
        refuse(tables, ordering, "@OrderBy on " + where);
        for (EncryptedAttribute attribute : model.attributes()) {
            boolean element = !attribute.rowKeyed() && isIn(attribute, tables);
            if (element
                    && (ordering.contains(ELEMENT)
                            || SqlMention.names(ordering, PropertyTree.lastOf(attribute.propertyPath())))) {
                throw refusal(attribute, "@OrderBy on " + where);
            }
        }
        if (collection.getElement().getType() instanceof org.hibernate.type.EntityType element) {
            PersistentClass entity = metadata.getEntityBinding(element.getAssociatedEntityName());
            for (EncryptedAttribute attribute : model.attributes()) {
                if (isOf(attribute, entity) && SqlMention.names(ordering, attribute.propertyPath())) {
                    throw refusal(attribute, "@OrderBy on " + where);
                }
            }
        }
    }

    private static List<Table> elementTables(org.hibernate.mapping.Collection collection) {
        if (collection.getElement() instanceof org.hibernate.mapping.OneToMany association) {
            return List.copyOf(association.getAssociatedClass().getTableClosure());
        }
        if (collection.getElement() instanceof org.hibernate.mapping.ManyToOne association) {
            PersistentClass entity = collection.getMetadata().getEntityBinding(association.getReferencedEntityName());
            return entity == null ? List.of() : List.copyOf(entity.getTableClosure());
        }
        return List.of(collection.getCollectionTable());
    }

    private void filters(List<FilterConfiguration> filters, List<Table> tables, String where) {
        filters.forEach(filter -> refuse(tables, filter.getCondition(), "@Filter on " + where));
    }

    private void formulas(List<? extends Selectable> selectables, List<Table> tables, String where) {
        for (Selectable selectable : selectables) {
            if (selectable instanceof Formula formula) {
                refuse(tables, formula.getFormula(), where);
            }
        }
    }

    private void refuse(List<Table> tables, @Nullable String sql, String where) {
        if (sql == null) {
            return;
        }
        for (EncryptedAttribute attribute : model.attributes()) {
            boolean reachable = isIn(attribute, tables) || namesTableOf(attribute, sql);
            if (reachable && SqlMention.names(sql, attribute.columnName())) {
                throw refusal(attribute, where);
            }
        }
    }

    /** A subquery in the SQL can read any table. */
    private boolean namesTableOf(EncryptedAttribute attribute, String sql) {
        return EncryptedModel.tablesOf(attribute, metadata).stream()
                .anyMatch(table -> SqlMention.names(sql, table.getName()));
    }

    private boolean isIn(EncryptedAttribute attribute, List<Table> tables) {
        return EncryptedModel.tablesOf(attribute, metadata).stream().anyMatch(tables::contains);
    }

    /** Whether an entity has the attribute, of its own or inherited. */
    private static boolean isOf(EncryptedAttribute attribute, @Nullable PersistentClass entity) {
        for (PersistentClass type = entity; type != null; type = type.getSuperclass()) {
            if (attribute.entityName().equals(type.getEntityName())) {
                return true;
            }
        }
        return false;
    }

    private static ConfigurationException refusal(EncryptedAttribute attribute, String where) {
        return new ConfigurationException(
                where + " names '" + attribute.columnName() + "', which holds the encrypted attribute '"
                        + attribute.name()
                        + "': the database sees ciphertext there. Take it out and filter, sort or check in Java"
                        + (attribute.indexed() ? "" : "; for equality add @BlindIndex and query the attribute"));
    }
}
