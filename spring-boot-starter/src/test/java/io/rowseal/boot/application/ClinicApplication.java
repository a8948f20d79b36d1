package io.rowseal.boot.application;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as a user writes it. */
@SpringBootApplication
class ClinicApplication {}
