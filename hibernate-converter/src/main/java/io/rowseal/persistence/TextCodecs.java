package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Text, binary data and identifiers. */
final class TextCodecs {

    private static final int LOCALE_STEP = 16;
    private static final int CURRENCY_LETTERS = 3;

    private TextCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new VariableSizeCodec<>(
                        "utf8",
                        String.class,
                        StrictUtf8::encode,
                        encoded -> StrictUtf8.decode(encoded, encoded.length, String.class),
                        TextCodecs::utf8Bytes),
                new VariableSizeCodec<>(
                        "utf8",
                        char[].class,
                        v -> StrictUtf8.encode(new String(v)),
                        encoded -> StrictUtf8.decode(encoded, encoded.length, char[].class)
                                .toCharArray(),
                        TextCodecs::utf8Bytes),
                new VariableSizeCodec<>(
                        "utf8",
                        Character[].class,
                        v -> StrictUtf8.encode(unboxed(v)),
                        encoded -> boxed(StrictUtf8.decode(encoded, encoded.length, Character[].class)),
                        TextCodecs::utf8Bytes),
                new VariableSizeCodec<>("bytes", byte[].class, byte[]::clone, byte[]::clone, length -> length),
                new VariableSizeCodec<>(
                        "bytes", Byte[].class, TextCodecs::unboxed, TextCodecs::boxed, length -> length),
                new FixedSizeCodec<>(
                        "uuid",
                        UUID.class,
                        16,
                        (target, v) ->
                                target.putLong(v.getMostSignificantBits()).putLong(v.getLeastSignificantBits()),
                        source -> new UUID(source.getLong(), source.getLong())),
                new FixedSizeCodec<>(
                        "currency",
                        Currency.class,
                        CURRENCY_LETTERS,
                        (target, v) -> target.put(StrictUtf8.encode(v.getCurrencyCode())),
                        TextCodecs::currency),
                new VariableSizeCodec<>(
                        "locale",
                        Locale.class,
                        TextCodecs::locale,
                        TextCodecs::locale,
                        length -> PaddedText.roundUp(length, LOCALE_STEP)));
    }

    private static long utf8Bytes(int units) {
        return (long) units * StrictUtf8.MAX_BYTES_PER_UNIT;
    }

    private static byte[] unboxed(Byte[] value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < bytes.length; i++) {
            if (value[i] == null) {
                throw new ValueEncodingException("a Byte[] with a null element has no encoding: use byte[]");
            }
            bytes[i] = value[i];
        }
        return bytes;
    }

    private static String unboxed(Character[] value) {
        StringBuilder text = new StringBuilder(value.length);
        for (Character unit : value) {
            if (unit == null) {
                throw new ValueEncodingException("a Character[] with a null element has no encoding: use String");
            }
            text.append(unit.charValue());
        }
        return text.toString();
    }

    private static Character[] boxed(String text) {
        Character[] value = new Character[text.length()];
        Arrays.setAll(value, text::charAt);
        return value;
    }

    private static Byte[] boxed(byte[] encoded) {
        Byte[] value = new Byte[encoded.length];
        Arrays.setAll(value, i -> encoded[i]);
        return value;
    }

    private static Currency currency(ByteBuffer source) {
        byte[] letters = new byte[CURRENCY_LETTERS];
        source.get(letters);
        return Currency.getInstance(StrictUtf8.decode(letters, letters.length, Currency.class));
    }

    private static byte[] locale(Locale value) {
        String tag = value.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(value)) {
            throw new ValueEncodingException("the locale has no BCP 47 language tag: use a well-formed one");
        }
        return PaddedText.toMultiple(tag, LOCALE_STEP);
    }

    private static Locale locale(byte[] encoded) {
        String tag = PaddedText.read(encoded, 0, Locale.class);
        Locale value = Locale.forLanguageTag(tag);
        if (!Arrays.equals(PaddedText.toMultiple(value.toLanguageTag(), LOCALE_STEP), encoded)) {
            throw new ValueEncodingException(Refusals.notA(Locale.class) + ": they are no BCP 47 language tag");
        }
        return value;
    }
}
