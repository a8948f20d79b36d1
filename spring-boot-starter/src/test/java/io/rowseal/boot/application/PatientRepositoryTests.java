package io.rowseal.boot.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.rowseal.boot.OnSpringBoot40;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;

@DataJpaTest(properties = "rowseal.in-memory=true")
@OnSpringBoot40
class PatientRepositoryTests {

    @Autowired
    PatientRepository patients;

    @Autowired
    TestEntityManager entityManager;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void savePatients() {
        patients.saveAll(List.of(
                new Patient("Ada", "ada@example.org"),
                new Patient("Bob", "bob@example.org"),
                new Patient("Cleo", null)));
        entityManager.flush();
        entityManager.clear();
    }

    @Test
    void theSliceReadsWhatItWroteAndTheDatabaseHoldsNoneOfIt() {
        Patient found = patients.findByEmail("ada@example.org").orElseThrow();
        assertThat(found.notes).isEqualTo("notes of Ada");
        assertThat(found.birthDate).isEqualTo(LocalDate.of(1980, 2, 29));
        assertThat(found.bloodGroup).isEqualTo(BloodGroup.AB);
        assertThat(found.address).isEqualTo(new Address("1 Main Street", "Springfield"));
        byte[] notes = jdbc.queryForObject("select notes from patient where name = 'Ada'", byte[].class);
        assertThat(notes).hasSize(29 + "notes of Ada".length());
        assertThat(new String(notes, StandardCharsets.ISO_8859_1)).doesNotContain("Ada");
        assertThat(jdbc.queryForObject("select row_key from patient where name = 'Ada'", byte[].class))
                .hasSize(83);
    }

    @Test
    void derivedQueriesFindByEquality() {
        assertThat(patients.findByEmail("nobody@example.org")).isEmpty();
        assertThat(patients.findByEmailIn(List.of("ada@example.org", "bob@example.org", "nobody@example.org")))
                .extracting(Patient::getName)
                .containsExactlyInAnyOrder("Ada", "Bob");
        assertThat(patients.findByEmailNotIn(List.of("ada@example.org")))
                .extracting(Patient::getName)
                .containsExactly("Bob");
        assertThat(patients.findByEmailNot("ada@example.org"))
                .extracting(Patient::getName)
                .contains("Bob")
                .doesNotContain("Ada");
        assertThat(patients.findByNameAndEmail("Ada", "ada@example.org")).hasSize(1);
        assertThat(patients.findByNameAndEmail("Bob", "ada@example.org")).isEmpty();
        try (var found = patients.streamByEmailIn(List.of("bob@example.org"))) {
            assertThat(found).extracting(Patient::getName).containsExactly("Bob");
        }
    }

    @Test
    void derivedQueriesFindNull() {
        assertThat(patients.findByEmailIsNull()).extracting(Patient::getName).containsExactly("Cleo");
        assertThat(patients.findByNotesIsNotNull()).hasSize(3);
    }

    @Test
    void derivedQueriesCountAndTellExistence() {
        assertThat(patients.existsByEmail("ada@example.org")).isTrue();
        assertThat(patients.existsByEmail("ADA@example.org")).isFalse();
        assertThat(patients.countByEmail("ada@example.org")).isEqualTo(1);
    }

    @Test
    void derivedDeleteDeletes() {
        assertThat(patients.deleteByEmail("ada@example.org")).isEqualTo(1);
        entityManager.flush();
        assertThat(patients.existsByEmail("ada@example.org")).isFalse();
        assertThat(patients.count()).isEqualTo(2);
    }

    @Test
    void pagesAndSlicesAreSortedByPlainAttributes() {
        var page = patients.findByEmailIsNotNull(PageRequest.of(1, 1, Sort.by("name")));
        assertThat(page.getTotalElements()).isEqualTo(2);
        assertThat(page).extracting(Patient::getEmail).containsExactly("bob@example.org");
        assertThat(patients.findByNameStartingWith("A", PageRequest.of(0, 5))).hasSize(1);
        assertThat(patients.findAll(PageRequest.of(0, 2, Sort.by("name").descending())))
                .extracting(patient -> patient.notes)
                .containsExactly("notes of Cleo", "notes of Bob");
    }

    @Test
    void projectionsAreDecrypted() {
        assertThat(patients.findProxiesByEmail("ada@example.org"))
                .extracting(NameAndEmail::getName, NameAndEmail::getEmail)
                .containsExactly(tuple("Ada", "ada@example.org"));
        assertThat(patients.findByEmail("ada@example.org", PatientView.class))
                .containsExactly(new PatientView("Ada", "notes of Ada"));
        assertThat(patients.findByEmail("ada@example.org", NameAndEmail.class)).hasSize(1);
    }

    @Test
    void declaredQueriesFindSelectAndChange() {
        assertThat(patients.queryByEmail("ada@example.org").name).isEqualTo("Ada");
        assertThat(patients.notesOf(List.of("ada@example.org", "bob@example.org")))
                .containsExactlyInAnyOrder("notes of Ada", "notes of Bob");
        assertThat(patients.view("bob@example.org")).isEqualTo(new PatientView("Bob", "notes of Bob"));
        assertThat(patients.changeNotes("bob@example.org", "changed")).isEqualTo(1);
        assertThat(patients.queryByEmail("bob@example.org").notes).isEqualTo("changed");
        assertThat(patients.queryByEmail("ada@example.org").notes).isEqualTo("notes of Ada");
    }

    @Test
    void specificationsAndExamplesFindByEquality() {
        assertThat(patients.findAll((root, query, builder) -> builder.equal(root.get("email"), "ada@example.org")))
                .extracting(Patient::getName)
                .containsExactly("Ada");
        Patient probe = new Patient();
        probe.email = "bob@example.org";
        assertThat(patients.findAll(Example.of(probe)))
                .extracting(Patient::getName)
                .containsExactly("Bob");
    }

    @Test
    void aSecondEqualValueOfAUniqueAttributeIsRefused() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> patients.saveAndFlush(new Patient("Eve", "ada@example.org")))
                .satisfies(e -> assertThat(e).message().doesNotContain("ada@example.org"));
    }
}
