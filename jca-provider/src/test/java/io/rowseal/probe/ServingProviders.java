package io.rowseal.probe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which provider serves each algorithm of the JVM, asked as applications ask: by {@code getInstance} of the class that has the
 * type's name. Types without such a class are looked up in the providers.
 */
final class ServingProviders {

    private static final String[] PACKAGES = {
        "java.security.",
        "java.security.cert.",
        "javax.crypto.",
        "javax.net.ssl.",
        "javax.xml.crypto.dsig.",
        "javax.xml.crypto.dsig.keyinfo.",
        "javax.smartcardio.",
        "javax.security.auth.login."
    };

    private final Map<String, String> serving = new TreeMap<>();
    private int asked;

    static ServingProviders snapshot() {
        ServingProviders snapshot = new ServingProviders();
        for (Provider provider : Security.getProviders()) {
            for (Provider.Service service : provider.getServices()) {
                snapshot.add(service.getType(), service.getAlgorithm());
            }
        }
        return snapshot;
    }

    /** Provider by type and algorithm. */
    Map<String, String> byAlgorithm() {
        return serving;
    }

    /** How many answers came from {@code getInstance}. */
    int asked() {
        return asked;
    }

    private void add(String type, String algorithm) {
        String name = type + "." + algorithm;
        if (serving.containsKey(name)) {
            return;
        }
        Method getInstance = getInstance(type);
        String answer = getInstance == null ? null : ask(getInstance, algorithm);
        if (answer != null) {
            asked++;
            serving.put(name, answer);
        } else {
            serving.put(name, "first: " + first(type, algorithm));
        }
    }

    private static Method getInstance(String type) {
        for (String prefix : PACKAGES) {
            try {
                return Class.forName(prefix + type).getMethod("getInstance", String.class);
            } catch (ClassNotFoundException | NoSuchMethodException e) {
                continue;
            }
        }
        return null;
    }

    /** The provider of a new instance; null if there is none without more parameters, or in this environment. */
    private static String ask(Method getInstance, String algorithm) {
        try {
            Object instance = getInstance.invoke(null, algorithm);
            Provider provider =
                    (Provider) instance.getClass().getMethod("getProvider").invoke(instance);
            return provider.getName();
        } catch (InvocationTargetException | IllegalAccessException | NoSuchMethodException e) {
            return null;
        }
    }

    private static String first(String type, String algorithm) {
        for (Provider provider : Security.getProviders()) {
            if (provider.getService(type, algorithm) != null) {
                return provider.getName();
            }
        }
        throw new IllegalStateException(type + " " + algorithm);
    }
}
