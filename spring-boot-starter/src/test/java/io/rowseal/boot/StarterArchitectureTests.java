package io.rowseal.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the starter may use. */
class StarterArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.boot");

    @Test
    void nothingTouchesPrimitivesOrLayouts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rowseal.crypto..", "io.rowseal.format..", "javax.crypto..")
                .check(CLASSES);
    }
}
