package io.rowseal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the generator of migrations may use; nothing uses it. */
class MigrationArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.migration");

    @Test
    void nothingTouchesPrimitivesOrLayouts() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rowseal.crypto..", "io.rowseal.format..", "javax.crypto..")
                .check(CLASSES);
    }

    @Test
    void nothingOfTheOtherModulesUsesIt() {
        JavaClasses others = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(Context.class, io.rowseal.hibernate.RowsealSettings.class);
        assertThat(others).isNotEmpty();
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rowseal.migration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rowseal.migration..")
                .check(others);
    }

    @Test
    void nothingKeepsStateInStatics() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void thePageListsWhatIsUsedOfHibernateThoughItMayChange() throws IOException {
        TreeSet<String> used = new TreeSet<>(HibernateInternals.types(CLASSES));
        used.addAll(HibernateInternals.members(CLASSES));

        assertThat(HibernateInternals.listed("The generator of migrations")).containsExactlyElementsOf(used);
    }
}
