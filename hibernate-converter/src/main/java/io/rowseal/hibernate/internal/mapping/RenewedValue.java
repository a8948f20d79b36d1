package io.rowseal.hibernate.internal.mapping;

import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** Takes the place of a value, and of its column, to which Hibernate has given a type already. */
public final class RenewedValue {

    private RenewedValue() {}

    /** A value without type, with a column of its own that has neither the type nor the checks of the present one. */
    static BasicValue of(MetadataBuildingContext context, BasicValue present) {
        Table table = present.getTable();
        Column former = (Column) present.getColumn();
        Column column = unresolved(former);
        BasicValue renewed = new BasicValue(context, table);
        renewed.addColumn(column);
        table.reorderColumns(table.getColumns().stream()
                .map(other -> other.equals(former) ? column : other)
                .toList());
        return renewed;
    }

    private static Column unresolved(Column present) {
        Column copy = new Column(present.getQuotedName());
        copy.setLength(present.getLength());
        copy.setPrecision(present.getPrecision());
        copy.setScale(present.getScale());
        copy.setNullable(present.isNullable());
        copy.setUnique(present.isUnique());
        copy.setSqlType(present.getSqlType());
        copy.setDefaultValue(present.getDefaultValue());
        copy.setGeneratedAs(present.getGeneratedAs());
        copy.setCollation(present.getCollation());
        copy.setComment(present.getComment());
        copy.setOptions(present.getOptions());
        return copy;
    }
}
