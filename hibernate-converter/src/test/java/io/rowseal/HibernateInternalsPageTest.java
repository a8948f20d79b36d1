package io.rowseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Incubating;
import org.hibernate.Internal;
import org.junit.jupiter.api.Test;

/** docs/hibernate-internals.md lists what of Hibernate is in use though it may change with any release, and nothing else. */
class HibernateInternalsPageTest {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowseal.hibernate", "io.rowseal.migration", "io.rowseal.persistence");

    @Test
    void pageListsEveryInternalOrIncubatingTypeThatIsUsedAndNoOther() throws IOException {
        Set<String> used = usedTypes();
        used.addAll(usedMembers());
        String page = Files.readString(Path.of("..", "docs", "hibernate-internals.md"));
        Set<String> listed = FIRST_CELL
                .matcher(page)
                .results()
                .map(cell -> cell.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).containsExactlyElementsOf(used);
    }

    private static Set<String> usedTypes() {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(HibernateInternalsPageTest::mayChange)
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Members, called or overridden, that are marked by themselves, of types that are not. */
    private static Set<String> usedMembers() {
        Stream<JavaMember> accessed = CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .flatMap(access -> access.getTarget().resolveMember().stream());
        Stream<JavaMember> overridden = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(HibernateInternalsPageTest::overriddenBy);
        return Stream.concat(accessed, overridden)
                .filter(member -> isOfHibernate(member.getOwner()) && !mayChange(member.getOwner()))
                .filter(HibernateInternalsPageTest::isMarked)
                .map(member -> member.getOwner().getName() + "#" + member.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaMethod> overriddenBy(JavaMethod method) {
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(parent -> parent.tryGetMethod(method.getName(), parameters).stream());
    }

    private static boolean mayChange(JavaClass type) {
        return isOfHibernate(type)
                && (type.getPackageName().matches(".*\\.internal(\\..*)?")
                        || isMarked(type)
                        || type.getEnclosingClass()
                                .map(HibernateInternalsPageTest::mayChange)
                                .orElse(false));
    }

    private static boolean isOfHibernate(JavaClass type) {
        return type.getPackageName().startsWith("org.hibernate");
    }

    private static boolean isMarked(CanBeAnnotated element) {
        return element.isAnnotatedWith(Internal.class) || element.isAnnotatedWith(Incubating.class);
    }
}
