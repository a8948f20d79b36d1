package io.rowseal;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of the module: lower never imports higher. */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rowseal");

    @Test
    void lowerPackagesNeverImportHigherOnes() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.rowseal..")
                .layer("doctor")
                .definedBy("io.rowseal.doctor..")
                .layer("jca")
                .definedBy("io.rowseal.jca..")
                .layer("row")
                .definedBy("io.rowseal.row..")
                .layer("message")
                .definedBy("io.rowseal.message..")
                .optionalLayer("stores")
                .definedBy("io.rowseal.keys.local..", "io.rowseal.keys.jdbc..")
                .layer("keys")
                .definedBy("io.rowseal.keys")
                .layer("format")
                .definedBy("io.rowseal.format..")
                .layer("crypto")
                .definedBy("io.rowseal.crypto..")
                .layer("root")
                .definedBy("io.rowseal")
                .whereLayer("doctor")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jca")
                .mayOnlyBeAccessedByLayers("doctor")
                .whereLayer("row")
                .mayOnlyBeAccessedByLayers("jca")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("jca", "row")
                .whereLayer("stores")
                .mayOnlyBeAccessedByLayers("doctor", "jca")
                .whereLayer("keys")
                .mayOnlyBeAccessedByLayers("doctor", "jca", "row", "message", "stores")
                .whereLayer("format")
                .mayOnlyBeAccessedByLayers("jca", "row", "message", "keys", "stores")
                .whereLayer("crypto")
                .mayOnlyBeAccessedByLayers("jca", "row", "message", "keys", "stores")
                .check(MODULE);
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
                .haveNameNotMatching("io\\.rowseal\\.keys\\.(KekEvent(\\$.*)?|RecordedKekEvents)")
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
