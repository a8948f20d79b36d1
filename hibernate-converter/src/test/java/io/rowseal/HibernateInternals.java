package io.rowseal;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
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

/** What classes use of Hibernate though it may change with any release, and what docs/hibernate-internals.md lists of it. */
final class HibernateInternals {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    private HibernateInternals() {}

    /** The first cells of the tables of a chapter, which begins with a heading. */
    static Set<String> listed(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "hibernate-internals.md"));
        String start = "\n## " + heading + "\n";
        if (!page.contains(start)) {
            throw new IllegalStateException("no chapter '" + heading + "'");
        }
        String chapter = page.substring(page.indexOf(start) + start.length());
        int end = chapter.indexOf("\n## ");
        return FIRST_CELL
                .matcher(end < 0 ? chapter : chapter.substring(0, end))
                .results()
                .map(cell -> cell.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Types that are internal or incubating. */
    static Set<String> types(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(HibernateInternals::mayChange)
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Members, called or overridden, that are marked by themselves, of types that are not. */
    static Set<String> members(JavaClasses classes) {
        Stream<JavaMember> accessed = classes.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .flatMap(access -> access.getTarget().resolveMember().stream());
        Stream<JavaMember> overridden =
                classes.stream().flatMap(type -> type.getMethods().stream()).flatMap(HibernateInternals::overriddenBy);
        return Stream.concat(accessed, overridden)
                .filter(member -> isOfHibernate(member.getOwner()) && !mayChange(member.getOwner()))
                .filter(HibernateInternals::isMarked)
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
                                .map(HibernateInternals::mayChange)
                                .orElse(false));
    }

    private static boolean isOfHibernate(JavaClass type) {
        return type.getPackageName().startsWith("org.hibernate");
    }

    private static boolean isMarked(CanBeAnnotated element) {
        return element.isAnnotatedWith(Internal.class) || element.isAnnotatedWith(Incubating.class);
    }
}
