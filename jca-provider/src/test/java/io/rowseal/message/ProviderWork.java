package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.message.key.StreamKey;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.Key;
import java.security.KeyPair;
import java.security.Provider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;

/** Everything the library does with keys, with the primitives of one provider, over stores that several providers share. */
public final class ProviderWork {

    static final byte[] PLAINTEXT = MessageSamples.bytes(40_000, 3);

    private static final byte[] NOTHING = new byte[0];
    private static final Context CONTEXT = Context.of("invoice", "4711");
    private static final Column NAME = Column.binary("name");
    private static final Column UNIQUE = Column.binary("code").withNonce(Column.Nonce.RANDOM);

    /** What outlives a provider. */
    public static final class Stores {
        final InMemoryMasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        final InMemoryMasterKeyStore direct = new InMemoryMasterKeyStore("direct");
        final InMemoryKekStore keks = new InMemoryKekStore();
        final byte[] bytes = MessageSamples.bytes(32, 5);
        final KeyPair rsa;

        /** The key pair comes from outside: making one is no work of this library. */
        public Stores(KeyPair rsa) {
            this.rsa = rsa;
        }
    }

    private final Stores stores;
    private final Primitives primitives;
    private final Provider provider;
    private final KeyRing ring;

    public ProviderWork(Provider provider, Stores stores) {
        this.stores = stores;
        this.provider = provider;
        this.primitives = Primitives.of(provider);
        stores.direct.start(StoreStart.mayCreateKeys().withPrimitiveProvider(provider));
        this.ring = KeyRing.builder()
                .masterKeyStore(stores.masterKeys)
                .kekStore(stores.keks)
                .primitiveProvider(provider)
                .build();
    }

    public KeyRing ring() {
        return ring;
    }

    /** One value of each kind, by what it is. */
    public Map<String, byte[]> seal() {
        Map<String, byte[]> sealed = new LinkedHashMap<>();
        forEachKey(true, (name, key) -> {
            sealed.put(name, envelope(key).seal(PLAINTEXT, CONTEXT));
            sealed.put(name + " stream", sealStream(key));
        });
        try (TableKeys table = TableKeys.of(ring, "default", "patients")) {
            RowKey row = table.newRowKey();
            sealed.put("cell", Bytes.concat(row.block(), row.seal(NAME, NOTHING, PLAINTEXT)));
            sealed.put("random cell", Bytes.concat(row.block(), row.seal(UNIQUE, NOTHING, PLAINTEXT)));
            sealed.put("index", index().prefix(PLAINTEXT));
        }
        return sealed;
    }

    /** Opens what {@link #seal()} of any provider gave; the plaintexts, and what is the same each time as it is. */
    public Map<String, byte[]> open(Map<String, byte[]> sealed) {
        Map<String, byte[]> opened = new LinkedHashMap<>();
        forEachKey(false, (name, key) -> {
            opened.put(name, envelope(key).open(sealed.get(name), CONTEXT));
            opened.put(name + " stream", openStream(key, sealed.get(name + " stream")));
        });
        try (TableKeys table = TableKeys.of(ring, "default", "patients")) {
            opened.put("cell", table.open(NAME, sealed.get("cell")));
            opened.put("random cell", table.open(UNIQUE, sealed.get("random cell")));
            opened.put("index", index().prefix(PLAINTEXT));
        }
        return opened;
    }

    /** Opens what was sealed, with one bit of each changed; names of those that were not refused. */
    public String acceptedDamage(Map<String, byte[]> sealed) {
        StringBuilder accepted = new StringBuilder();
        UnaryOperator<byte[]> damage = bytes -> {
            byte[] damaged = bytes.clone();
            damaged[damaged.length - 1] ^= 1;
            return damaged;
        };
        forEachKey(false, (name, key) -> {
            try {
                envelope(key).open(damage.apply(sealed.get(name)), CONTEXT);
                accepted.append(name).append(' ');
            } catch (io.rowseal.TamperedException expected) {
                // Refused, as it must be.
            }
            try {
                openStream(key, damage.apply(sealed.get(name + " stream")));
                accepted.append(name).append(" stream ");
            } catch (io.rowseal.TamperedException expected) {
                // Refused, as it must be.
            }
        });
        return accepted.toString();
    }

    private interface Use {
        void with(String name, Key key);
    }

    private void forEachKey(boolean seals, Use use) {
        use.with("ring", ring.key("default"));
        use.with("client", ClientKey.of(stores.bytes.clone()));
        use.with("aes", new SecretKeySpec(stores.bytes, "AES"));
        use.with("rsa", seals ? stores.rsa.getPublic() : stores.rsa.getPrivate());
        use.with("handle", MasterKeyHandle.of(stores.direct));
    }

    private Envelope envelope(Key key) {
        return key instanceof KeyRingKey ? Envelope.of(key) : Envelope.of(key, provider);
    }

    private BlindIndex index() {
        return BlindIndex.ofColumn(ring, "default", "patients", NAME, 1, "exact");
    }

    private byte[] sealStream(Key key) {
        try (StreamKey streamKey = MessageKeys.of(key, primitives).createStream(CONTEXT);
                ChunkSealer sealer = streamKey.sealer(NOTHING)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(streamKey.header());
            out.writeBytes(sealer.start());
            ByteBuffer sealed = ByteBuffer.allocate((int) sealer.finishSize(PLAINTEXT.length));
            sealer.update(ByteBuffer.wrap(PLAINTEXT), sealed);
            sealer.finish(sealed);
            out.writeBytes(sealed.array());
            return out.toByteArray();
        }
    }

    private byte[] openStream(Key key, byte[] sealed) {
        int header = HeaderLength.needed(sealed, sealed.length);
        byte[] start = Arrays.copyOfRange(sealed, header, header + 56);
        ByteBuffer body = ByteBuffer.wrap(sealed, header + 56, sealed.length - header - 56);
        try (ChunkOpener opener =
                MessageKeys.of(key, primitives).openStream(CONTEXT, NOTHING, Arrays.copyOf(sealed, header), start)) {
            ByteBuffer out = ByteBuffer.allocate((int) opener.finishSize(body.remaining()));
            opener.update(body, out);
            opener.finish(out);
            return Arrays.copyOf(out.array(), out.position());
        }
    }
}
