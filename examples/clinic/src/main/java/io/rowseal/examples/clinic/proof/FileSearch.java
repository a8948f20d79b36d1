package io.rowseal.examples.clinic.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

/**
 * Searches files for thousands of byte strings at once, at every offset. Each step moves a window of 8 bytes by one and looks it
 * up among the beginnings of the needles, none of which is shorter (the idea of Rabin and Karp, with the bytes themselves as their
 * hash); only where one begins are whole needles compared. Immutable and thread safe.
 */
final class FileSearch {

    private static final int BLOCK = 1 << 20;
    private static final int FILTER_BITS = 1 << 20;

    private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
    private final boolean[] filter = new boolean[FILTER_BITS];
    private final int longest;
    private final int count;

    /**
     * Where a needle was found.
     *
     * @param needle what was found
     * @param file in which file
     * @param offset at which byte
     */
    record Hit(Needle needle, Path file, long offset) {

        @Override
        public String toString() {
            return needle.label() + " as " + needle.encoding() + " at byte " + offset + " of " + file.getFileName();
        }
    }

    FileSearch(List<Needle> needles) {
        int most = Needle.SHORTEST;
        for (Needle needle : needles) {
            long beginning = window(needle.bytes(), 0);
            byBeginning.computeIfAbsent(beginning, key -> new ArrayList<>()).add(needle);
            filter[slot(beginning)] = true;
            most = Math.max(most, needle.bytes().length);
        }
        this.longest = most;
        this.count = needles.size();
    }

    /** How many needles are searched for. */
    int count() {
        return count;
    }

    /** Searches all files in a directory and below, in whatever state they are. */
    List<Hit> searchDirectory(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<Hit> hits = new ArrayList<>();
        for (Path file : files) {
            search(file, hits);
        }
        return hits;
    }

    /** Searches bytes in memory. */
    List<Needle> searchBytes(byte[] bytes) {
        List<Needle> found = new ArrayList<>();
        search(bytes, bytes.length, bytes.length, (needle, offset) -> found.add(needle));
        return found;
    }

    private void search(Path file, List<Hit> hits) throws IOException {
        // Blocks overlap by one byte less than the longest needle: what lies across a border is whole in the next
        // block.
        byte[] buffer = new byte[BLOCK + longest - 1];
        int filled = 0;
        long start = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.readNBytes(buffer, filled, buffer.length - filled);
                filled += read;
                boolean last = filled < buffer.length;
                int starts = last ? filled : BLOCK;
                long base = start;
                search(buffer, starts, filled, (needle, offset) -> hits.add(new Hit(needle, file, base + offset)));
                if (last) {
                    return;
                }
                filled -= BLOCK;
                System.arraycopy(buffer, BLOCK, buffer, 0, filled);
                start += BLOCK;
            }
        }
    }

    private void search(byte[] buffer, int starts, int end, ObjIntConsumer<Needle> found) {
        int bound = Math.min(starts, end - Needle.SHORTEST + 1);
        for (int i = 0; i < bound; i++) {
            long window = window(buffer, i);
            if (!filter[slot(window)]) {
                continue;
            }
            for (Needle needle : byBeginning.getOrDefault(window, List.of())) {
                if (needle.startsAt(buffer, i, end)) {
                    found.accept(needle, i);
                }
            }
        }
    }

    private static long window(byte[] bytes, int offset) {
        long window = 0;
        for (int i = 0; i < Needle.SHORTEST; i++) {
            window = window << 8 | (bytes[offset + i] & 0xFF);
        }
        return window;
    }

    /** Multiplicative hashing by the golden ratio; the upper bits are the mixed ones. */
    private static int slot(long window) {
        return (int) ((window * 0x9E3779B97F4A7C15L) >>> 44);
    }
}
