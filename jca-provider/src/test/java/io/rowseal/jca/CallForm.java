package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Every form in which a cipher takes a part of a message and gives what comes out: arrays and buffers of all kinds, apart or in
 * one memory. After each call all of both memories is compared: only the output may have changed, and nothing after an exception.
 */
enum CallForm {
    RETURNED(Memory.ARRAY, Memory.NONE, false),
    ARRAYS(Memory.ARRAY, Memory.ARRAY, false),
    SAME_ARRAY(Memory.ARRAY, Memory.ARRAY, true),
    HEAP(Memory.HEAP, Memory.HEAP, false),
    HEAP_TO_DIRECT(Memory.HEAP, Memory.DIRECT, false),
    DIRECT_TO_HEAP(Memory.DIRECT, Memory.HEAP, false),
    DIRECT(Memory.DIRECT, Memory.DIRECT, false),
    READ_ONLY_TO_SLICE(Memory.READ_ONLY, Memory.SLICE, false),
    SLICE_TO_HEAP(Memory.SLICE, Memory.HEAP, false),
    SAME_HEAP(Memory.HEAP, Memory.HEAP, true),
    SAME_SLICES(Memory.SLICE, Memory.SLICE, true),
    SAME_READ_ONLY(Memory.READ_ONLY, Memory.HEAP, true),
    SAME_DIRECT(Memory.DIRECT, Memory.DIRECT, true),
    SAME_DIRECT_SLICES(Memory.DIRECT_SLICE, Memory.DIRECT_SLICE, true),
    SAME_DIRECT_READ_ONLY(Memory.DIRECT_READ_ONLY, Memory.DIRECT, true);

    private enum Memory {
        NONE,
        ARRAY,
        HEAP,
        SLICE,
        READ_ONLY,
        DIRECT,
        DIRECT_SLICE,
        DIRECT_READ_ONLY;

        private ByteBuffer allocate(int size) {
            byte[] filled = new byte[size];
            Arrays.fill(filled, (byte) 0x5A);
            return name().startsWith("DIRECT")
                    ? ByteBuffer.allocateDirect(size).put(0, filled)
                    : ByteBuffer.wrap(filled);
        }

        private ByteBuffer view(ByteBuffer memory, int offset, int length) {
            return switch (this) {
                case SLICE, DIRECT_SLICE -> memory.slice(offset, length);
                case READ_ONLY, DIRECT_READ_ONLY ->
                    memory.asReadOnlyBuffer().position(offset).limit(offset + length);
                default -> memory.duplicate().position(offset).limit(offset + length);
            };
        }
    }

    private static final int MARGIN = 5;

    private final Memory input;
    private final Memory output;
    private final boolean shared;

    CallForm(Memory input, Memory output, boolean shared) {
        this.input = input;
        this.output = output;
        this.shared = shared;
    }

    /** Whether input and output are in one memory. */
    boolean isShared() {
        return shared;
    }

    /** Whether {@code Cipher} answers an update without input by itself. */
    boolean hasShortcut() {
        return input == Memory.ARRAY;
    }

    /** Bytes of the output, where so many are wanted: an array that holds the input too can be too long. */
    int room(int wanted, int length, int shift) {
        return switch (this) {
            case RETURNED -> Integer.MAX_VALUE;
            case SAME_ARRAY -> Math.max(wanted, length - shift);
            default -> wanted;
        };
    }

    /**
     * Makes the call and returns what came out.
     *
     * @param room what {@link #room} gave
     * @param shift from the beginning of the input to that of the output, where they share a memory
     * @throws Exception what the cipher throws
     * @throws AssertionError if memory changed that must not, or a position is wrong
     */
    byte[] run(Cipher cipher, byte[] part, boolean last, int room, int shift) throws Exception {
        int from = MARGIN + Math.max(0, -shift);
        int to = shared ? from + shift : MARGIN + Math.abs(shift) % MARGIN;
        int inputEnd = from + part.length;
        int outputEnd = this == RETURNED ? 0 : to + room;
        int margin = output == Memory.ARRAY ? 0 : MARGIN;
        ByteBuffer source = input.allocate(shared ? Math.max(inputEnd, outputEnd) + margin : inputEnd + MARGIN);
        source.put(from, part);
        ByteBuffer target = shared ? source : output.allocate(outputEnd + margin);
        byte[] sourceBefore = bytes(source);
        byte[] targetBefore = bytes(target);
        byte[] result;
        try {
            result = input == Memory.ARRAY
                    ? arrays(cipher, source.array(), from, part.length, last, target.array(), to)
                    : buffers(
                            cipher,
                            input.view(source, from, part.length),
                            last,
                            output.view(target, to, room),
                            target,
                            to);
        } catch (Exception e) {
            requireSame(sourceBefore, source, "the input after " + e);
            requireSame(targetBefore, target, "the output after " + e);
            throw e;
        }
        if (this != RETURNED) {
            System.arraycopy(result, 0, targetBefore, to, result.length);
        }
        requireSame(targetBefore, target, "memory around the output");
        if (!shared) {
            requireSame(sourceBefore, source, "the input");
        }
        return result;
    }

    private byte[] arrays(Cipher cipher, byte[] source, int from, int length, boolean last, byte[] target, int to)
            throws Exception {
        if (this == RETURNED) {
            byte[] result = last ? cipher.doFinal(source, from, length) : cipher.update(source, from, length);
            return result == null ? new byte[0] : result;
        }
        int count;
        if (last) {
            count = length == 0 ? cipher.doFinal(target, to) : cipher.doFinal(source, from, length, target, to);
        } else {
            count = cipher.update(source, from, length, target, to);
        }
        return Arrays.copyOfRange(target, to, to + count);
    }

    private static byte[] buffers(
            Cipher cipher, ByteBuffer source, boolean last, ByteBuffer target, ByteBuffer memory, int to)
            throws Exception {
        int sourcePosition = source.position();
        int targetPosition = target.position();
        int count;
        try {
            count = last ? cipher.doFinal(source, target) : cipher.update(source, target);
        } catch (Exception e) {
            require(source.position() == sourcePosition, "the input's position after " + e);
            require(target.position() == targetPosition, "the output's position after " + e);
            throw e;
        }
        require(!source.hasRemaining(), "the input's position");
        require(target.position() == targetPosition + count, "the output's position");
        byte[] result = new byte[count];
        memory.get(to, result);
        return result;
    }

    private static byte[] bytes(ByteBuffer memory) {
        byte[] bytes = new byte[memory.capacity()];
        memory.get(0, bytes);
        return bytes;
    }

    private static void requireSame(byte[] expected, ByteBuffer memory, String what) {
        require(Arrays.equals(expected, bytes(memory)), what);
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what + " is not what it should be");
        }
    }
}
