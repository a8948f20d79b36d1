package io.rowseal.format;

import io.rowseal.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes columns that are well formed, and damages them in ways that know the layouts. Deterministic for a seed. */
final class ColumnMutations {

    private static final int[] TELLING_BYTES = {
        0xFE, 0xFD, 0xF9, 0xF7, 0, 1, 2, 3, 8, 0xFF, 'r', 's', '.', '=', '-', '+'
    };
    private static final byte[][] TELLING_STARTS = {
        {(byte) 0xFE, 1, 1},
        {(byte) 0xFE, 1, 2},
        {(byte) 0xFE, 1, 8},
        {(byte) 0xFD},
        {(byte) 0xF9},
        {(byte) 0xF7, 1},
        "rs1.".getBytes(StandardCharsets.US_ASCII),
        {}
    };

    /** A well-formed column and what it was made of. */
    record Built(
            byte[] stored,
            boolean rowKeys,
            boolean text,
            boolean block,
            byte[] prefixes,
            byte[] value,
            boolean sealed) {}

    private final Random random;

    ColumnMutations(long seed) {
        this.random = new Random(seed);
    }

    boolean nextBoolean() {
        return random.nextBoolean();
    }

    Built wellFormed() {
        boolean rowKeys = random.nextInt(4) != 0;
        boolean hasBlock = rowKeys && random.nextBoolean();
        boolean sealed = !hasBlock || random.nextInt(3) == 0;
        boolean text = random.nextBoolean();
        byte[] prefixes = new byte[0];
        for (int count = random.nextInt(4) == 0 ? random.nextInt(9) : 0; count > 0; count--) {
            prefixes = Bytes.concat(prefixes, IndexPrefix.encode(random.nextInt(256), bytes(16)));
        }
        int plaintext = random.nextInt(1000) == 0 ? 30_000 : random.nextInt(60);
        byte[] value = sealed
                ? Bytes.concat(Header.start(Kind.SEALED_VALUE), bytes(96 + plaintext))
                : Bytes.concat(new byte[] {(byte) 0xF9}, bytes(28 + plaintext));
        byte[] body = Bytes.concat(prefixes, value);
        byte[] tail = text ? TextForm.encode(body).getBytes(StandardCharsets.US_ASCII) : body;
        byte[] start = !rowKeys ? new byte[0] : hasBlock ? blocks() : markers();
        return new Built(Bytes.concat(start, tail), rowKeys, text, hasBlock, prefixes, value, sealed);
    }

    private byte[] blocks() {
        byte[] commitment = bytes(32);
        byte[] blocks = new byte[0];
        for (int count = repetitions(); count > 0; count--) {
            blocks = Bytes.concat(blocks, Header.start(Kind.ROW_KEY_BLOCK), bytes(48), commitment);
        }
        return blocks;
    }

    private byte[] markers() {
        byte[] markers = new byte[repetitions()];
        Arrays.fill(markers, Layout.NO_ROW_KEY);
        return markers;
    }

    private int repetitions() {
        return random.nextInt(2000) == 0 ? 200 : random.nextInt(8) == 0 ? 3 : 1;
    }

    /** Bytes that begin like something known, and are random behind it. */
    byte[] noise() {
        int length = random.nextInt(100) == 0 ? random.nextInt(8192) : random.nextInt(220);
        return Bytes.concat(TELLING_STARTS[random.nextInt(TELLING_STARTS.length)], bytes(length));
    }

    byte[] damage(byte[] source) {
        byte[] damaged = source;
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            damaged = damageOnce(damaged);
        }
        return damaged;
    }

    private byte[] damageOnce(byte[] source) {
        int length = source.length;
        int at = random.nextInt(length + 1);
        int end = Math.min(length, at + random.nextInt(100));
        byte[] head = Arrays.copyOf(source, at);
        byte[] slice = Arrays.copyOfRange(source, at, end);
        byte[] tail = Arrays.copyOfRange(source, end, length);
        return switch (random.nextInt(9)) {
            case 0 -> with(source, at, (byte) (1 << random.nextInt(8)));
            case 1 -> setTo(source, at, (byte) TELLING_BYTES[random.nextInt(TELLING_BYTES.length)]);
            case 2 -> head;
            case 3 -> Arrays.copyOfRange(source, at, length);
            case 4 -> Bytes.concat(head, tail);
            case 5 -> Bytes.concat(head, slice, slice, tail);
            case 6 -> Bytes.concat(head, TELLING_STARTS[random.nextInt(TELLING_STARTS.length)], slice, tail);
            case 7 -> Bytes.concat(source, bytes(random.nextInt(20)));
            default -> Bytes.concat(wellFormed().stored(), source);
        };
    }

    private static byte[] with(byte[] source, int at, byte flipped) {
        return at == source.length ? source : setTo(source, at, (byte) (source[at] ^ flipped));
    }

    private static byte[] setTo(byte[] source, int at, byte value) {
        byte[] changed = source.clone();
        if (at < changed.length) {
            changed[at] = value;
        }
        return changed;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
