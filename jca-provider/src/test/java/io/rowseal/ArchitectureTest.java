package io.rowseal;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of the module: lower never imports higher. */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rowseal");

    /** The packages from the highest to the lowest. Each may import those behind it, and no other. */
    private static final List<String> HIGHEST_FIRST = List.of(
            "doctor",
            "jca",
            "config",
            "keys.jdbc",
            "keys.local",
            "row",
            "message",
            "message.key",
            "message.chunk",
            "keys",
            "direct",
            "kek",
            "keys.spi",
            "format",
            "crypto");

    private static final Set<String> EXPORTED = Set.of(
            "io.rowseal",
            "io.rowseal.jca",
            "io.rowseal.keys",
            "io.rowseal.keys.jdbc",
            "io.rowseal.keys.local",
            "io.rowseal.keys.spi",
            "io.rowseal.message",
            "io.rowseal.row");

    @Test
    void lowerPackagesNeverImportHigherOnes() {
        Architectures.LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.rowseal..")
                .ensureAllClassesAreContainedInArchitectureIgnoring("java..", "javax..", "jdk..", "org..")
                .layer("root")
                .definedBy("io.rowseal");
        for (String name : HIGHEST_FIRST) {
            layers = layers.layer(name).definedBy("io.rowseal." + name);
        }
        for (int i = 0; i < HIGHEST_FIRST.size(); i++) {
            LayerDependencySpecification layer = layers.whereLayer(HIGHEST_FIRST.get(i));
            layers = i == 0
                    ? layer.mayNotBeAccessedByAnyLayer()
                    : layer.mayOnlyBeAccessedByLayers(
                            HIGHEST_FIRST.subList(0, i).toArray(new String[0]));
        }
        layers.check(MODULE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(io.rowseal..)").should().beFreeOfCycles().check(MODULE);
    }

    /** A key ring and its internals are used by all that stands above; stores need neither. */
    @Test
    void storesKnowNoKeyRing() {
        noClasses()
                .that()
                .resideInAnyPackage("io.rowseal.keys.jdbc", "io.rowseal.keys.local")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rowseal.keys",
                        "io.rowseal.kek",
                        "io.rowseal.direct",
                        "io.rowseal.message..",
                        "io.rowseal.row")
                .check(MODULE);
    }

    @Test
    void noPackageHasMoreThan35Classes() {
        Map<String, Long> classes = MODULE.stream()
                .filter(each -> !each.isNestedClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(classes)
                .allSatisfy((name, count) -> assertThat(count).as(name).isBetween(1L, 35L));
    }

    @Test
    void noSourceFileHasMoreThan390Lines() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(each -> each.toString().endsWith(".java")).toList())
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(Files.readAllLines(each))
                            .as(each.toString())
                            .hasSizeLessThanOrEqualTo(390));
        }
    }

    /** What {@code module-info} exports, and every type in an exported signature is in one of these packages. */
    @Test
    void exportedSignaturesShowExportedTypesOnly() {
        for (JavaClass exported : MODULE) {
            if (!EXPORTED.contains(exported.getPackageName()) || !isSeen(exported)) {
                continue;
            }
            Stream<JavaClass> members = exported.getMembers().stream()
                    .filter(ArchitectureTest::isSeen)
                    .flatMap(member -> member.getAllInvolvedRawTypes().stream());
            Stream<JavaClass> parents =
                    Stream.concat(exported.getRawInterfaces().stream(), exported.getRawSuperclass().stream());
            assertThat(Stream.concat(members, parents)
                            .map(JavaClass::getBaseComponentType)
                            .filter(type -> type.getPackageName().startsWith("io.rowseal"))
                            .map(JavaClass::getPackageName))
                    .as(exported.getName())
                    .isSubsetOf(EXPORTED);
        }
    }

    private static boolean isSeen(JavaClass type) {
        Optional<JavaClass> outer = type.getEnclosingClass();
        return isSeen(type.getModifiers()) && (outer.isEmpty() || isSeen(outer.get()));
    }

    private static boolean isSeen(JavaMember member) {
        return isSeen(member.getModifiers());
    }

    private static boolean isSeen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void theRootPackageStandsAlone() {
        classes()
                .that()
                .resideInAPackage("io.rowseal")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.rowseal", "java..", "org.jspecify..")
                .check(MODULE);
    }

    @Test
    void storesOfDifferentKindsAreIndependent() {
        noClasses()
                .that()
                .resideInAPackage("io.rowseal.keys.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rowseal.keys.local..")
                .allowEmptyShould(true)
                .check(MODULE);
        noClasses()
                .that()
                .resideInAPackage("io.rowseal.keys.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rowseal.keys.jdbc..")
                .allowEmptyShould(true)
                .check(MODULE);
    }

    @Test
    void theModuleDependsOnTheJdkOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.rowseal..", "java..", "javax..", "jdk.jfr..", "org.jspecify..")
                .check(MODULE);
    }

    /** The module jdk.jfr is optional: what touches its classes is loaded only where it is there. */
    @Test
    void onlyTheEventsOfKeksKnowTheFlightRecorder() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.rowseal\\.kek\\.(KekEvent(\\$.*)?|RecordedKekEvents)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr..")
                .check(MODULE);
    }

    @Test
    void onlyTheCryptoPackageAsksProvidersForPrimitives() {
        for (Class<?> primitive : new Class<?>[] {
            javax.crypto.Cipher.class,
            javax.crypto.Mac.class,
            java.security.MessageDigest.class,
            javax.crypto.KeyAgreement.class,
            java.security.Signature.class
        }) {
            // The doctor asks for the cipher Envelope, to see whether the JDK takes it.
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.rowseal.crypto", "io.rowseal.doctor")
                    .should()
                    .callMethod(primitive, "getInstance", String.class)
                    .orShould()
                    .callMethod(primitive, "getInstance", String.class, String.class)
                    .orShould()
                    .callMethod(primitive, "getInstance", String.class, java.security.Provider.class)
                    .check(MODULE);
        }
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rowseal.keys.local")
                .should()
                .callMethod(java.security.KeyStore.class, "getInstance", String.class)
                .check(MODULE);
    }

    @Test
    void formatKnowsNoCryptographyAndNoFiles() {
        noClasses()
                .that()
                .resideInAPackage("io.rowseal.format")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.crypto..", "java.security..", "java.io..", "java.nio.file..", "java.sql..")
                .check(MODULE);
    }

    /** So a native image needs no metadata for it, and no package has to be opened. */
    @Test
    void nothingIsFoundByReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Class.class)))
                        .and(target(nameMatching(
                                "forName|newInstance|getMethods?|getDeclared.*|getConstructors?|getFields?"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(ClassLoader.class))).and(target(nameMatching("loadClass"))))
                .check(MODULE);
    }

    @Test
    void thereIsNoStaticMutableState() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .areNotEnums()
                .should()
                .beFinal()
                .check(MODULE);
    }
}
