package io.rowseal.examples.clinic.patient;

/** The AB0 and Rhesus group of a patient. */
public enum BloodGroup {
    /** 0 negative. */
    O_NEGATIVE,
    /** 0 positive. */
    O_POSITIVE,
    /** A negative. */
    A_NEGATIVE,
    /** A positive. */
    A_POSITIVE,
    /** B negative. */
    B_NEGATIVE,
    /** B positive. */
    B_POSITIVE,
    /** AB negative. */
    AB_NEGATIVE,
    /** AB positive. */
    AB_POSITIVE
}
