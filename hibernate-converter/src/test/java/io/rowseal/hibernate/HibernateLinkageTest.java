package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.internal.boot.RowsealIntegrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/**
 * One compiled jar links with the Hibernate that is on the class path, also where no other test runs the code: the JVM itself
 * finds out only when a line runs.
 */
@OnHibernate72
class HibernateLinkageTest {

    @Test
    void testsRunOnTheVersionOfHibernateTheyAreMeantFor() {
        assertThat(Version.getVersionString()).startsWith(System.getProperty("rowseal.test.hibernate", "7.4."));
    }

    @Test
    void everyMemberOfHibernateThatIsUsedIsThere() {
        Set<String> missing = new TreeSet<>();
        for (Path file : classFiles()) {
            read(file).accept(new UsedMembers(missing), ClassReader.SKIP_DEBUG);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyAbstractMethodOfHibernateIsImplemented() throws ClassNotFoundException {
        Set<String> missing = new TreeSet<>();
        for (Path file : classFiles()) {
            Class<?> type = Class.forName(read(file).getClassName().replace('/', '.'));
            if (!Modifier.isAbstract(type.getModifiers())) {
                Stream.of(type.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .forEach(method -> missing.add(type.getName() + " does not implement " + method));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void aMemberThatIsNotThereIsFound() {
        Set<String> missing = new TreeSet<>();
        UsedMembers members = new UsedMembers(missing);
        members.require("org/hibernate/mapping/BasicValue", "resolve", "()Ljava/lang/String;");
        members.require("org/hibernate/NoSuchType", "resolve", "()V");
        assertThat(missing).hasSize(2);
    }

    private static List<Path> classFiles() {
        try {
            Path classes = Path.of(RowsealIntegrator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(classes.resolve("io/rowseal/hibernate"))) {
                List<Path> found = files.filter(file -> file.toString().endsWith(".class"))
                        .filter(file -> !file.endsWith("package-info.class"))
                        .toList();
                assertThat(found).isNotEmpty();
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassReader read(Path file) {
        try {
            return new ClassReader(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resolves each reference to a member as the JVM would: by its name and its whole descriptor. */
    private static final class UsedMembers extends ClassVisitor {

        private final Set<String> missing;

        UsedMembers(Set<String> missing) {
            super(Opcodes.ASM9);
            this.missing = missing;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    require(owner, name, type);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String type) {
                    require(owner, name, type);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    requireType(type);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String name, String type, Handle bootstrap, Object... bootstrapArguments) {
                    for (Object argument : bootstrapArguments) {
                        if (argument instanceof Handle handle) {
                            require(handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }
            };
        }

        void require(String owner, String name, String descriptor) {
            Class<?> type = requireType(owner);
            try {
                if (type != null && !has(type, name, descriptor)) {
                    missing.add(owner + "." + name + " " + descriptor);
                }
            } catch (NoClassDefFoundError e) {
                missing.add(owner + " needs " + e.getMessage());
            }
        }

        private Class<?> requireType(String internalName) {
            if (!internalName.startsWith("org/hibernate/")
                    && !internalName.startsWith("io/rowseal/hibernate/")
                    && !internalName.startsWith("jakarta/persistence/")) {
                return null;
            }
            try {
                return Class.forName(
                        internalName.replace('/', '.'), false, HibernateLinkageTest.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                missing.add(internalName);
                return null;
            }
        }

        private static boolean has(Class<?> type, String name, String descriptor) {
            if (name.equals("<init>")) {
                return Stream.of(type.getDeclaredConstructors())
                        .anyMatch(one -> Type.getConstructorDescriptor(one).equals(descriptor));
            }
            boolean here = descriptor.startsWith("(")
                    ? Stream.of(type.getDeclaredMethods()).anyMatch(method -> is(method, name, descriptor))
                    : Stream.of(type.getDeclaredFields())
                            .anyMatch(field -> field.getName().equals(name)
                                    && Type.getDescriptor(field.getType()).equals(descriptor));
            return here
                    || (type.getSuperclass() != null && has(type.getSuperclass(), name, descriptor))
                    || Stream.of(type.getInterfaces()).anyMatch(parent -> has(parent, name, descriptor))
                    || (type.isInterface()
                            && Stream.of(Object.class.getMethods()).anyMatch(method -> is(method, name, descriptor)));
        }

        private static boolean is(Method method, String name, String descriptor) {
            return method.getName().equals(name)
                    && Type.getMethodDescriptor(method).equals(descriptor);
        }
    }
}
