package io.rowseal.boot;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import java.beans.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.core.PropertyPath;
import org.springframework.util.ReflectionUtils;

/** What the annotations of a mapped property say, on its field or on its getter. */
record EncryptedProperty(boolean isEncrypted, boolean isIndexed) {

    static EncryptedProperty of(PropertyPath path) {
        PropertyPath leaf = path.getLeafProperty();
        Class<?> owner = leaf.getOwningType().getType();
        return new EncryptedProperty(
                has(owner, leaf.getSegment(), Encrypted.class), has(owner, leaf.getSegment(), BlindIndex.class));
    }

    private static boolean has(Class<?> owner, String name, Class<? extends Annotation> annotation) {
        Field field = ReflectionUtils.findField(owner, name);
        if (field != null && AnnotatedElementUtils.hasAnnotation(field, annotation)) {
            return true;
        }
        @Nullable PropertyDescriptor property = BeanUtils.getPropertyDescriptor(owner, name);
        return property != null
                && property.getReadMethod() != null
                && AnnotatedElementUtils.hasAnnotation(property.getReadMethod(), annotation);
    }
}
