package io.rowseal.boot.application;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Has only types that Spring Boot 3 has too. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedOnSpringBoot3 {

    public static void main(String[] arguments) {
        SpringApplication.run(StartedOnSpringBoot3.class, arguments);
    }
}
