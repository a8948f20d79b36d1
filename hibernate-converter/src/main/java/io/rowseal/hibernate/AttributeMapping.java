package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.NonceMode;
import io.rowseal.persistence.Storage;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.persistence.ValueCodecs;
import io.rowseal.row.TableKeys;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.net.URL;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Locale;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/** Turns the mapping of one attribute into that of an encrypted one. */
final class AttributeMapping {

    private static final int DEFAULT_DIGITS = 38;
    private static final int LONG_VALUE = 100_000;

    private final Encrypted annotation;
    private final MetadataBuildingContext context;
    private final Property property;
    private final MappedPlace place;
    private final EncryptedMember member;
    private final MappedAnnotations annotations;
    private final String name;
    private final EncryptionRuntime runtime;

    AttributeMapping(
            Encrypted annotation,
            MetadataBuildingContext context,
            @Nullable PersistentClass entity,
            Property property) {
        MappedPlace found = MappedPlace.find(context, entity, property);
        if (found == null) {
            throw MappingRefusals.refusal(
                    property.getName(),
                    "it is in a place of the mapping that Rowseal does not know: map it in an entity");
        }
        this.annotation = annotation;
        this.context = context;
        this.property = property;
        this.place = found;
        this.name = found.name();
        this.runtime = EncryptionRuntime.of(context.getBootstrapContext().getServiceRegistry());
        MappingRefusals.requireNoIdentifier(name, found);
        EncryptedMember declared = EncryptedMember.find(found.owner(), property.getName());
        if (declared == null) {
            throw new ConfigurationException("attribute '" + name + "' has @Encrypted neither on its field nor on its"
                    + " getter: put it there");
        }
        this.member = declared;
        this.annotations = MappedAnnotations.of(context, found, property.getName());
    }

    void apply() {
        boolean element = CollectionElement.isBasic(property);
        // A renewed value does not know any more what Hibernate found.
        Class<?> elements = element ? CollectionElement.type(name, member, annotations, context, property) : null;
        BasicValue value = value(element);
        Type type = elements == null ? DeclaredType.of(place, member.genericType(), value, context) : elements;
        Class<?> declared = DeclaredType.rawClass(type);
        if (annotation.json() || !ValueCodecs.supports(declared)) {
            // A refusal is thrown once the mapping is complete, and Hibernate would stop before at a class that it does
            // not know.
            value.setTypeName(StandardBasicTypes.BINARY.getName());
        }
        EncryptedAttribute attribute = attribute(value, type);
        EncryptedValueType.give(
                value, attribute, isComparedByEncoding(attribute), runtime, context.getBootstrapContext());
        Column column = attribute.mappingColumn();
        column.setLength(TableKeys.columnLength(attribute.maxValueBytes(), attribute.prefixes(), attribute.text()));
        column.setPrecision(null);
        column.setScale(null);
        if (AnnotationRefusals.isTimestamp(annotations)) {
            // A generated timestamp would have whole seconds only, as the column is none of timestamps.
            column.setTemporalPrecision(
                    context.getMetadataCollector().getDatabase().getDialect().getDefaultTimestampPrecision());
        }
        // Once the type is encrypted, because Hibernate goes on and would stop at a type it does not know.
        AnnotationRefusals.check(name, annotations, attribute.domainType());
        ConvertRefusals.checkMember(context, annotations, name, element);
        ConvertRefusals.check(context, place);
    }

    private BasicValue value(boolean element) {
        if (place.inCollection()) {
            CollectionElement.requireEncryptable(name, annotation, annotations);
            // Its mode is refused here: once the value is renewed Hibernate has to find its type.
            plaintext(member.type());
        }
        return element
                ? CollectionElement.renew(context, property)
                : MappingRefusals.requireEncryptable(name, annotations, property);
    }

    /**
     * Hibernate takes calendars for equal that differ in their time zone, asks a name server whether two URLs are equal, and knows
     * nothing of other classes.
     */
    private boolean isComparedByEncoding(EncryptedAttribute attribute) {
        return annotation.json() || attribute.domainType() == Calendar.class || attribute.domainType() == URL.class;
    }

    private EncryptedAttribute attribute(BasicValue value, Type declared) {
        Column column = (Column) value.getColumn();
        Table table = value.getTable();
        boolean text = annotation.storage() == Storage.TEXT;
        Class<?> type =
                MethodType.methodType(DeclaredType.rawClass(declared)).wrap().returnType();
        ValueCodec<?> codec = codec(type, declared);
        String staticTable = staticName(annotation.table(), boundTable(table).getName());
        String staticColumn = staticName(annotation.column(), boundColumn(table, column));
        PlaintextUse plaintext = plaintext(type);
        Column rowKey = place.inCollection()
                ? null
                : RowKeyColumn.ensure(context, place.entity(), boundTable(table), staticTable, runtime);

        BlindIndex indexed = annotations.get(BlindIndex.class);
        if (indexed != null && annotation.json()) {
            throw new ConfigurationException(
                    "attribute '" + name + "' cannot have @BlindIndex, because it is stored as JSON:"
                            + " equal objects can have different texts. Index an attribute of its own that holds what you search for");
        }
        io.rowseal.row.Column rowColumn = rowColumn(staticColumn, text, codec);
        IndexColumn index = indexed == null
                ? null
                : IndexColumn.add(
                        context, table, column, indexed, rowColumn, staticTable, type, runtime, plaintext.mode());
        Dialect dialect = context.getMetadataCollector().getDatabase().getDialect();
        String quoted = column.getQuotedName(dialect);
        SqlFragments sql = SqlFragments.of(dialect);
        String select = rowKey == null
                ? ReadExpression.ALIAS + quoted
                : sql.rowRead(
                        ReadExpression.ALIAS + rowKey.getQuotedName(dialect), ReadExpression.ALIAS + quoted, text);
        Column indexColumn = index == null ? null : index.column();
        String elsewhere = indexColumn == null ? select : ReadExpression.ALIAS + indexColumn.getQuotedName(dialect);
        String customRead = rowKey == null ? null : ReadExpression.customRead(elsewhere, quoted, place.ofEntity());
        return new EncryptedAttribute(
                place.entity().getEntityName(),
                place.path(),
                place.owner(),
                type,
                codec,
                table.getName(),
                column.getName(),
                staticTable,
                staticColumn,
                text,
                rowKey != null,
                column,
                DeclaredSize.of(
                        name,
                        column,
                        annotations.get(jakarta.persistence.Column.class),
                        type,
                        annotation.json(),
                        rowColumn.paddedLength(codec.maxBytes(declaredLength(column, type)))),
                indexColumn,
                index == null || indexColumn == null ? null : index.domain(),
                new CellCiphers(
                        runtime,
                        runtime.entityScope(place.entity()),
                        new StoredPlace(
                                name,
                                staticTable,
                                rowColumn.name(),
                                text,
                                rowKey != null,
                                annotation.padTo(),
                                codec.encodingId(),
                                false),
                        rowColumn,
                        index == null ? null : index.keyedHash(),
                        index == null
                                ? null
                                : new IndexUse(place.entity().getEntityName(), place.path(), runtime.indexCheck())),
                select,
                customRead,
                plaintext);
    }

    private PlaintextUse plaintext(Class<?> type) {
        InstantSource clock = runtime.clock(name);
        boolean ofAll = annotation.storage() == Storage.TEXT && !place.inCollection();
        AttributeMode set = runtime.modes().of(ModeCheck.settingNames(place.entity(), place.path()), ofAll);
        AttributeMode mode = set == null ? AttributeMode.of(annotation.mode(), annotation.until(), name) : set;
        PlaintextUse use = new PlaintextUse(
                place.entity().getEntityName(), place.path(), mode, clock, runtime.plaintextListener());
        ModeCheck.requirePossible(place, use, annotation, type, runtime);
        return use;
    }

    /** The table that row keys are bound to: with TABLE_PER_CLASS that of the root, as one query reads all tables. */
    private Table boundTable(Table table) {
        return place.entity() instanceof UnionSubclass && !place.inCollection()
                ? place.entity().getRootClass().getTable()
                : table;
    }

    /** What a subclass adds to a shared row key must not open as another subclass's column of the same name. */
    private String boundColumn(Table table, Column column) {
        return boundTable(table).equals(table) ? column.getName() : table.getName() + "." + column.getName();
    }

    private io.rowseal.row.Column rowColumn(String staticColumn, boolean text, ValueCodec<?> codec) {
        io.rowseal.row.Column column = (text
                        ? io.rowseal.row.Column.text(staticColumn)
                        : io.rowseal.row.Column.binary(staticColumn))
                .withNonce(
                        annotation.nonce() == NonceMode.RANDOM
                                ? io.rowseal.row.Column.Nonce.RANDOM
                                : io.rowseal.row.Column.Nonce.DERIVED)
                .typed(codec.encodingId());
        if (annotation.padTo() == 0) {
            return column;
        }
        if (codec.maxBytes(1) == codec.maxBytes(LONG_VALUE)) {
            throw new ConfigurationException("attribute '" + name + "' cannot have @Encrypted(padTo = "
                    + annotation.padTo() + "), because encodings of "
                    + codec.type().getSimpleName()
                    + " do not vary with the length of the value: leave padTo out");
        }
        try {
            return column.withPadding(annotation.padTo());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "attribute '" + name + "' has a wrong @Encrypted(padTo): " + e.getMessage(), e);
        }
    }

    private ValueCodec<?> codec(Class<?> type, Type declared) {
        if (annotation.storage() == Storage.TEXT && type != String.class) {
            throw new ConfigurationException("attribute '" + name + "' is no String: only a String can have"
                    + " @Encrypted(storage = TEXT); leave the storage out");
        }
        try {
            return annotation.json() ? ValueCodecs.json(declared) : ValueCodecs.forType(type);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("attribute '" + name + "' cannot be encrypted: " + e.getMessage(), e);
        }
    }

    private static String staticName(String given, String physical) {
        return (given.isEmpty() ? physical : given).toLowerCase(Locale.ROOT);
    }

    private static int declaredLength(Column column, Class<?> type) {
        if (Number.class.isAssignableFrom(type)) {
            return column.getPrecision() == null ? DEFAULT_DIGITS : column.getPrecision();
        }
        long length = column.getLength() == null ? 255 : column.getLength();
        return (int) Math.min(length, Integer.MAX_VALUE);
    }
}
