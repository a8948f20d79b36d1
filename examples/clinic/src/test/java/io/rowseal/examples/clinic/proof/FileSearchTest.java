package io.rowseal.examples.clinic.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSearchTest {

    private static final int BLOCK = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void findsNeedlesAtEveryPlaceOfAFile() throws IOException {
        byte[] needle = "a needle of 24 bytes  ok".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[2 * BLOCK + 500];
        new Random(1).nextBytes(file);
        // Begin, within, across each border of blocks at several offsets, end.
        List<Long> places =
                List.of(0L, 4711L, BLOCK - 24L, (long) BLOCK, 2L * BLOCK - 23, 2L * BLOCK + 1, file.length - 24L);
        places.forEach(place -> System.arraycopy(needle, 0, file, place.intValue(), needle.length));
        Files.write(directory.resolve("file"), file);

        List<FileSearch.Hit> hits =
                new FileSearch(List.of(new Needle("n", "ASCII", needle))).searchDirectory(directory);

        assertThat(hits).extracting(FileSearch.Hit::offset).isEqualTo(places);
    }

    @Test
    void findsEachOfManyNeedlesThatBeginAlikeAndOverlap() throws IOException {
        List<Needle> needles = new ArrayList<>();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = ("Patient number " + i + ".").getBytes(StandardCharsets.US_ASCII);
            needles.add(new Needle("n" + i, "ASCII", bytes));
            file.write(bytes);
        }
        needles.add(new Needle("overlap", "ASCII", "1.Patient number 2.".getBytes(StandardCharsets.US_ASCII)));
        needles.add(new Needle("absent", "ASCII", "Patient number 2000.".getBytes(StandardCharsets.US_ASCII)));
        Files.write(directory.resolve("file"), file.toByteArray());

        List<FileSearch.Hit> hits = new FileSearch(needles).searchDirectory(directory);

        assertThat(hits)
                .hasSize(2001)
                .extracting(hit -> hit.needle().label())
                .contains("overlap")
                .doesNotContain("absent");
    }

    @Test
    void searchesAllFilesAlsoInSubdirectoriesAndEmptyOnes() throws IOException {
        Needle needle = new Needle("n", "ASCII", "12345678".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub").resolve("x.trace.db"), "..12345678..");
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("short"), "1234567");

        List<FileSearch.Hit> hits = new FileSearch(List.of(needle)).searchDirectory(directory);

        assertThat(hits).hasToString("[n as ASCII at byte 2 of x.trace.db]");
    }

    @Test
    void needlesHaveAtLeastEightBytesInEveryEncoding() {
        assertThatThrownBy(() -> new Needle("n", "ASCII", new byte[7])).isInstanceOf(IllegalArgumentException.class);
        assertThat(Needles.of("n", "abc")).isEmpty();
        assertThat(Needles.of("n", "abcd")).extracting(Needle::encoding).containsExactly("UTF-16BE", "UTF-16LE");
        assertThat(Needles.of("n", "雪音雪音"))
                .extracting(Needle::encoding)
                .containsExactly("UTF-8", "the text encoding of H2", "UTF-16BE", "UTF-16LE");
    }
}
