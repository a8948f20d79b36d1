package io.rowseal.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.TrustManagerFactory;

/** A TLS client and server that both show certificates, over buffers instead of a network. */
final class TlsHandshake {

    private static final char[] PASSWORD = "throwaway".toCharArray();
    private static final int MOST_STEPS = 200;

    private TlsHandshake() {}

    /** Makes the handshake and sends one message each way; the protocol, cipher suite and names of both sides. */
    static String run(Path keyStore, String protocol) throws Exception {
        SSLContext context = context(keyStore);
        SSLEngine client = context.createSSLEngine("server.example", 443);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {protocol});
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        Side clientSide = new Side(client, toClient, toServer);
        Side serverSide = new Side(server, toServer, toClient);
        for (int step = 0; !clientSide.hasReceived() || !serverSide.hasReceived(); step++) {
            if (step == MOST_STEPS) {
                throw new IllegalStateException("no end: " + client.getHandshakeStatus() + server.getHandshakeStatus());
            }
            clientSide.advance();
            serverSide.advance();
        }
        return client.getSession().getProtocol() + " " + subject(client) + " " + subject(server) + " "
                + context.getProvider().getName();
    }

    private static final class Side {

        private final SSLEngine engine;
        private final ByteBuffer in;
        private final ByteBuffer out;
        private final ByteBuffer received = ByteBuffer.allocate(1 << 17);
        private boolean sent;

        Side(SSLEngine engine, ByteBuffer in, ByteBuffer out) {
            this.engine = engine;
            this.in = in;
            this.out = out;
        }

        boolean hasReceived() {
            return received.position() > 0;
        }

        void advance() throws Exception {
            in.flip();
            if (in.hasRemaining()) {
                require(engine.unwrap(in, received), Status.OK, Status.BUFFER_UNDERFLOW);
            }
            in.compact();
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_WRAP) {
                require(engine.wrap(ByteBuffer.allocate(0), out), Status.OK);
            } else if (status == HandshakeStatus.NOT_HANDSHAKING && begun() && !sent) {
                require(engine.wrap(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)), out), Status.OK);
                sent = true;
            } else if (!begun() && engine.getUseClientMode()) {
                engine.beginHandshake();
            }
        }

        private boolean begun() {
            return !engine.getSession().getProtocol().equals("NONE") || engine.getHandshakeSession() != null;
        }
    }

    private static void require(SSLEngineResult result, Status... allowed) {
        if (!List.of(allowed).contains(result.getStatus())) {
            throw new IllegalStateException(result.toString());
        }
    }

    private static String subject(SSLEngine engine) throws Exception {
        X509Certificate certificate = (X509Certificate) engine.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private static SSLContext context(Path keyStore) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keyStore)) {
            own.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("peer", own.getCertificate("peer"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** A key store with a throwaway key and its certificate. */
    static Path keyStore(Path directory) throws Exception {
        Path file = directory.resolve("peer.p12");
        ModuleJar.tool(
                "keytool",
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=peer",
                "-validity",
                "2",
                "-keystore",
                file,
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD));
        return file;
    }
}
