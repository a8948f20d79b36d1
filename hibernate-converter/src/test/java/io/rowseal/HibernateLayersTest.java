package io.rowseal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Packages stand in an order, and each uses only what stands above it; docs/architecture.md has the picture. */
class HibernateLayersTest {

    private static final int MOST_CLASSES = 35;

    /** From what knows of nothing to what knows of all. */
    private static final List<String> ORDER = List.of(
            "io.rowseal.persistence",
            "io.rowseal.hibernate",
            "io.rowseal.hibernate.internal.sql",
            "io.rowseal.hibernate.internal.mode",
            "io.rowseal.hibernate.internal.statement",
            "io.rowseal.hibernate.internal.scope",
            "io.rowseal.hibernate.internal.type",
            "io.rowseal.hibernate.internal.model",
            "io.rowseal.hibernate.internal.dialect",
            "io.rowseal.hibernate.internal.rowkey",
            "io.rowseal.hibernate.internal.mapping",
            "io.rowseal.hibernate.internal.stored",
            "io.rowseal.hibernate.internal.schema",
            "io.rowseal.hibernate.internal.check",
            "io.rowseal.hibernate.internal.nativesql",
            "io.rowseal.hibernate.internal.query",
            "io.rowseal.hibernate.internal.boot");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.hibernate", "io.rowseal.persistence");

    @Test
    void eachPackageUsesOnlyThoseThatStandAboveIt() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void theOrderNamesEveryPackage() {
        assertThat(sizes().keySet()).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.rowseal.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageIsLargerThanAReaderCanHold() {
        assertThat(sizes()).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    private static Map<String, Long> sizes() {
        return CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    }
}
