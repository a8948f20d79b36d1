package io.rowseal.hibernate.internal.dialect;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.EntityNameUse;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.hibernate.sql.ast.tree.from.NamedTableReference;
import org.hibernate.sql.ast.tree.from.TableGroup;

/**
 * A hierarchy with a table for each class. Where a query asks for some of its classes, Hibernate reads a union of their tables alone,
 * and lists there the columns of attributes, which the columns of blind indexes are not: they are added. Created by Hibernate; not for
 * application use.
 */
public final class IndexedUnionPersister extends UnionSubclassEntityPersister {

    /** Called by Hibernate. */
    public IndexedUnionPersister(
            PersistentClass entity,
            EntityDataAccess cacheAccess,
            NaturalIdDataAccess naturalIdCacheAccess,
            RuntimeModelCreationContext context) {
        super(entity, cacheAccess, naturalIdCacheAccess, context);
    }

    @Override
    public void pruneForSubclasses(TableGroup tableGroup, Map<String, EntityNameUse> uses) {
        super.pruneForSubclasses(tableGroup, uses);
        NamedTableReference table = (NamedTableReference) tableGroup.getTableReference(getRootTableName());
        String union = table.getTableExpression();
        Map<String, EncryptedAttribute> indexed = indexedAttributes();
        if (!indexed.isEmpty() && union.startsWith("(select ")) {
            table.setPrunedTableExpression(withIndexColumns(union, indexed));
        }
    }

    /** By the SQL that Hibernate selects their columns by. */
    private Map<String, EncryptedAttribute> indexedAttributes() {
        Map<String, EncryptedAttribute> indexed = new LinkedHashMap<>();
        collect(this, indexed);
        for (EntityMappingType subtype : getSubMappingTypes()) {
            collect(subtype, indexed);
        }
        return indexed;
    }

    private static void collect(EntityMappingType entity, Map<String, EncryptedAttribute> indexed) {
        entity.forEachSelectable((position, selectable) -> {
            if (selectable.getJdbcMapping().getJdbcType() instanceof CellJdbcType type
                    && type.attribute().indexed()) {
                indexed.put(selectable.getSelectionExpression(), type.attribute());
            }
        });
    }

    /** The lists of Hibernate's own unions, of all classes, have the columns already. */
    private String withIndexColumns(String union, Map<String, EncryptedAttribute> indexed) {
        String extended = union;
        for (Map.Entry<String, EncryptedAttribute> each : indexed.entrySet()) {
            Column index = each.getValue().indexColumn();
            if (index != null) {
                String name = index.getQuotedName(getFactory().getJdbcServices().getDialect());
                extended =
                        extended(extended, each.getKey(), name, each.getValue().text());
            }
        }
        return extended;
    }

    private String extended(String union, String column, String index, boolean text) {
        if (Pattern.compile("(select |, | as )" + Pattern.quote(index) + ", ")
                .matcher(union)
                .find()) {
            return union;
        }
        String absent = getFactory()
                .getJdbcServices()
                .getDialect()
                .getSelectClauseNullString(
                        text ? Types.VARCHAR : Types.VARBINARY, getFactory().getTypeConfiguration());
        Matcher listed = Pattern.compile("(select |, | as )" + Pattern.quote(column) + ", ")
                .matcher(union);
        // A table that does not have the attribute selects null as its column.
        return listed.replaceAll(found -> Matcher.quoteReplacement(
                found.group() + (found.group(1).equals(" as ") ? absent + " as " + index : index) + ", "));
    }
}
