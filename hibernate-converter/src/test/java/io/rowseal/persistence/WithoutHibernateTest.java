package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutHibernateTest {

    static class Annotated {

        @Encrypted(column = "was_called")
        @BlindIndex(epoch = 2)
        String email;
    }

    @Test
    void annotationsAndCodecsLoadWithoutHibernateOnTheClassPath() throws Exception {
        ClassLoader loader = new Without("org.hibernate.");
        assertThatThrownBy(() -> loader.loadClass("org.hibernate.annotations.AttributeBinderType"))
                .isInstanceOf(ClassNotFoundException.class);

        Class<?> annotated = loader.loadClass(Annotated.class.getName());
        assertThat(annotated).isNotEqualTo(Annotated.class);
        Annotation[] annotations = annotated.getDeclaredField("email").getAnnotations();

        assertThat(annotations)
                .extracting(Annotation::toString)
                .anySatisfy(text -> assertThat(text).contains("Encrypted(", "was_called"))
                .anySatisfy(text -> assertThat(text).contains("BlindIndex(", "epoch=2"));
        assertThat(annotations[0].annotationType().getAnnotations()).isNotEmpty();
        Class<?> codecs = loader.loadClass(ValueCodecs.class.getName());
        assertThat(codecs.getMethod("supports", Class.class).invoke(null, String.class))
                .isEqualTo(true);
    }

    @Test
    void withoutJacksonEverythingLoadsAndJsonIsRefusedWithTheWayOut() throws Exception {
        ClassLoader loader = new Without("tools.jackson.");
        Class<?> codecs = loader.loadClass(ValueCodecs.class.getName());
        assertThat(codecs.getMethod("supports", Class.class).invoke(null, int[].class))
                .isEqualTo(true);
        Method json = codecs.getMethod("json", Type.class);
        assertThatThrownBy(() -> json.invoke(null, List.class))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add tools.jackson.core:jackson-databind");
    }

    /** Defines our classes itself and does not find those of a library. */
    private static final class Without extends ClassLoader {

        private final String missing;

        Without(String missing) {
            super(WithoutHibernateTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(missing)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.rowseal.persistence.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream source = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = source.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
