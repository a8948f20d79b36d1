package io.rowseal.boot.application;

enum BloodGroup {
    A,
    B,
    AB,
    ZERO
}
