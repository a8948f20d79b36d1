package io.rowseal.crypto;

import java.util.List;

/** What is asked of a provider, and the names that providers have for it. The first name a provider knows is used. */
enum Primitive {
    AES_GCM("AES-256-GCM", "AES/GCM/NoPadding"),
    /** The JDK and ACCP have the first name, Bouncy Castle and BC-FIPS the second, older JDK-like providers the third. */
    AES_KWP("AES-256-KWP", "AES/KWP/NoPadding", "AESKWP", "AESWrapPad"),
    HMAC_SHA_256("HMAC-SHA-256", "HmacSHA256"),
    HMAC_SHA_512("HMAC-SHA-512", "HmacSHA512"),
    /** Not asked of a provider: made of HMAC, because JDK 17 has none. Tested as the others are. */
    HKDF_SHA_256("HKDF-SHA-256"),
    SHA_256("SHA-256", "SHA-256"),
    RSA_OAEP("RSA-OAEP-SHA-256", "RSA/ECB/OAEPPadding"),
    /** Where a provider has no generator of this name, its first one is used. */
    RANDOM("random numbers", "DEFAULT");

    private final String label;
    private final List<String> names;

    Primitive(String label, String... names) {
        this.label = label;
        this.names = List.of(names);
    }

    /** Its name in messages. */
    String label() {
        return label;
    }

    /** Names to ask for, in this order. */
    List<String> names() {
        return names;
    }
}
