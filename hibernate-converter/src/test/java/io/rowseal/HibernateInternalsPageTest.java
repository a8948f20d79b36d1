package io.rowseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** docs/hibernate-internals.md lists what of Hibernate is in use though it may change with any release, and nothing else. */
class HibernateInternalsPageTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.hibernate", "io.rowseal.persistence");

    @Test
    void pageListsEveryInternalOrIncubatingTypeThatIsUsedAndNoOther() throws IOException {
        assertThat(HibernateInternals.listed("Types")).containsExactlyElementsOf(HibernateInternals.types(CLASSES));
    }

    @Test
    void pageListsEverySuchMemberOfOtherTypesAndNoOther() throws IOException {
        assertThat(HibernateInternals.listed("Members of other types"))
                .containsExactlyElementsOf(HibernateInternals.members(CLASSES));
    }
}
