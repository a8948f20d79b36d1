package io.rowseal.hibernate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test class whose subject can differ between versions of Hibernate: the build runs it a second time, on Hibernate 7.2 and H2. */
@Tag("hibernate-7.2")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnHibernate72 {}
