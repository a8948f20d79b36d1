package io.rowseal.boot.application;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Embeddable;

@Embeddable
record Address(@Encrypted String street, String city) {}
