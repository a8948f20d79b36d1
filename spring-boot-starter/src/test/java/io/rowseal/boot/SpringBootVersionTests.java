package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

@OnSpringBoot40
class SpringBootVersionTests {

    @Test
    void f15_testsRunOnTheVersionThatTheBuildSays() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("rowseal.test.spring-boot", "4.1."));
        assertThat(org.hibernate.Version.getVersionString())
                .startsWith(System.getProperty("rowseal.test.spring-boot") == null ? "7.4." : "7.2.");
    }
}
