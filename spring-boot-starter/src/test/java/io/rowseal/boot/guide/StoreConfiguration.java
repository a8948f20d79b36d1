package io.rowseal.boot.guide;

import io.rowseal.boot.KeyRingBuilderCustomizer;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// snippet
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    MasterKeyStore masterKeys(@Value("${MASTER_KEY_PASSWORD}") String password) {
        return Pkcs12MasterKeyStore.builder()
                .storeId("head-office")
                .file(Path.of("/var/lib/clinic/keys/head-office.p12"))
                .password(password::toCharArray)
                .build();
    }

    @Bean
    KeyRingBuilderCustomizer shortMemory() {
        return builder -> builder.policy(KeyRingPolicy.builder()
                .kekPeriod(Duration.ofDays(30))
                .cacheAge(Duration.ofMinutes(5))
                .cacheEntries(100)
                .build());
    }
}
// end of snippet
