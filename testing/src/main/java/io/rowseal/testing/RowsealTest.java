package io.rowseal.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a JUnit test class a {@link io.rowseal.keys.KeyRing} with its keys in memory. Parameters of this type of constructors, test
 * methods and lifecycle methods receive it, and so do fields of this type that are null and not final, before
 * {@code @BeforeAll} if they are static. The class and its nested classes share one ring, which is closed after the last of their
 * tests; no other class gets it. Its keys are lost then: what it sealed can no longer be read.
 *
 * <p>A test must not close the ring. Test classes may run concurrently.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RowsealExtension.class)
public @interface RowsealTest {}
