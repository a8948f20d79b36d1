package io.rowseal.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The providers of primitives that an application can choose. BC-FIPS and ACCP are loaded from jars the build puts aside, each
 * by a class loader of its own, because BC-FIPS has packages of Bouncy Castle.
 */
public enum PrimitiveProviders {
    JDK {
        @Override
        Provider open() {
            return Security.getProvider("SunJCE");
        }
    },
    BOUNCY_CASTLE {
        @Override
        Provider open() {
            return new BouncyCastleProvider();
        }
    },
    BC_FIPS {
        @Override
        Provider open() throws ReflectiveOperationException {
            return load("bc-fips.jar", "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider");
        }
    },
    ACCP {
        @Override
        Provider open() throws ReflectiveOperationException {
            return load(
                    "AmazonCorrettoCryptoProvider-linux-x86_64.jar",
                    "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
        }
    };

    private Provider opened;

    /** ACCP brings native code for one platform only. */
    public boolean isAvailable() {
        return this != ACCP
                || (System.getProperty("os.name") + " " + System.getProperty("os.arch")).equals("Linux amd64");
    }

    abstract Provider open() throws ReflectiveOperationException;

    /** The provider, which is not registered; always the same object. */
    public synchronized Provider provider() {
        assumeThat(isAvailable()).as(this + " runs on this platform").isTrue();
        if (opened == null) {
            try {
                opened = open();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError("the provider cannot be loaded", e);
            }
        }
        return opened;
    }

    private static Provider load(String jar, String className) throws ReflectiveOperationException {
        // Not closed: the provider loads classes as long as it is used.
        @SuppressWarnings("resource")
        URLClassLoader loader = new URLClassLoader(new URL[] {url(jar)}, ClassLoader.getPlatformClassLoader());
        return (Provider) loader.loadClass(className).getDeclaredConstructor().newInstance();
    }

    /** A jar that the build puts aside. */
    public static Path jar(String name) {
        try {
            Path classes = Path.of(PrimitiveProviders.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path jar = classes.resolveSibling("primitive-providers").resolve(name);
            if (!Files.exists(jar)) {
                throw new AssertionError(jar + " is missing: run the build up to process-test-resources");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static URL url(String jar) {
        try {
            return jar(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
