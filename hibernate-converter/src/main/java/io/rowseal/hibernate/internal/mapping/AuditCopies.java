package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.EncryptedValueType;
import io.rowseal.persistence.EncryptionMode;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SyntheticProperty;
import org.hibernate.mapping.UnionSubclass;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the copies that Envers makes of encrypted attributes. It gives the column of the audit table the type of the
 * original, which would seal for the original's column and row: the copies become sealed values of the audit table.
 */
public final class AuditCopies {

    private static final String PREFIX = "org.hibernate.envers.audit_table_prefix";
    private static final String SUFFIX = "org.hibernate.envers.audit_table_suffix";
    private static final String DEFAULT_SUFFIX = "_AUD";
    private static final String NOT_AUDITED = "org.hibernate.envers.NotAudited";

    private final Metadata metadata;
    private final BootstrapContext bootstrap;
    private final KeyScopes keyScopes;
    private final String prefix;
    private final String suffix;
    private final List<EncryptedAttribute> originals;

    private AuditCopies(
            Metadata metadata, BootstrapContext bootstrap, Map<String, Object> settings, KeyScopes keyScopes) {
        this.metadata = metadata;
        this.bootstrap = bootstrap;
        this.keyScopes = keyScopes;
        this.prefix = String.valueOf(settings.getOrDefault(PREFIX, ""));
        this.suffix = String.valueOf(settings.getOrDefault(SUFFIX, DEFAULT_SUFFIX));
        this.originals = EncryptedModel.of(metadata).attributes();
    }

    /** Encrypts all copies; one whose original is not found is left to {@link EncryptedMemberCheck}, which refuses it. */
    public static void encrypt(
            Metadata metadata, BootstrapContext bootstrap, Map<String, Object> settings, KeyScopes keyScopes) {
        AuditCopies copies = new AuditCopies(metadata, bootstrap, settings, keyScopes);
        if (copies.originals.isEmpty()) {
            return;
        }
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() == null) {
                copies.encrypt(entity);
            }
        }
    }

    private void encrypt(PersistentClass audit) {
        PersistentClass audited = audited(audit.getEntityName());
        if (audited == null) {
            return;
        }
        for (Property property : audit.getDeclaredProperties()) {
            encrypt(audit, audited, property);
        }
        audit.getJoins().forEach(join -> join.getProperties().forEach(property -> encrypt(audit, audited, property)));
        audited.getJoins().forEach(join -> requireAudited(audit, audited, join));
    }

    /** Envers audits no column of a secondary table that has one which it cannot audit, such as the hidden row key. */
    private void requireAudited(PersistentClass audit, PersistentClass audited, Join join) {
        if (join.getProperties().stream().noneMatch(SyntheticProperty.class::isInstance)) {
            return;
        }
        for (Property property : join.getProperties()) {
            if (!(property instanceof SyntheticProperty)
                    && !isExcluded(audited.getMappedClass(), property.getName())
                    && !audit.hasProperty(property.getName())) {
                throw new ConfigurationException(
                        "attribute '" + audited.getEntityName() + "." + property.getName()
                                + "' would not be audited: Envers leaves out a secondary table with encrypted attributes, here '"
                                + join.getTable().getName()
                                + "'. Exclude all its attributes with @NotAudited, or map the encrypted ones to the primary table");
            }
        }
    }

    private static boolean isExcluded(@Nullable Class<?> owner, String property) {
        return Members.of(owner)
                .filter(member -> Members.propertyOf((Member) member).equals(property))
                .flatMap(member -> Arrays.stream(member.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().getName().equals(NOT_AUDITED));
    }

    private void encrypt(PersistentClass audit, PersistentClass audited, Property property) {
        if (!(property.getValue() instanceof BasicValue value) || !isCopy(value)) {
            return;
        }
        EncryptedAttribute original = original(audited, property);
        if (original == null) {
            return;
        }
        if (original.mode().mode() != EncryptionMode.STRICT) {
            throw new ConfigurationException("attribute '" + original.name() + "' cannot be audited by Envers in mode "
                    + original.mode() + ", because nothing would encrypt what its audit table holds: exclude it with"
                    + " @NotAudited until it is STRICT");
        }
        if (audit instanceof UnionSubclass
                || audit.getSubclasses().stream().anyMatch(UnionSubclass.class::isInstance)) {
            throw new ConfigurationException("attribute '" + original.name()
                    + "' cannot be audited by Envers, because it is in a hierarchy with TABLE_PER_CLASS: exclude it with"
                    + " @NotAudited, or use SINGLE_TABLE or JOINED");
        }
        BasicValue renewed = RenewedValue.of(value.getBuildingContext(), value);
        EncryptedAttribute copy = original.copiedTo(audit.getEntityName(), (Column) renewed.getColumn());
        EncryptedValueType.give(renewed, copy, true, keyScopes, bootstrap);
        property.setValue(renewed);
    }

    /** Whether it has the type of another column. */
    @SuppressWarnings("ReferenceEquality") // Columns of different tables can be equal.
    static boolean isCopy(BasicValue value) {
        EncryptedAttribute attribute = CellJdbcType.attributeOf(value);
        return attribute != null && attribute.mappingColumn() != value.getColumn();
    }

    private @Nullable PersistentClass audited(String auditName) {
        return auditName.startsWith(prefix)
                        && auditName.endsWith(suffix)
                        && auditName.length() > prefix.length() + suffix.length()
                ? metadata.getEntityBinding(auditName.substring(prefix.length(), auditName.length() - suffix.length()))
                : null;
    }

    /** Envers joins the names of a path through embeddables by underscores. */
    private @Nullable EncryptedAttribute original(PersistentClass audited, Property property) {
        return originals.stream()
                .filter(attribute -> attribute.rowKeyed())
                .filter(attribute -> isOf(attribute, audited))
                .filter(attribute -> attribute.propertyPath().replace('.', '_').equals(property.getName()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOf(EncryptedAttribute attribute, PersistentClass audited) {
        for (PersistentClass entity = audited; entity != null; entity = entity.getSuperclass()) {
            if (entity.getEntityName().equals(attribute.entityName())) {
                return true;
            }
        }
        return false;
    }
}
