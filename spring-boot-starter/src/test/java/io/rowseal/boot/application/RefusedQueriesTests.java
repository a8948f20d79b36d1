package io.rowseal.boot.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.boot.OnSpringBoot40;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.jpa.domain.PredicateSpecification;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.FluentQuery;

/** What the database cannot answer without the key fails loudly, before anything is sent. */
@DataJpaTest(properties = "rowseal.in-memory=true")
@ExtendWith(OutputCaptureExtension.class)
@OnSpringBoot40
class RefusedQueriesTests {

    @Autowired
    PatientRepository patients;

    @Autowired
    EntityManager entityManager;

    @Autowired
    AutowireCapableBeanFactory beanFactory;

    @ParameterizedTest
    @MethodSource
    void derivedAndDeclaredQueries(Call call, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> call.on(new Repositories(new JpaRepositoryFactory(entityManager))));
        assertRefused(failure, output);
    }

    static Stream<Named<Call>> derivedAndDeclaredQueries() {
        return Stream.of(
                named("not indexed", r -> r.get(FindByNotes.class).findByNotes("x")),
                named(
                        "not indexed, in",
                        r -> r.get(FindByBirthDateIn.class).findByBirthDateIn(List.of(LocalDate.EPOCH))),
                named(
                        "not indexed, exists",
                        r -> r.get(ExistsByBloodGroup.class).existsByBloodGroup(BloodGroup.A)),
                named(
                        "not indexed, embedded",
                        r -> r.get(FindByAddressStreet.class).findByAddressStreet("x")),
                named("not indexed, delete", r -> r.get(DeleteByNotes.class).deleteByNotes("x")),
                named("ignore case", r -> r.get(FindByEmailIgnoreCase.class).findByEmailIgnoreCase("x")),
                named("like", r -> r.get(FindByEmailLike.class).findByEmailLike("x%")),
                named("starting with", r -> r.get(FindByEmailStartingWith.class).findByEmailStartingWith("x")),
                named("ending with", r -> r.get(FindByEmailEndingWith.class).findByEmailEndingWith("x")),
                named("containing", r -> r.get(FindByEmailContaining.class).findByEmailContaining("x")),
                named("greater than", r -> r.get(FindByEmailGreaterThan.class).findByEmailGreaterThan("x")),
                named(
                        "less than or equal",
                        r -> r.get(FindByBirthDateLessThanEqual.class).findByBirthDateLessThanEqual(LocalDate.EPOCH)),
                named(
                        "between",
                        r -> r.get(FindByBirthDateBetween.class)
                                .findByBirthDateBetween(LocalDate.EPOCH, LocalDate.MAX)),
                named("after", r -> r.get(FindByBirthDateAfter.class).findByBirthDateAfter(LocalDate.EPOCH)),
                named("order by", r -> r.get(FindByNameOrderByEmail.class).findByNameOrderByEmail("x")),
                named(
                        "first by order",
                        r -> r.get(FindFirstByOrderByBirthDateDesc.class).findFirstByOrderByBirthDateDesc()),
                named(
                        "declared greater than",
                        r -> r.get(DeclaredGreaterThan.class).declaredGreaterThan("x")),
                named("declared upper", r -> r.get(DeclaredUpper.class).declaredUpper("x")),
                named("declared max", r -> r.get(DeclaredMax.class).declaredMax()));
    }

    @ParameterizedTest
    @MethodSource("derivedQueries")
    void f19_derivedAndDeclaredQueriesAreRefusedWhenTheirRepositoryIsCreated(Class<?> repository) {
        JpaRepositoryFactoryBean<?, ?, ?> bean = repositoryBean(repository);
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> beanFactory.initializeBean(bean, "refused"))
                .havingRootCause()
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .withMessageContaining(repository.getMethods()[0].getName())
                .withMessageMatching("(?s).*(is encrypted and cannot be used in |native SQL uses column).*");
    }

    static Stream<Class<?>> derivedQueries() {
        return Stream.of(RefusedQueriesTests.class.getDeclaredClasses()).filter(Repository.class::isAssignableFrom);
    }

    @Test
    void theRefusalNamesMethodAttributeAndWayOut() {
        JpaRepositoryFactoryBean<?, ?, ?> bean = repositoryBean(FindByEmailLike.class);
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> beanFactory.initializeBean(bean, "refused"))
                .havingRootCause()
                .withMessageContaining("FindByEmailLike.findByEmailLike: ")
                .withMessageContaining(
                        "attribute 'Patient.email' is encrypted and cannot be used in LIKE: with @BlindIndex");
    }

    private <T extends Repository<Patient, Long>> JpaRepositoryFactoryBean<?, ?, ?> repositoryBean(Class<?> type) {
        @SuppressWarnings("unchecked")
        JpaRepositoryFactoryBean<T, Patient, Long> bean = new JpaRepositoryFactoryBean<>((Class<T>) type);
        bean.setEntityManager(entityManager);
        return bean;
    }

    @ParameterizedTest
    @MethodSource
    void sortsAndSpecifications(Function<PatientRepository, Object> query, CapturedOutput output) {
        assertRefused(catchThrowable(() -> query.apply(patients)), output);
    }

    static Stream<Named<Function<PatientRepository, Object>>> sortsAndSpecifications() {
        return Stream.of(
                Named.of("sort by an indexed attribute", r -> r.findAll(Sort.by("email"))),
                Named.of("sort by an attribute", r -> r.findAll(Sort.by("notes"))),
                Named.of("sort a derived query", r -> r.findByName("Ada", Sort.by("birthDate"))),
                Named.of(
                        "greater than",
                        r -> r.findAll(
                                (root, query, builder) -> builder.greaterThan(root.get("birthDate"), LocalDate.EPOCH))),
                Named.of(
                        "not indexed",
                        r -> r.findAll((root, query, builder) -> builder.equal(root.get("notes"), "x"))));
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void f33_sortsByEncryptedPropertiesAreRefusedLikeUnknownOnes(Function<PatientRepository, Object> query) {
        assertThatExceptionOfType(PropertyReferenceException.class)
                .isThrownBy(() -> query.apply(patients))
                .withMessageMatching("attribute 'Patient\\..*' is encrypted and cannot be sorted by.*")
                .withCauseInstanceOf(UnsupportedEncryptedQueryException.class);
    }

    static Stream<Function<PatientRepository, Object>> sorts() {
        return Stream.of(
                r -> r.findAll(Sort.by("email")),
                r -> r.findAll(PageRequest.of(
                        0, 10, Sort.by("name").and(Sort.by("notes").descending()))),
                r -> r.findAll(PageRequest.of(0, 10, Sort.by("address.street"))),
                r -> r.findByName("Ada", Sort.by("birthDate")),
                r -> r.declared("Ada", Sort.by("email")),
                r -> r.declared("Ada", Sort.by("p.email")),
                r -> r.findAll((root, cq, builder) -> null, Sort.by("email")),
                r -> r.findAll((root, cq, builder) -> null, PageRequest.of(0, 5, Sort.by("notes"))),
                r -> r.findAll(Example.of(new Patient()), Sort.by("email")),
                r -> r.findTop2ByName("Ada", Sort.by("email")),
                r -> r.findByName("Ada", ScrollPosition.keyset(), Sort.by("email"), Limit.of(5)),
                r -> r.findByName("Ada", ScrollPosition.offset(), Sort.by("birthDate"), Limit.of(5)),
                r -> r.findByEmail("a", Sort.by(Sort.Order.asc("email").ignoreCase()), NameAndEmail.class),
                r -> r.findByNameStartingWith("A", PageRequest.of(0, 5, Sort.by("bloodGroup"))));
    }

    @ParameterizedTest
    @MethodSource("fluentSorts")
    void f33b_sortsOfFluentQueriesAreRefusedLikeUnknownOnes(
            Function<FluentQuery.FetchableFluentQuery<Patient>, Object> query) {
        List<Function<Function<FluentQuery.FetchableFluentQuery<Patient>, Object>, Object>> starts = List.of(
                q -> patients.findBy(Example.of(new Patient()), q),
                q -> patients.findBy((Specification<Patient>) (root, cq, builder) -> null, q::apply),
                q -> patients.findBy((PredicateSpecification<Patient>) (from, builder) -> null, q::apply));
        starts.forEach(start -> assertThatExceptionOfType(PropertyReferenceException.class)
                .isThrownBy(() -> start.apply(query))
                .withMessageMatching("attribute 'Patient\\..*' is encrypted and cannot be sorted by.*")
                .withCauseInstanceOf(UnsupportedEncryptedQueryException.class));
    }

    static Stream<Function<FluentQuery.FetchableFluentQuery<Patient>, Object>> fluentSorts() {
        return Stream.of(
                q -> q.sortBy(Sort.by("email")).all(),
                q -> q.as(NameAndEmail.class).sortBy(Sort.by("notes")).all(),
                q -> q.sortBy(Sort.by("name")).sortBy(Sort.by("birthDate")).firstValue(),
                q -> q.limit(3).sortBy(Sort.by("address.street")).all(),
                q -> q.project("name").sortBy(Sort.by("email")).stream(),
                q -> q.page(PageRequest.of(0, 3, Sort.by("email"))),
                q -> q.sortBy(Sort.by("name")).slice(PageRequest.of(0, 3, Sort.by("email"))),
                q -> q.sortBy(Sort.by("email")).scroll(ScrollPosition.keyset()));
    }

    @Test
    void f33b_fluentQueriesThatSortByPlainPropertiesWork() {
        patients.saveAll(List.of(new Patient("Bob", "bob@example.org"), new Patient("Ada", "ada@example.org")));
        assertThat(patients.<Patient, List<NameAndEmail>>findBy(
                        (Specification<Patient>) (root, cq, builder) -> null,
                        q -> q.sortBy(Sort.by("name"))
                                .limit(5)
                                .as(NameAndEmail.class)
                                .all()))
                .extracting(NameAndEmail::getEmail)
                .containsExactly("ada@example.org", "bob@example.org");
        assertThat(patients.<Patient, Window<Patient>>findBy(
                        Example.of(new Patient()),
                        q -> q.limit(1).sortBy(Sort.by("name")).scroll(ScrollPosition.keyset())))
                .extracting(Patient::getName)
                .containsExactly("Ada");
    }

    @Test
    void f33_unknownPropertiesOfASortAreStillSpringsToReport() {
        assertThatExceptionOfType(PropertyReferenceException.class)
                .isThrownBy(() -> patients.findAll(Sort.by("nothing")))
                .withMessageContaining("No property 'nothing' found");
        assertThat(patients.findAll(Sort.by("name", "address.city"))).isEmpty();
        assertThat(patients.declared("Ada", Sort.by("p.name"))).isEmpty();
    }

    private static void assertRefused(Throwable failure, CapturedOutput output) {
        assertThat(failure).isNotNull();
        assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                .anyMatch(UnsupportedEncryptedQueryException.class::isInstance);
        assertThat(output).doesNotContain("from patient");
    }

    private static Named<Call> named(String name, Call call) {
        return Named.of(name, call);
    }

    /** A call of a repository method. */
    interface Call {
        Object on(Repositories repositories);
    }

    record Repositories(JpaRepositoryFactory factory) {
        <T> T get(Class<T> type) {
            return factory.getRepository(type);
        }
    }

    // One query each, so that none hides behind the refusal of another; nested, so that they are not scanned.

    interface FindByNotes extends Repository<Patient, Long> {
        List<Patient> findByNotes(String notes);
    }

    interface FindByBirthDateIn extends Repository<Patient, Long> {
        List<Patient> findByBirthDateIn(List<LocalDate> dates);
    }

    interface ExistsByBloodGroup extends Repository<Patient, Long> {
        boolean existsByBloodGroup(BloodGroup group);
    }

    interface FindByAddressStreet extends Repository<Patient, Long> {
        List<Patient> findByAddressStreet(String street);
    }

    interface DeleteByNotes extends Repository<Patient, Long> {
        long deleteByNotes(String notes);
    }

    interface FindByEmailIgnoreCase extends Repository<Patient, Long> {
        List<Patient> findByEmailIgnoreCase(String email);
    }

    interface FindByEmailLike extends Repository<Patient, Long> {
        List<Patient> findByEmailLike(String pattern);
    }

    interface FindByEmailStartingWith extends Repository<Patient, Long> {
        List<Patient> findByEmailStartingWith(String start);
    }

    interface FindByEmailEndingWith extends Repository<Patient, Long> {
        List<Patient> findByEmailEndingWith(String end);
    }

    interface FindByEmailContaining extends Repository<Patient, Long> {
        List<Patient> findByEmailContaining(String part);
    }

    interface FindByEmailGreaterThan extends Repository<Patient, Long> {
        List<Patient> findByEmailGreaterThan(String email);
    }

    interface FindByBirthDateLessThanEqual extends Repository<Patient, Long> {
        List<Patient> findByBirthDateLessThanEqual(LocalDate date);
    }

    interface FindByBirthDateBetween extends Repository<Patient, Long> {
        List<Patient> findByBirthDateBetween(LocalDate from, LocalDate to);
    }

    interface FindByBirthDateAfter extends Repository<Patient, Long> {
        List<Patient> findByBirthDateAfter(LocalDate date);
    }

    interface FindByNameOrderByEmail extends Repository<Patient, Long> {
        List<Patient> findByNameOrderByEmail(String name);
    }

    interface FindFirstByOrderByBirthDateDesc extends Repository<Patient, Long> {
        Patient findFirstByOrderByBirthDateDesc();
    }

    interface DeclaredGreaterThan extends Repository<Patient, Long> {
        @Query("select p from Patient p where p.email > ?1")
        List<Patient> declaredGreaterThan(String email);
    }

    interface DeclaredUpper extends Repository<Patient, Long> {
        @Query("select p from Patient p where upper(p.email) = ?1")
        List<Patient> declaredUpper(String email);
    }

    interface DeclaredMax extends Repository<Patient, Long> {
        @Query("select max(p.birthDate) from Patient p")
        LocalDate declaredMax();
    }

    interface DeclaredLike extends Repository<Patient, Long> {
        @Query("select p from #{#entityName} p where p.email like :#{'a%'}")
        List<Patient> declaredLike();
    }

    interface DeclaredArithmetic extends Repository<Patient, Long> {
        @Query("select p from Patient p where length(p.notes) > 3")
        List<Patient> declaredLength();
    }

    interface DeclaredNative extends Repository<Patient, Long> {
        @Query(value = "select * from patient where email = ?1", nativeQuery = true)
        List<Patient> declaredNative(String email);
    }

    @Test
    void f19_allRefusedQueriesOfARepositoryAreInOneMessage() {
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> beanFactory.initializeBean(repositoryBean(Several.class), "refused"))
                .havingRootCause()
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .withMessageStartingWith("3 queries are not possible:\n")
                .withMessageContaining("Several.findByEmailLike: attribute 'Patient.email'")
                .withMessageContaining("Several.findByNotes: attribute 'Patient.notes'")
                .withMessageContaining("Several.greatest: attribute '");
    }

    interface Several extends Repository<Patient, Long> {
        List<Patient> findByEmailLike(String pattern);

        List<Patient> findByEmail(String email);

        @Query("select max(p.birthDate) from Patient p")
        LocalDate greatest();

        List<Patient> findByNotes(String notes);
    }
}
