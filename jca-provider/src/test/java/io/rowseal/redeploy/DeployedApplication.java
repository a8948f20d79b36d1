package io.rowseal.redeploy;

import io.rowseal.Context;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.function.BiConsumer;
import javax.crypto.Cipher;

/** An application in a container: it and the library are loaded by a class loader of their own. */
public final class DeployedApplication implements BiConsumer<String, Boolean> {

    private static final byte[] MESSAGE = {1, 2, 3};

    /**
     * Uses the library.
     *
     * @param how whether it gives the provider to getInstance, registers and removes it, or registers it for ever
     * @param closes whether it closes the key ring that it opened; not every application does
     */
    @Override
    public void accept(String how, Boolean closes) {
        KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
        try {
            encryptRows(ring);
            switch (how) {
                case "object" -> use(ring, Cipher.getInstance("Envelope", new RowsealProvider()));
                case "registered-and-removed" -> {
                    Provider provider = new RowsealProvider();
                    require(Security.addProvider(provider) != -1);
                    use(ring, Cipher.getInstance("Envelope"));
                    Security.removeProvider(provider.getName());
                }
                case "registered" -> {
                    Security.addProvider(new RowsealProvider());
                    use(ring, Cipher.getInstance("Envelope"));
                }
                default -> throw new IllegalArgumentException(how);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (closes) {
            ring.close();
        }
    }

    private static void encryptRows(KeyRing ring) {
        TableKeys table = TableKeys.of(ring, "default", "patient");
        Column column = Column.binary("notes");
        byte[] cell = table.newRowKey().seal(column, new byte[0], MESSAGE);
        byte[] sealed = Envelope.of(ring).seal(MESSAGE, Context.empty());
        require(cell.length > MESSAGE.length);
        require(Arrays.equals(MESSAGE, Envelope.of(ring).open(sealed, Context.empty())));
    }

    private static void use(KeyRing ring, Cipher cipher) throws Exception {
        cipher.init(Cipher.ENCRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
        byte[] sealed = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
        require(Arrays.equals(MESSAGE, cipher.doFinal(sealed)));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the application does not work");
        }
    }
}
