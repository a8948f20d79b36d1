package io.rowseal.config;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a password is: in the first line of a file, or in an environment variable. There is no default password, and none
 * stands in the configuration itself. Immutable and thread safe.
 *
 * @param file the file, or null
 * @param variable the environment variable, or null
 */
public record ConfiguredPassword(
        @Nullable Path file, @Nullable String variable) {

    static final String FILE = ".password-file";
    static final String ENVIRONMENT = ".password-env";

    private static final int MOST_CHARACTERS = 4096;

    /** The setting below a prefix, or null if there is none. */
    static @Nullable ConfiguredPassword of(Properties properties, String prefix, Path configuration) {
        String file = ProviderSettings.value(properties, prefix + FILE);
        String variable = ProviderSettings.value(properties, prefix + ENVIRONMENT);
        if (file != null && variable != null) {
            throw new ConfigurationException(
                    "both " + prefix + FILE + " and " + prefix + ENVIRONMENT + " are set: choose one");
        }
        if (file != null) {
            return new ConfiguredPassword(
                    configuration.resolveSibling(ProviderSettings.path(file, prefix + FILE)), null);
        }
        return variable == null ? null : new ConfiguredPassword(null, variable);
    }

    /**
     * Reads the password.
     *
     * @return a new array; the caller wipes it
     * @throws ConfigurationException if it is not there, or empty
     */
    public char[] read() {
        char[] password = file == null ? fromEnvironment() : fromFile(file);
        if (password.length == 0) {
            throw new ConfigurationException("the password in " + this + " is empty: write one there");
        }
        return password;
    }

    private char[] fromEnvironment() {
        String value = System.getenv(variable);
        if (value == null) {
            throw new ConfigurationException("the " + this + " is not set: set it to the password");
        }
        return value.toCharArray();
    }

    private char[] fromFile(Path path) {
        char[] buffer = new char[MOST_CHARACTERS + 1];
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            int length = 0;
            int count = 0;
            while (count >= 0 && length < buffer.length) {
                length += count;
                count = reader.read(buffer, length, buffer.length - length);
            }
            if (length > MOST_CHARACTERS) {
                throw new ConfigurationException("the password in " + this + " is longer than " + MOST_CHARACTERS
                        + " characters: is it the right file?");
            }
            if (length > 0 && buffer[0] == '\uFEFF') {
                throw new ConfigurationException(
                        "the password in " + this
                                + " begins with a byte-order mark, as some editors write it: save the file as UTF-8 without one");
            }
            return Arrays.copyOf(buffer, firstLine(buffer, length));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    this + " does not exist: create it with the password on its first line", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    "the password in " + this + " is not UTF-8 text, most likely UTF-16 or Latin-1: save it as UTF-8",
                    e);
        } catch (IOException e) {
            throw new ConfigurationException("the password in " + this + " cannot be read (" + e + ")", e);
        } finally {
            Arrays.fill(buffer, '\0');
        }
    }

    private static int firstLine(char[] text, int length) {
        int end = 0;
        while (end < length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return end;
    }

    @Override
    public String toString() {
        return file == null ? "environment variable " + variable : "file " + file;
    }
}
