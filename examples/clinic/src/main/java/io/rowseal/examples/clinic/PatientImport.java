package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.Patients;
import io.rowseal.examples.clinic.show.Progress;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores patients: all of them in one transaction, or none. */
@Component
public class PatientImport {

    private static final int BATCH = 50;

    private final TransactionOperations transactions;
    private final Patients repository;
    private final EntityManager entities;

    PatientImport(TransactionOperations transactions, Patients repository, EntityManager entities) {
        this.repository = repository;
        this.transactions = transactions;
        this.entities = entities;
    }

    /**
     * Stores patients, which get their ids by it.
     *
     * @param patients new patients
     * @param progress told after every batch
     * @throws BadInputException if two have the same email address, which is unique though it is encrypted; nothing is stored
     */
    public void store(List<Patient> patients, Progress progress) {
        try {
            transactions.executeWithoutResult(status -> {
                for (int from = 0; from < patients.size(); from += BATCH) {
                    int to = Math.min(from + BATCH, patients.size());
                    repository.saveAllAndFlush(patients.subList(from, to));
                    entities.clear();
                    progress.update(to);
                }
            });
        } catch (DataIntegrityViolationException e) {
            if (!(e.getCause() instanceof ConstraintViolationException violation)
                    || violation.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            throw new BadInputException(
                    "two rows have the same email, and the field is unique (its blind index says so); nothing was imported",
                    e);
        }
    }
}
