package io.rowseal.examples.clinic.patient;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A patient. What says {@code @Encrypted} is ciphertext in the database, under a key of this row; nothing else is needed. */
@Entity
public class Patient {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @Encrypted
    private @Nullable String name;

    @Encrypted
    private @Nullable LocalDate birthDate;

    @Encrypted
    private @Nullable BigDecimal age;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    private @Nullable String email;

    @Encrypted
    @BlindIndex
    private @Nullable String ticket;

    @Encrypted
    private @Nullable String phone;

    @Encrypted
    private @Nullable String diagnosis;

    @Encrypted
    private @Nullable BloodGroup bloodGroup;

    @Encrypted
    private @Nullable String room;

    @Encrypted
    private @Nullable BigDecimal fee;

    @Encrypted
    private @Nullable Boolean insured;

    @Encrypted
    @Column(length = 2000)
    private @Nullable String notes;

    private @Nullable String sex;

    private @Nullable String admissionClass;

    private @Nullable String ward;

    /**
     * The identity.
     *
     * @return the id, or null before the patient is stored
     */
    public @Nullable Long id() {
        return id;
    }

    @Override
    public String toString() {
        return "Patient " + id;
    }
}
