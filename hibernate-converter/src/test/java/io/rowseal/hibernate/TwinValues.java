package io.rowseal.hibernate;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The attributes of {@link Twins}, values for them that can be recognised wherever they are, and access by name. */
final class TwinValues {

    /** In every text and byte array. */
    static final String MARK = "Quagga~";

    /** The first six bytes of every number. */
    static final long NUMBER_MARK = 0x5A71_C3E9_A4B2_0000L;

    /** The first eight bytes of every UUID. */
    static final long CODE_MARK = 0x7E3B_91D5_4C68_4FA2L;

    static final List<String> ENCRYPTED =
            List.of("text", "email", "number", "letter", "code", "bytes", "changed", "kind", "flag", "nest.tree");

    static final List<String> ALL = withOpen();

    private static final String[] TEXTS = {"", "a", "é", "😀"};

    private TwinValues() {}

    private static List<String> withOpen() {
        List<String> all = new ArrayList<>(ENCRYPTED);
        all.add("open");
        return List.copyOf(all);
    }

    /** What is stored must not hold any of these. */
    static List<byte[]> marks() {
        byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
        List<byte[]> marks = new ArrayList<>(List.of(
                mark,
                MARK.getBytes(StandardCharsets.UTF_16BE),
                MARK.getBytes(StandardCharsets.UTF_16LE),
                HexFormat.of().formatHex(mark).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().withUpperCase().formatHex(mark).getBytes(StandardCharsets.US_ASCII)));
        marks.add(Arrays.copyOf(ByteBuffer.allocate(8).putLong(NUMBER_MARK).array(), 6));
        marks.add(Long.toString(NUMBER_MARK).substring(0, 14).getBytes(StandardCharsets.US_ASCII));
        marks.add(ByteBuffer.allocate(8).putLong(CODE_MARK).array());
        marks.add(new UUID(CODE_MARK, 0).toString().substring(0, 18).getBytes(StandardCharsets.US_ASCII));
        return marks;
    }

    /** A value, now and then null; the owner's values are nobody else's. */
    static Object random(String attribute, RandomGenerator random, long owner) {
        if (!attribute.equals("flag") && random.nextInt(8) == 0) {
            return null;
        }
        return switch (attribute) {
            case "open" -> "open" + random.nextInt(5);
            // Few of them, so that queries find some and that some are refused as duplicates.
            case "email" -> MARK + owner + "@" + random.nextInt(25);
            case "letter" -> MARK + owner + "/" + random.nextInt(6);
            case "number" -> NUMBER_MARK + random.nextInt(6);
            case "code" -> new UUID(CODE_MARK, random.nextInt(1000));
            case "bytes" -> (MARK + "x".repeat(random.nextInt(60))).getBytes(StandardCharsets.UTF_8);
            case "changed" -> new Date(1_700_000_000_000L + random.nextInt(1_000_000_000));
            case "kind" -> Twins.Kind.values()[random.nextInt(3)];
            case "flag" -> random.nextBoolean();
            default -> MARK + TEXTS[random.nextInt(TEXTS.length)].repeat(1 + random.nextInt(30)) + random.nextInt(1000);
        };
    }

    static Object get(Object entity, String attribute) {
        try {
            if (attribute.equals("nest.tree")) {
                Object nest = get(entity, "nest");
                return nest == null ? null : field(nest.getClass(), "tree").get(nest);
            }
            return field(entity.getClass(), attribute).get(entity);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Copies what can be changed: each twin has its own. */
    static void set(Object entity, String attribute, Object value) {
        try {
            if (attribute.equals("nest.tree")) {
                Field nest = field(entity.getClass(), "nest");
                Object nested = nest.getType().getDeclaredConstructor().newInstance();
                field(nested.getClass(), "tree").set(nested, value);
                nest.set(entity, value == null ? null : nested);
                return;
            }
            field(entity.getClass(), attribute).set(entity, copy(value));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Object copy(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        return value instanceof Date date ? new Date(date.getTime()) : value;
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new AssertionError(type + " has no " + name);
    }

    /** Equal for equal twins. */
    static String show(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Date date) {
            return String.valueOf(date.getTime());
        }
        if (value instanceof Object[] row) {
            List<String> shown = new ArrayList<>();
            for (Object column : row) {
                shown.add(show(column));
            }
            return shown.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TwinValues::show).toList().toString();
        }
        if (value instanceof Twins.Plain || value instanceof Twins.Secret) {
            return showEntity(value);
        }
        return String.valueOf(value);
    }

    private static String showEntity(Object entity) {
        StringBuilder shown = new StringBuilder("id=" + get(entity, "id"));
        boolean loose = entity instanceof Twins.LoosePlain || entity instanceof Twins.LooseSecret;
        if (!loose) {
            shown.append(" version=").append(get(entity, "version"));
        }
        ALL.forEach(attribute -> shown.append(' ').append(attribute).append('=').append(show(get(entity, attribute))));
        return shown.toString();
    }
}
