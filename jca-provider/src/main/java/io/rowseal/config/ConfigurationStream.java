package io.rowseal.config;

import io.rowseal.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A configuration file that arrives as a stream, as {@code keytool -keystore rowseal.properties} gives it. Its paths are
 * absolute, because a stream does not tell a directory they could be relative to.
 */
public final class ConfigurationStream {

    /** What is longer is another file. */
    private static final int MOST_BYTES = 64 * 1024;

    private ConfigurationStream() {}

    /**
     * Reads a configuration.
     *
     * @param stream read to its end; stays the caller's to close
     * @throws IOException if the stream cannot be read
     * @throws ConfigurationException if it holds something else, or something impossible
     */
    public static ProviderSettings read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
        Properties properties = new Properties();
        if (bytes.length <= MOST_BYTES) {
            parse(bytes, properties);
        }
        if (!ProviderSettings.namesAny(properties)) {
            // Without quoting it: somebody else's key file may stand here.
            throw new ConfigurationException(
                    "the file is not a configuration of the provider Rowseal: give one (docs/jca.md),"
                            + " or load without a file (keytool: -keystore NONE)");
        }
        return ProviderSettings.withoutDirectory(properties);
    }

    private static void parse(byte[] bytes, Properties properties) throws IOException {
        try (Reader reader =
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder())) {
            properties.load(reader);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            properties.clear();
        }
    }
}
