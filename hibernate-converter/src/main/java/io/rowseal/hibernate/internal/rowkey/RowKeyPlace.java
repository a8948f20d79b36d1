package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.row.TableKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.mutation.EntityMutationTarget;
import org.hibernate.persister.entity.mutation.EntityTableMapping;

/**
 * The hidden row key of one table of an entity, in the state that Hibernate keeps of entities.
 *
 * @param index of the row key in the state
 * @param property the name of the hidden property
 * @param type has the keys of the table
 * @param table the table
 * @param attributes those of the table but the row key
 * @param encrypted those that have encrypted columns in it
 * @param withVersion whether the version of the entity is in it
 * @param generatedOnUpdate whether Hibernate gives an encrypted attribute a new value whenever it writes the entity
 * @param fixed whether the table has encrypted columns that no UPDATE writes
 * @param leavesOut whether an UPDATE of the table can leave out encrypted columns
 */
public record RowKeyPlace(
        int index,
        String property,
        RowKeyJdbcType type,
        EntityTableMapping table,
        List<Integer> attributes,
        List<Integer> encrypted,
        boolean withVersion,
        boolean generatedOnUpdate,
        boolean fixed,
        boolean leavesOut) {

    /** Those of an entity, one for each of its tables that has encrypted columns. */
    static List<RowKeyPlace> of(EntityPersister persister) {
        List<RowKeyPlace> places = new ArrayList<>();
        for (int index = 0; index < persister.getNumberOfAttributeMappings(); index++) {
            AttributeMapping attribute = persister.getAttributeMapping(index);
            if (attribute.getJdbcTypeCount() == 1
                    && attribute.getSingleJdbcMapping().getJdbcType() instanceof RowKeyJdbcType type) {
                places.add(of(persister, index, type));
            }
        }
        return List.copyOf(places);
    }

    private static RowKeyPlace of(EntityPersister persister, int index, RowKeyJdbcType type) {
        EntityTableMapping table = tableOf((EntityMutationTarget) persister, index);
        List<Integer> attributes = IntStream.of(table.getAttributeIndexes())
                .filter(other -> other != index)
                .boxed()
                .toList();
        List<Integer> encrypted = attributes.stream()
                .filter(other -> anyCell(persister.getAttributeMapping(other), selectable -> true))
                .toList();
        encrypted.stream().filter(other -> other < index).findFirst().ifPresent(other -> {
            throw new IllegalStateException("Hibernate would bind attribute '"
                    + persister.getAttributeMapping(other).getAttributeName() + "' of entity '"
                    + persister.getEntityName() + "' before the row key of table '" + table.getTableName()
                    + "', so that no value of it would be tied to its row");
        });
        boolean fixed = encrypted.stream()
                .anyMatch(other ->
                        anyCell(persister.getAttributeMapping(other), selectable -> !selectable.isUpdateable()));
        return new RowKeyPlace(
                index,
                persister.getAttributeMapping(index).getAttributeName(),
                type,
                table,
                attributes,
                encrypted,
                persister.isVersioned() && attributes.contains(persister.getVersionPropertyIndex()),
                encrypted.stream().anyMatch(other -> isGeneratedOnUpdate(persister.getAttributeMapping(other))),
                fixed,
                fixed || persister.isDynamicUpdate() || persister.hasLazyProperties());
    }

    private static boolean anyCell(AttributeMapping attribute, Predicate<SelectableMapping> condition) {
        return IntStream.range(0, attribute.getJdbcTypeCount())
                .mapToObj(attribute::getSelectable)
                .anyMatch(selectable -> selectable.getJdbcMapping().getJdbcType() instanceof CellJdbcType
                        && condition.test(selectable));
    }

    private static boolean isGeneratedOnUpdate(AttributeMapping attribute) {
        return attribute.getGenerator() != null && attribute.getGenerator().generatesOnUpdate();
    }

    /** By the attributes of the table: with TABLE_PER_CLASS Hibernate's name of it is that of the union. */
    private static EntityTableMapping tableOf(EntityMutationTarget entity, int index) {
        return Arrays.stream(entity.getTableMappings())
                .filter(table -> Arrays.stream(table.getAttributeIndexes()).anyMatch(each -> each == index))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no table of " + entity + " has the row key"));
    }

    TableKeys keys(SharedSessionContractImplementor session) {
        return type.table().keys(session);
    }

    /** Whether an optional table has no row for this state, because everything that would be in it is null. */
    boolean hasNoRow(Object[] state) {
        return table.isOptional() && attributes.stream().allMatch(attribute -> state[attribute] == null);
    }

    /** Whether an UPDATE of the entity writes encrypted columns that have changed. */
    boolean changesCells(IntPredicate dirty) {
        return generatedOnUpdate || encrypted.stream().anyMatch(dirty::test);
    }

    /** Whether an UPDATE of the entity can write encrypted columns of the table at all. */
    boolean writesCells(IntPredicate dirty, boolean dynamicUpdate) {
        return changesCells(dirty)
                || (!dynamicUpdate && (withVersion || attributes.stream().anyMatch(dirty::test)));
    }
}
