package io.rowseal.persistence;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses. Nothing here asks a name server. */
final class NetCodecs {

    /** Version, then an IPv6 address or an IPv4 address and 12 zero bytes. */
    private static final int ADDRESS_BYTES = 17;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private NetCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new VariableSizeCodec<>("url", URL.class, NetCodecs::encode, NetCodecs::url, NetCodecs::utf8Bytes),
                new VariableSizeCodec<>("uri", URI.class, NetCodecs::encode, NetCodecs::uri, NetCodecs::utf8Bytes),
                new FixedSizeCodec<>("inet", InetAddress.class, ADDRESS_BYTES, NetCodecs::put, NetCodecs::address));
    }

    private static long utf8Bytes(int units) {
        return (long) units * StrictUtf8.MAX_BYTES_PER_UNIT;
    }

    private static byte[] encode(URL value) {
        String text = value.toExternalForm();
        if (parsedUrl(text) == null) {
            throw new ValueEncodingException("the URL is not what its text says: make it with new URL(String)");
        }
        return StrictUtf8.encode(text);
    }

    private static URL url(byte[] encoded) {
        URL value = parsedUrl(StrictUtf8.decode(encoded, encoded.length, URL.class));
        if (value == null) {
            throw new ValueEncodingException(
                    Refusals.notA(URL.class) + ": they are no URL, or this JVM has no handler of its protocol");
        }
        return value;
    }

    private static @Nullable URL parsedUrl(String text) {
        try {
            URL value = new URL(text);
            return value.toExternalForm().equals(text) ? value : null;
        } catch (MalformedURLException e) {
            return null;
        }
    }

    private static byte[] encode(URI value) {
        String text = value.toString();
        if (!value.equals(parsedUri(text))) {
            throw new ValueEncodingException("the URI is not what its text says: make it with new URI(String)");
        }
        return StrictUtf8.encode(text);
    }

    private static URI uri(byte[] encoded) {
        URI value = parsedUri(StrictUtf8.decode(encoded, encoded.length, URI.class));
        if (value == null) {
            throw new ValueEncodingException(Refusals.notA(URI.class) + ": they are no URI");
        }
        return value;
    }

    private static @Nullable URI parsedUri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static void put(ByteBuffer target, InetAddress value) {
        target.put((byte) (value instanceof Inet4Address ? 4 : 6)).put(value.getAddress());
    }

    private static InetAddress address(ByteBuffer source) {
        byte version = source.get();
        byte[] address = new byte[version == 4 ? IPV4_BYTES : IPV6_BYTES];
        source.get(address);
        byte[] rest = new byte[source.remaining()];
        source.get(rest);
        if ((version != 4 && version != 6) || !Arrays.equals(rest, new byte[rest.length])) {
            throw new IllegalArgumentException();
        }
        try {
            // getByAddress of InetAddress would make an IPv4 address of a mapped one.
            return version == 4 ? InetAddress.getByAddress(address) : Inet6Address.getByAddress(null, address, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses of 4 and 16 bytes are legal", e);
        }
    }
}
