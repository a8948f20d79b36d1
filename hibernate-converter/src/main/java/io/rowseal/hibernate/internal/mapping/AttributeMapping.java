package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.mode.AttributeMode;
import io.rowseal.hibernate.internal.mode.IndexUse;
import io.rowseal.hibernate.internal.mode.PlaintextUse;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.model.IndexRefusals;
import io.rowseal.hibernate.internal.rowkey.RowKeyColumn;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.AttributeId;
import io.rowseal.hibernate.internal.type.AttributeIndex;
import io.rowseal.hibernate.internal.type.AttributeRead;
import io.rowseal.hibernate.internal.type.AttributeValues;
import io.rowseal.hibernate.internal.type.BoundNames;
import io.rowseal.hibernate.internal.type.CellCiphers;
import io.rowseal.hibernate.internal.type.DeclaredSize;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.EncryptedValueType;
import io.rowseal.hibernate.internal.type.IndexDomain;
import io.rowseal.hibernate.internal.type.StoredPlace;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.persistence.ValueCodecs;
import io.rowseal.row.TableKeys;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.net.URL;
import java.time.InstantSource;
import java.util.Calendar;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/** Turns the mapping of one attribute into that of an encrypted one. */
public final class AttributeMapping {

    private final Encrypted annotation;
    private final MetadataBuildingContext context;
    private final Property property;
    private final MappedPlace place;
    private final EncryptedMember member;
    private final MappedAnnotations annotations;
    private final String name;
    private final KeyScopes keyScopes;

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
        this.keyScopes = KeyScopes.of(context.getBootstrapContext().getServiceRegistry());
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
                value, attribute, isComparedByEncoding(attribute), keyScopes, context.getBootstrapContext());
        Column column = attribute.mappingColumn();
        column.setLength(TableKeys.columnLength(attribute.maxValueBytes(), attribute.prefixes(), attribute.text()));
        column.setPrecision(null);
        column.setScale(null);
        if (AnnotationRefusals.isTimestamp(annotations)) {
            // A generated timestamp would have whole seconds only, as the column is none of timestamps.
            column.setTemporalPrecision(dialect().getDefaultTimestampPrecision());
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
        Class<?> type =
                MethodType.methodType(DeclaredType.rawClass(declared)).wrap().returnType();
        ValueCodec<?> codec = DeclaredEncoding.codec(name, annotation, type, declared);
        BoundNames bound = BoundNames.of(annotation, place.entity(), place.inCollection(), table, column);
        PlaintextUse plaintext = plaintext(type);
        Column rowKey = place.inCollection()
                ? null
                : RowKeyColumn.ensure(context, place.entity(), bound.rowKeyTable(), bound.table(), keyScopes);
        BlindIndex indexed = annotations.get(BlindIndex.class);
        if (indexed != null && annotation.json()) {
            throw new ConfigurationException(
                    "attribute '" + name + "' cannot have @BlindIndex, because it is stored as JSON:"
                            + " equal objects can have different texts. Index an attribute of its own that holds what you search for");
        }
        io.rowseal.row.Column rowColumn = DeclaredEncoding.column(name, annotation, bound.column(), codec);
        AttributeIndex index = indexed == null ? null : index(indexed, value, bound, rowColumn, type, plaintext.mode());
        return new EncryptedAttribute(
                new AttributeId(place.entity().getEntityName(), place.path(), place.owner()),
                new AttributeValues(type, codec, size(column, type, codec, rowColumn)),
                column,
                rowKey == null
                        ? null
                        : AttributeRead.of(
                                rowKey,
                                column,
                                index == null ? null : index.column(),
                                rowColumn.isText(),
                                place.ofEntity(),
                                dialect()),
                index,
                new CellCiphers(
                        keyScopes,
                        keyScopes.entityScope(place.entity()),
                        new StoredPlace(
                                name,
                                bound.table(),
                                rowColumn.name(),
                                rowColumn.isText(),
                                rowKey != null,
                                annotation.padTo(),
                                codec.encodingId(),
                                false),
                        rowColumn,
                        index),
                plaintext);
    }

    private AttributeIndex index(
            BlindIndex indexed,
            BasicValue value,
            BoundNames bound,
            io.rowseal.row.Column rowColumn,
            Class<?> type,
            AttributeMode mode) {
        Column source = (Column) value.getColumn();
        IndexRefusals.check(indexed, value.getTable(), source, type, dialect());
        return new AttributeIndex(
                // Computed from plaintext the column would hold a part of it, and searches would miss the row.
                mode.isStrict() ? IndexColumn.add(context, value.getTable(), source, rowColumn.isText()) : null,
                IndexDomain.of(indexed, bound, rowColumn, type),
                AttributeIndex.keyedHash(indexed, bound, rowColumn, keyScopes),
                new IndexUse(
                        place.entity().getEntityName(),
                        place.path(),
                        keyScopes.options().indexCheck()));
    }

    private DeclaredSize size(Column column, Class<?> type, ValueCodec<?> codec, io.rowseal.row.Column rowColumn) {
        return DeclaredSize.of(
                name,
                column,
                annotations.get(jakarta.persistence.Column.class),
                type,
                annotation.json(),
                rowColumn.paddedLength(codec.maxBytes(DeclaredSize.length(column, type))));
    }

    private Dialect dialect() {
        return context.getMetadataCollector().getDatabase().getDialect();
    }

    private PlaintextUse plaintext(Class<?> type) {
        InstantSource clock = keyScopes.clock(name);
        boolean ofAll = DeclaredEncoding.isText(annotation) && !place.inCollection();
        AttributeMode set = keyScopes.options().modes().of(ModeCheck.settingNames(place.entity(), place.path()), ofAll);
        AttributeMode mode = set == null ? AttributeMode.of(annotation.mode(), annotation.until(), name) : set;
        PlaintextUse use = new PlaintextUse(
                place.entity().getEntityName(),
                place.path(),
                mode,
                clock,
                keyScopes.options().plaintextListener());
        ModeCheck.requirePossible(place, use, annotation, type, keyScopes);
        return use;
    }
}
