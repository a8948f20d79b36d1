package io.rowseal.crypto;

/** A key was used after it was wiped; its owner has to load it again. Never reaches an application. */
public final class WipedKeyException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    WipedKeyException() {
        super("the key was wiped from memory");
    }
}
