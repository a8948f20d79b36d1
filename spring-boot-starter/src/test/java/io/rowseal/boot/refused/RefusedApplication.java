package io.rowseal.boot.refused;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that asks an encrypted attribute what it cannot answer. */
@SpringBootApplication
public class RefusedApplication {}
