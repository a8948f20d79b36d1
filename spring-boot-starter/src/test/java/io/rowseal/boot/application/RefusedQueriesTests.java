package io.rowseal.boot.application;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.Repository;

/** What the database can not answer without the key fails loudly, before anything is sent. */
@DataJpaTest(properties = "rowseal.in-memory=true")
class RefusedQueriesTests {

    @Autowired
    EntityManager entityManager;

    @Autowired
    AutowireCapableBeanFactory beanFactory;

    @ParameterizedTest
    @MethodSource("derivedQueries")
    void derivedQueriesAreRefusedWhenTheirRepositoryIsCreated(Class<?> repository) {
        JpaRepositoryFactoryBean<?, ?, ?> bean = repositoryBean(repository);
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> beanFactory.initializeBean(bean, "refused"))
                .havingRootCause()
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .withMessageContaining(repository.getMethods()[0].getName())
                .withMessageContaining("is encrypted and can not be used in ");
    }

    static Stream<Class<?>> derivedQueries() {
        return Stream.of(RefusedQueriesTests.class.getDeclaredClasses())
                .filter(Repository.class::isAssignableFrom)
                .filter(type -> !type.getSimpleName().startsWith("Declared"));
    }

    @Test
    void theRefusalNamesMethodAttributeAndWayOut() {
        JpaRepositoryFactoryBean<?, ?, ?> bean = repositoryBean(FindByEmailLike.class);
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> beanFactory.initializeBean(bean, "refused"))
                .havingRootCause()
                .withMessageContaining("FindByEmailLike.findByEmailLike(")
                .withMessageContaining(
                        "attribute 'Patient.email' is encrypted and can not be used in LIKE: with @BlindIndex");
    }

    private <T extends Repository<Patient, Long>> JpaRepositoryFactoryBean<?, ?, ?> repositoryBean(Class<?> type) {
        @SuppressWarnings("unchecked")
        JpaRepositoryFactoryBean<T, Patient, Long> bean = new JpaRepositoryFactoryBean<>((Class<T>) type);
        bean.setEntityManager(entityManager);
        return bean;
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
}
