package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import org.jspecify.annotations.Nullable;

/**
 * Generates the converter class of a domain type, in the package and class loader of that type, so that applications with
 * several class loaders have one for each; for types of the JDK in the library's own. A class that exists is used again: it
 * holds no state of a SessionFactory.
 */
final class ConverterClasses {

    private static final String NAME_START = "RowsealConverter$";

    private ConverterClasses() {}

    /**
     * The converter of a type.
     *
     * @param type the domain type, for a primitive its wrapper
     * @return a subclass of {@link CellConverter} with a constructor without parameters
     */
    static Class<?> forType(Class<?> type) {
        MethodHandles.Lookup home = homeOf(type);
        String name = inPackage(home.lookupClass().getPackageName()) + NAME_START + mangled(type, home);
        ClassLoader loader = home.lookupClass().getClassLoader();
        Class<?> existing = find(name, loader);
        if (existing != null) {
            return existing;
        }
        try {
            return home.defineClass(generate(name, type));
        } catch (IllegalAccessException e) {
            throw new ConfigurationException("no converter class can be defined beside " + type.getName(), e);
        } catch (LinkageError e) {
            Class<?> definedByOtherThread = find(name, loader);
            if (definedByOtherThread == null) {
                throw new ConfigurationException("the converter class of " + type.getName() + " cannot be defined", e);
            }
            return definedByOtherThread;
        }
    }

    private static byte[] generate(String name, Class<?> type) {
        try {
            return new ByteBuddy(ClassFileVersion.JAVA_V17)
                    .subclass(
                            TypeDescription.Generic.Builder.parameterizedType(CellConverter.class, type)
                                    .build(),
                            ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .modifiers(Visibility.PUBLIC, SyntheticState.SYNTHETIC)
                    .name(name)
                    .defineConstructor(Visibility.PUBLIC)
                    .intercept(MethodCall.invoke(CellConverter.class.getDeclaredConstructor(Class.class))
                            .onSuper()
                            .with(TypeDescription.ForLoadedType.of(type)))
                    .make()
                    .getBytes();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandles.Lookup homeOf(Class<?> type) {
        MethodHandles.Lookup own = MethodHandles.lookup();
        if (type.isArray() || !sees(type.getClassLoader(), CellConverter.class)) {
            return own;
        }
        try {
            return MethodHandles.privateLookupIn(type, own);
        } catch (IllegalAccessException e) {
            if (sees(own.lookupClass().getClassLoader(), type)) {
                return own;
            }
            throw new ConfigurationException(
                    "the package of " + type.getName() + " is not open: add 'opens " + type.getPackageName()
                            + "' to its module, as Hibernate needs it too",
                    e);
        }
    }

    /** Types of the JDK have a loader that does not see this library. */
    private static boolean sees(@Nullable ClassLoader loader, Class<?> wanted) {
        return loader != null && find(wanted.getName(), loader) == wanted;
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** What stands before the simple name; nothing in the default package. */
    private static String inPackage(String packageName) {
        return packageName.isEmpty() ? "" : packageName + ".";
    }

    private static String mangled(Class<?> type, MethodHandles.Lookup home) {
        String full = type.getTypeName();
        String simple = home.lookupClass() == ConverterClasses.class
                ? full
                : full.substring(inPackage(type.getPackageName()).length());
        return simple.replace("[]", "_array").replace('.', '_');
    }
}
