package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rowseal.Context;
import io.rowseal.hibernate.internal.type.Cell;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.persistence.EncryptedConverter;
import io.rowseal.persistence.EncryptedTextConverter;
import io.rowseal.persistence.ValueCodecs;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects that hold a value or a key show it in no form. */
class CanaryToStringTest {

    private static final String CANARY = "ShownCanary9-of-exactly-32-bytes";
    private static final byte[] BYTES = CANARY.getBytes(StandardCharsets.UTF_8);

    /** Public classes with fields that hold what the mapping or the configuration says, and counts. */
    private static final Set<String> WITHOUT_VALUES = Set.of("PlaintextEvent", "UnreadableAttributeException");

    @Test
    void objectsShowNothingOfWhatTheyHold() {
        try (KeyRing ring = TestKeyRing.create()) {
            List<Object> objects = List.of(
                    Cell.ofValue(BYTES),
                    new OwnConverter(ring),
                    new OwnTextConverter(ring),
                    ValueCodecs.forType(String.class),
                    Context.of("invoice", CANARY),
                    new WrappedKey("memory", "master-1", BYTES),
                    ring,
                    ring.key("default"),
                    ClientKey.of(clientKey()));
            for (Object each : objects) {
                byte[] shown = each.toString().getBytes(StandardCharsets.UTF_8);
                assertThat(CanaryForms.in(shown, CANARY)).as(each.toString()).isEmpty();
                assertThat(CanaryForms.in(shown, new String(clientKey(), StandardCharsets.ISO_8859_1)))
                        .as(each.toString())
                        .isEmpty();
            }
            assertThat(withFields()).isEqualTo(named(objects));
        }
    }

    /** So that a new class of an exported package is taken up above, or found to hold no values. */
    private static Set<String> withFields() {
        Set<String> names = new HashSet<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.rowseal.hibernate", "io.rowseal.persistence")) {
            boolean holds = found.getFields().stream()
                    .anyMatch(field -> !field.getModifiers().contains(JavaModifier.STATIC));
            if (found.isTopLevelClass()
                    && found.getModifiers().contains(JavaModifier.PUBLIC)
                    && !found.isEnum()
                    && !found.getPackageName().contains(".internal.")
                    && holds) {
                names.add(found.getSimpleName());
            }
        }
        names.removeAll(WITHOUT_VALUES);
        return names;
    }

    /** The classes of exported packages that the objects are of. */
    private static Set<String> named(List<Object> objects) {
        Set<String> names = new HashSet<>();
        for (Object each : objects) {
            for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
                boolean ours = type.getPackageName().equals("io.rowseal.hibernate")
                        || type.getPackageName().equals("io.rowseal.persistence");
                if (ours && java.lang.reflect.Modifier.isPublic(type.getModifiers()) && !type.isMemberClass()) {
                    names.add(type.getSimpleName());
                }
            }
        }
        return names;
    }

    /** No text, which is refused as a key. */
    private static byte[] clientKey() {
        byte[] key = BYTES.clone();
        for (int i = 0; i < key.length; i++) {
            key[i] ^= (byte) 0x80;
        }
        return key;
    }

    private static final class OwnConverter extends EncryptedConverter<String> {
        private final KeyRing ring;

        OwnConverter(KeyRing ring) {
            super(String.class, "table", "column");
            this.ring = ring;
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    private static final class OwnTextConverter extends EncryptedTextConverter {
        private final KeyRing ring;

        OwnTextConverter(KeyRing ring) {
            super("table", "column");
            this.ring = ring;
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }
}
