package io.rowseal.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test class whose subject can differ between versions of Spring Boot: the build runs it a second time, on Spring Boot 4.0. */
@Tag("spring-boot-4.0")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnSpringBoot40 {}
