package io.rowseal.boot;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Stops the start on an older Spring Boot, before its auto-configuration meets types that it lacks. Uses only types that it has. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SpringBootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int OLDEST = 4;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String version = SpringBootVersion.getVersion();
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST) {
            throw new KeyRingStartException(
                    "Rowseal needs Spring Boot " + OLDEST + ": this application runs Spring Boot " + version + ".",
                    "Update Spring Boot, or use Rowseal without the starter (README, Plain Hibernate).");
        }
    }
}
