package io.rowseal.testing;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** What {@link RowsealTest} does: annotate test classes with that. Thread safe. */
public final class RowsealExtension implements BeforeAllCallback, TestInstancePostProcessor, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RowsealExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        inject(context.getRequiredTestClass(), null, ring(context));
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws IllegalAccessException {
        inject(instance.getClass(), instance, ring(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeyRing.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ring(context);
    }

    /** JUnit looks in the contexts around this one first, and closes what it made when the class ends. */
    private static KeyRing ring(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        KeyRing.class,
                        key -> KeyRing.of(new InMemoryMasterKeyStore(), new InMemoryKekStore()),
                        KeyRing.class);
    }

    private static void inject(Class<?> testClass, @Nullable Object instance, KeyRing ring)
            throws IllegalAccessException {
        for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean isMeant = field.getType() == KeyRing.class
                        && !Modifier.isFinal(field.getModifiers())
                        && Modifier.isStatic(field.getModifiers()) == (instance == null);
                if (isMeant) {
                    field.setAccessible(true);
                    if (field.get(instance) == null) {
                        field.set(instance, ring);
                    }
                }
            }
        }
    }
}
