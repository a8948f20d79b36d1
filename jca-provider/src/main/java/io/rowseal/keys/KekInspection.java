package io.rowseal.keys;

/**
 * The KEKs of one scope, as a key ring sees them.
 *
 * @param stored how many records the KEK store holds
 * @param usable how many of them this ring can unwrap; if it can unwrap none of many, its master keys belong to another system
 */
public record KekInspection(int stored, int usable) {}
