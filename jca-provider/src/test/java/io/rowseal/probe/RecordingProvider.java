package io.rowseal.probe;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Set;
import java.util.function.BiConsumer;

/** Stands for another provider under the name of that one, and notes each request for an algorithm. */
final class RecordingProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private final transient Provider real;
    private final transient BiConsumer<String, String> note;

    RecordingProvider(Provider real, BiConsumer<String, String> note) {
        super(real.getName(), real.getVersionStr(), "notes what is asked of " + real.getName());
        this.real = real;
        this.note = note;
    }

    @Override
    public Service getService(String type, String algorithm) {
        Service service = real.getService(type, algorithm);
        if (service != null) {
            note.accept(type, algorithm);
        }
        return service;
    }

    @Override
    public Set<Service> getServices() {
        return real.getServices();
    }

    /** {@code new SecureRandom()} asks no service of a wrapped provider, but takes the first that registers a generator. */
    static final class DefaultRandom extends Provider {

        private static final long serialVersionUID = 1L;

        DefaultRandom(SecureRandom seeds, BiConsumer<String, String> note) {
            super("DefaultRandom", "1", "notes each default random generator");
            putService(new Service(this, "SecureRandom", "Noted", "made below", null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    note.accept("SecureRandom", "the JVM's default");
                    return new Delegate(seeds);
                }
            });
        }
    }

    private static final class Delegate extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;
        private final SecureRandom real;

        Delegate(SecureRandom real) {
            this.real = real;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            real.setSeed(seed);
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            real.nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return real.generateSeed(count);
        }
    }
}
