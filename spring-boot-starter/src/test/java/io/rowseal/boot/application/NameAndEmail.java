package io.rowseal.boot.application;

/** A projection by interface. */
interface NameAndEmail {
    String getName();

    String getEmail();
}
