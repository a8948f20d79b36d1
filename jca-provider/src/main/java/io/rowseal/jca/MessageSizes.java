package io.rowseal.jca;

/** How {@code getOutputSize} counts whole messages that arrive in parts. */
final class MessageSizes {

    /** Up to here sizes are exact; beyond, a message in parts gets an upper bound that grows in steps. */
    private static final int EXACT_BYTES = 64 * 1024;

    private MessageSizes() {}

    /**
     * At least as many bytes as will be collected with the next input. The cipher streams of JDK 17 allocate an array of this
     * size anew at each step: if it grew by a little each time, that would cost the square of the message's length.
     */
    static long inSteps(int collected, int next) {
        long total = (long) collected + next;
        return collected == 0 || total <= EXACT_BYTES ? total : Long.highestOneBit(total - 1) << 1;
    }
}
