package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rowseal.Context;
import io.rowseal.format.HeaderLength;
import io.rowseal.message.Envelope;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * The longest header in the smallest parts: the sender decides on both, and no key is needed to send them. What is allocated
 * stands for the work, because it does not depend on the machine.
 */
class LongHeaderTest {

    private static final long MOST = 200_000_000;
    private static final SecretKeySpec KEY = new SecretKeySpec(CipherFixture.random(1, 32), "AES");

    private interface Work {
        void run() throws Exception;
    }

    private static long allocated(Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    /** Header byte 0..2, 16 recipients of the longest names and wrapped keys. */
    private static byte[] recipients(int kind) {
        byte[] header = new byte[HeaderLength.MAX_BYTES - 32];
        header[0] = (byte) 0xFE;
        header[1] = 1;
        header[2] = (byte) kind;
        header[3] = 16;
        int at = 4;
        for (int i = 0; i < 16; i++) {
            at = part(header, at, 1, 255, 'a' + i);
            at = part(header, at, 2, 2048, 'r');
            at = part(header, at, 2, 8192, 'w');
        }
        assertThat(at).isEqualTo(header.length);
        return header;
    }

    private static int part(byte[] header, int at, int lengthBytes, int length, int filling) {
        if (lengthBytes == 2) {
            header[at] = (byte) (length >>> 8);
        }
        header[at + lengthBytes - 1] = (byte) length;
        Arrays.fill(header, at + lengthBytes, at + lengthBytes + length, (byte) filling);
        return at + lengthBytes + length;
    }

    private static Cipher decrypting(String name) throws Exception {
        Cipher cipher = Cipher.getInstance(name, new RowsealProvider());
        cipher.init(Cipher.DECRYPT_MODE, KEY);
        return cipher;
    }

    @Test
    void aStreamCipherReadsItInSingleBytesOnce() throws Exception {
        byte[] header = recipients(7);
        Cipher cipher = decrypting("EnvelopeStream");
        byte[] output = new byte[0];
        assertThat(allocated(() -> {
                    for (int i = 0; i < header.length; i++) {
                        cipher.update(header, i, 1, output, 0);
                    }
                }))
                .isLessThan(MOST);
    }

    @Test
    void theDirectApiReadsItInSingleBytesOnce() throws Exception {
        byte[] header = recipients(7);
        OutputStream opening = Envelope.of(KEY).streams(Context.empty()).openTo(OutputStream.nullOutputStream());
        assertThat(allocated(() -> {
                    for (byte value : header) {
                        opening.write(value);
                    }
                }))
                .isLessThan(MOST);
    }

    @Test
    void aCipherIsAskedForItsOutputSizeWithoutReadingItAgain() throws Exception {
        Cipher cipher = decrypting("Envelope");
        cipher.update(recipients(6));
        cipher.update(new byte[32]);
        assertThat(allocated(() -> {
                    for (int i = 0; i < 5000; i++) {
                        assertThat(cipher.getOutputSize(512)).isPositive();
                    }
                }))
                .isLessThan(MOST);
    }
}
