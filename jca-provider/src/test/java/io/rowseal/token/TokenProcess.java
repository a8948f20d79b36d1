package io.rowseal.token;

import io.rowseal.Context;
import io.rowseal.RowsealException;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.message.Envelope;
import io.rowseal.testing.SoftHsm;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Opens messages with an RSA private key that never leaves its token. Prints one line for each thing it tried. */
final class TokenProcess {

    private static final byte[] MESSAGE = {1, 2, 3, 4, 5};
    private static final Context CONTEXT = Context.of("invoice", "4711");

    private final PrivateKey inToken;
    private final RSAPublicKey ofToken;
    private final KeyPair outside;
    private final Provider pkcs11;

    private TokenProcess(Provider pkcs11) throws Exception {
        this.pkcs11 = pkcs11;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", pkcs11);
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        this.inToken = pair.getPrivate();
        this.ofToken = (RSAPublicKey) pair.getPublic();
        KeyPairGenerator software = KeyPairGenerator.getInstance("RSA");
        software.initialize(2048);
        this.outside = software.generateKeyPair();
    }

    public static void main(String[] arguments) throws Exception {
        Provider pkcs11 = Security.getProvider("SunPKCS11").configure(arguments[0]);
        Security.addProvider(pkcs11);
        KeyStore.getInstance("PKCS11", pkcs11).load(null, SoftHsm.PIN.toCharArray());
        new TokenProcess(pkcs11).run();
    }

    private void run() throws Exception {
        System.out.println("encoding=" + (inToken.getEncoded() == null ? "none" : "given"));
        byte[] sealed = Envelope.of(ofToken).seal(MESSAGE, CONTEXT);
        System.out.println("message=" + opens(sealed, inToken));

        Key aes = new SecretKeySpec(
                "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "AES");
        byte[] several =
                Envelope.of(RecipientKeys.of(outside.getPublic(), ofToken, aes)).seal(MESSAGE, CONTEXT);
        System.out.println("several=" + opens(several, inToken));
        System.out.println("several-with-another=" + opens(several, RecipientKeys.of(inToken, outside.getPrivate())));

        System.out.println(
                "not-for-it=" + opens(Envelope.of(outside.getPublic()).seal(MESSAGE, CONTEXT), inToken));
        System.out.println("context="
                + attempt(() -> Envelope.of(inToken).open(sealed, Context.of("invoice", "4712"))));
        int same = 0;
        String first = "";
        for (int i = 60; i < sealed.length - MESSAGE.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            String answer = opens(altered, inToken);
            first = first.isEmpty() ? answer : first;
            same += answer.equals("right") ? 1 : 0;
        }
        System.out.println("altered-but-opened=" + same);
        System.out.println("seals=" + attempt(() -> Envelope.of(inToken).seal(MESSAGE, CONTEXT)));

        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (OutputStream out = Envelope.of(ofToken).streams(CONTEXT).sealTo(stream)) {
            out.write(MESSAGE);
        }
        System.out.println("stream="
                + attempt(() -> Envelope.of(inToken)
                        .streams(CONTEXT)
                        .openFrom(new java.io.ByteArrayInputStream(stream.toByteArray()))
                        .readAllBytes()));

        Cipher cipher = Cipher.getInstance("Envelope", new RowsealProvider());
        cipher.init(Cipher.ENCRYPT_MODE, ofToken);
        byte[] byCipher = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, inToken);
        System.out.println("cipher=" + attempt(() -> cipher.doFinal(byCipher)));

        Security.removeProvider(pkcs11.getName());
        System.out.println("removed=" + opens(sealed, inToken));
    }

    private static String opens(byte[] sealed, Key key) {
        return attempt(() -> Envelope.of(key).open(sealed, CONTEXT));
    }

    private interface Opening {
        byte[] run() throws Exception;
    }

    private static String attempt(Opening opening) {
        try {
            return Arrays.equals(MESSAGE, opening.run()) ? "right" : "WRONG";
        } catch (RowsealException | IllegalArgumentException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        } catch (Exception e) {
            return "FAILED: " + e;
        }
    }
}
