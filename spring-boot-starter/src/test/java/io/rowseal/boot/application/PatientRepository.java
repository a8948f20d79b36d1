package io.rowseal.boot.application;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Queries that encrypted attributes allow. */
interface PatientRepository extends JpaRepository<Patient, Long>, JpaSpecificationExecutor<Patient> {

    Optional<Patient> findByEmail(String email);

    List<Patient> findByEmailIn(Collection<String> emails);

    List<Patient> findByEmailNotIn(Collection<String> emails);

    List<Patient> findByEmailNot(String email);

    List<Patient> findByEmailIsNull();

    List<Patient> findByNotesIsNotNull();

    List<Patient> findByNameAndEmail(String name, String email);

    boolean existsByEmail(String email);

    long countByEmail(String email);

    long deleteByEmail(String email);

    Page<Patient> findByEmailIsNotNull(Pageable page);

    Slice<Patient> findByNameStartingWith(String start, Pageable page);

    List<Patient> findByName(String name, Sort sort);

    List<Patient> findTop2ByName(String name, Sort sort);

    Window<Patient> findByName(String name, ScrollPosition position, Sort sort, Limit limit);

    <T> List<T> findByEmail(String email, Sort sort, Class<T> type);

    Stream<Patient> streamByEmailIn(Collection<String> emails);

    List<NameAndEmail> findProxiesByEmail(String email);

    <T> List<T> findByEmail(String email, Class<T> type);

    @Query("select p from Patient p where p.email = :email")
    Patient queryByEmail(String email);

    @Query("select p from Patient p where p.name = :name")
    List<Patient> declared(String name, Sort sort);

    @Query("select p.notes from Patient p where p.email in :emails")
    List<String> notesOf(List<String> emails);

    @Query("select new io.rowseal.boot.application.PatientView(p.name, p.notes) from Patient p where p.email = ?1")
    PatientView view(String email);

    @Modifying(clearAutomatically = true)
    @Query("update Patient p set p.notes = :notes where p.email = :email")
    int changeNotes(String email, String notes);
}
