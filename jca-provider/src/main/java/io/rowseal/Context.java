package io.rowseal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Name/value pairs that are bound into a ciphertext without being stored in it (AWS calls this an encryption context). To open
 * a ciphertext, the caller gives the same pairs again. Opening with a different context throws {@link WrongContextException}.
 *
 * <p>Pairs are sorted by the unsigned UTF-8 bytes of their names, so the order in which they are given does not matter. Names
 * are unique. A context refuses text with unpaired surrogates, because it has no UTF-8 form. Immutable and thread safe. {@link
 * #toString()} shows names only.
 */
public final class Context {

    /** The one name that is the library's own: the scope belongs to the key. */
    private static final String SCOPE = "scope";

    private static final Context EMPTY = new Context(new TreeMap<>(byUnsignedUtf8()));

    private final TreeMap<String, byte[]> pairs;

    private Context(TreeMap<String, byte[]> pairs) {
        this.pairs = pairs;
    }

    /**
     * The context without pairs.
     *
     * @return the empty context
     */
    public static Context empty() {
        return EMPTY;
    }

    /**
     * A context of text pairs.
     *
     * @param namesAndValues name, value, name, value, …
     * @return the context
     * @throws IllegalArgumentException if the count is odd, a name occurs twice or is {@code scope}, or text has an unpaired
     *     surrogate
     */
    public static Context of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a context is given as name, value, name, value: the last name has no value");
        }
        Context context = EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            context = context.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return context;
    }

    /**
     * A context of text pairs.
     *
     * @param pairs values by name, in any order
     * @return the context
     * @throws IllegalArgumentException if a name is {@code scope}, or text has an unpaired surrogate
     */
    public static Context of(Map<String, String> pairs) {
        Context context = EMPTY;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            context = context.with(pair.getKey(), pair.getValue());
        }
        return context;
    }

    /**
     * This context and one more text pair.
     *
     * @param name a name this context does not have yet
     * @param value the value; stored as UTF-8
     * @return a new context
     * @throws IllegalArgumentException if the name is present or {@code scope}, or text has an unpaired surrogate
     */
    public Context with(String name, String value) {
        return with(name, utf8(value, "value of context pair '" + Printable.of(name) + "'"));
    }

    /**
     * This context and one more pair with a binary value.
     *
     * @param name a name this context does not have yet
     * @param value the value; copied
     * @return a new context
     * @throws IllegalArgumentException if the name is present or {@code scope}, or has an unpaired surrogate
     */
    public Context with(String name, byte[] value) {
        if (name.equals(SCOPE)) {
            throw new IllegalArgumentException(
                    "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
        }
        return extended(name, value);
    }

    /**
     * The context that wraps the keys of a scope: these pairs and the scope. For this library and for tests of master-key
     * stores. Messages and parameters refuse such a context, because their scope comes with the key.
     *
     * @param scope the scope
     * @return a new context
     * @throws IllegalArgumentException if this context has a scope, or text has an unpaired surrogate
     */
    public Context inScope(String scope) {
        return extended(SCOPE, utf8(scope, "scope"));
    }

    private Context extended(String name, byte[] value) {
        utf8(name, "name of a context pair");
        if (pairs.containsKey(name)) {
            throw new IllegalArgumentException(
                    "context pair '" + Printable.of(name) + "' is given twice: give each name once");
        }
        TreeMap<String, byte[]> extended = new TreeMap<>(pairs);
        extended.put(name, value.clone());
        return new Context(extended);
    }

    /**
     * The names, sorted by their unsigned UTF-8 bytes.
     *
     * @return an unmodifiable view
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(pairs.keySet());
    }

    /**
     * The value of a pair.
     *
     * @param name the name
     * @return a copy of its value, or null if there is no such pair
     */
    public byte @Nullable [] value(String name) {
        byte[] value = pairs.get(name);
        return value == null ? null : value.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Context that) || !pairs.keySet().equals(that.pairs.keySet())) {
            return false;
        }
        Iterator<byte[]> theirs = that.pairs.values().iterator();
        for (byte[] value : pairs.values()) {
            if (!Arrays.equals(value, theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Map.Entry<String, byte[]> pair : pairs.entrySet()) {
            hash = 31 * (31 * hash + pair.getKey().hashCode()) + Arrays.hashCode(pair.getValue());
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Context" + pairs.keySet().stream().map(Printable::of).toList();
    }

    private static byte[] utf8(String text, String what) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the " + what + " has an unpaired surrogate: it has no UTF-8 form", e);
        }
    }

    private static Comparator<String> byUnsignedUtf8() {
        return (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
