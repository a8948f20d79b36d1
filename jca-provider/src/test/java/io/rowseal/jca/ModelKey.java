package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.format.HeaderLength;
import java.security.Key;

/** A key that seals and one that opens, and what a model knows of them. */
final class ModelKey {

    final String name;
    final Key seals;
    final Key opens;
    final boolean sealingAsksStore;
    final DirectApi sealing;
    final DirectApi opening;
    private final byte[] kinds = new byte[2];
    private final int[] headerBytes = new int[2];

    ModelKey(String name, Key seals, Key opens, boolean sealingAsksStore) {
        this.name = name;
        this.seals = seals;
        this.opens = opens;
        this.sealingAsksStore = sealingAsksStore;
        sealing = new DirectApi(seals);
        opening = new DirectApi(opens);
        for (int i = 0; i < 2; i++) {
            byte[] sealed = sealing.seal(i == 1, new byte[0], Context.empty(), new byte[0]);
            kinds[i] = sealed[2];
            headerBytes[i] = HeaderLength.needed(sealed, sealed.length);
        }
    }

    /** Byte 2 of every header. */
    byte kind(boolean stream) {
        return kinds[stream ? 1 : 0];
    }

    /** Bytes of the headers that it makes. */
    int headerBytes(boolean stream) {
        return headerBytes[stream ? 1 : 0];
    }

    /** Whether its headers name recipients, and so have many lengths. */
    boolean hasRecipients() {
        return kinds[0] == 6;
    }

    @Override
    public String toString() {
        return name;
    }
}
