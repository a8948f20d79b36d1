package io.rowseal.boot.application;

/** A projection by class. */
record PatientView(String name, String notes) {}
