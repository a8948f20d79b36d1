package io.rowseal;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rowseal.persistence.EncryptedBinder;
import org.junit.jupiter.api.Test;

/** What the packages of this module may use. */
class HibernateArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.hibernate", "io.rowseal.persistence");

    @Test
    void nothingTouchesPrimitivesOrLayouts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rowseal.crypto..", "io.rowseal.format..", "javax.crypto..")
                .check(CLASSES);
    }

    @Test
    void hibernateIsTouchedInOnePackageOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.rowseal.persistence..")
                .and()
                .areNotAnnotations()
                .and()
                .doNotBelongToAnyOf(EncryptedBinder.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "io.rowseal.hibernate..")
                .check(CLASSES);
    }

    @Test
    void nothingDefinesClasses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.bytebuddy..")
                .orShould()
                .beAssignableTo(ClassLoader.class)
                .orShould()
                .callMethodWhere(target(name("defineClass")).or(target(name("defineHiddenClass"))))
                .because("class loaders, restarts and native images are safe only if no class appears at run time")
                .check(CLASSES);
    }

    @Test
    void nothingLooksAtItsCallers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(StackWalker.class, StackTraceElement.class)
                .check(CLASSES);
    }

    @Test
    void nothingKeepsStateInStatics() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("all state hangs on a SessionFactory or a key ring")
                .check(CLASSES);
    }
}
