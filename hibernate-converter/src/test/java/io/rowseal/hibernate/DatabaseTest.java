package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios that run on every database, each class with a database and a SessionFactory of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseTest {

    @Parameter
    TestDatabase database;

    KeyRing ring;
    TestSessions db;

    abstract Class<?>[] entities();

    @BeforeParameterizedClassInvocation
    void openDatabase() {
        ring = TestKeyRing.create();
        db = new TestSessions(database, ring, entities());
    }

    @AfterParameterizedClassInvocation
    void closeDatabase() {
        if (db != null) {
            db.close();
        }
        ring.close();
    }
}
