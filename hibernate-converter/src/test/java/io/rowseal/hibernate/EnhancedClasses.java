package io.rowseal.hibernate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.UnloadedClass;
import org.hibernate.bytecode.enhance.spi.UnloadedField;
import org.hibernate.bytecode.internal.bytebuddy.BytecodeProviderImpl;

/** Entities as Hibernate's build plugins make them: with lazy attributes. */
final class EnhancedClasses {

    private EnhancedClasses() {}

    /** Defines a class of this package that was not loaded yet, enhanced. */
    static synchronized Class<?> define(String simpleName) throws IOException, IllegalAccessException {
        String name = EnhancedClasses.class.getPackageName() + "." + simpleName;
        try (InputStream original = EnhancedClasses.class.getResourceAsStream(simpleName + ".class")) {
            byte[] enhanced =
                    new BytecodeProviderImpl().getEnhancer(new LazyAttributes()).enhance(name, original.readAllBytes());
            return MethodHandles.lookup().defineClass(enhanced);
        }
    }

    private static final class LazyAttributes extends DefaultEnhancementContext {

        @Override
        public boolean hasLazyLoadableAttributes(UnloadedClass entity) {
            return true;
        }

        @Override
        public boolean isLazyLoadable(UnloadedField field) {
            return true;
        }
    }
}
