package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Interceptor;
import org.hibernate.Session;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.DefaultFlushEntityEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.type.Type;
import org.junit.jupiter.api.Test;

/** Values that change while Hibernate writes an entity are cells of its row too. */
@OnHibernate72
class GeneratedUpdatesTest extends DatabaseTest {

    private static final int CELL = 0xF9;

    @Entity(name = "Stamped")
    @DynamicUpdate
    static class Stamped {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        @UpdateTimestamp
        Instant changed;

        @Encrypted
        String secret;

        String note;

        @ElementCollection
        List<String> tags = new ArrayList<>();
    }

    @Entity(name = "Called")
    @DynamicUpdate
    static class Called {
        @Id
        Long id;

        @Encrypted
        String secret;

        String note;

        @PreUpdate
        void changeSecret() {
            secret = "called back";
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Stamped.class, Called.class};
    }

    private byte[] stamp(long id) {
        return db.bytes("select changed from Stamped where id = " + id);
    }

    @Test
    void f10b_anEncryptedTimestampOfAnUpdateIsACellWhateverChanged() {
        db.run(session -> {
            Stamped stamped = new Stamped();
            stamped.id = 1L;
            session.persist(stamped);
        });
        byte[] rowKey = db.bytes("select row_key from Stamped where id = 1");
        db.run(session -> session.find(Stamped.class, 1L).note = "n");
        byte[] first = stamp(1);
        db.run(session -> session.find(Stamped.class, 1L).tags.add("t"));
        byte[] second = stamp(1);

        assertThat(first).startsWith(CELL);
        assertThat(second).startsWith(CELL).isNotEqualTo(first);
        assertThat(db.bytes("select row_key from Stamped where id = 1")).isEqualTo(rowKey);
        db.forgetStatements();
        db.run(session -> session.find(Stamped.class, 1L));
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void f10b_whatACallbackChangesIsACell() {
        db.run(session -> {
            Called called = new Called();
            called.id = 1L;
            called.secret = "s";
            session.persist(called);
        });
        db.run(session -> session.find(Called.class, 1L).note = "n");

        assertThat(db.bytes("select secret from Called where id = 1")).startsWith(CELL);
        assertThat(db.<String>call(session -> session.find(Called.class, 1L).secret))
                .isEqualTo("called back");
    }

    @Test
    void f10b_whatAnInterceptorChangesOrFindsDirtyIsACell() {
        db.run(session -> {
            Stamped stamped = new Stamped();
            stamped.id = 2L;
            stamped.secret = "s";
            session.persist(stamped);
        });
        Interceptor changing = new Interceptor() {
            @Override
            public boolean onFlushDirty(
                    Object entity, Object id, Object[] state, Object[] previous, String[] names, Type[] types) {
                state[List.of(names).indexOf("secret")] = "intercepted";
                return true;
            }
        };
        Interceptor dirty = new Interceptor() {
            @Override
            public int[] findDirty(
                    Object entity, Object id, Object[] state, Object[] previous, String[] names, Type[] types) {
                return new int[] {List.of(names).indexOf("secret")};
            }
        };
        for (Interceptor interceptor : List.of(changing, dirty)) {
            try (Session session =
                    db.factory.withOptions().interceptor(interceptor).openSession()) {
                session.beginTransaction();
                session.find(Stamped.class, 2L).note = "n" + interceptor.hashCode();
                session.getTransaction().commit();
            }
            assertThat(db.bytes("select secret from Stamped where id = 2")).startsWith(CELL);
            assertThat(db.<String>call(session -> session.find(Stamped.class, 2L).secret))
                    .isEqualTo("intercepted");
        }
    }

    /** A library that brings a listener of its own. */
    private static final class OtherListener implements Integrator {
        @Override
        public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
            factory.getEventEngine()
                    .getListenerRegistry()
                    .setListeners(EventType.FLUSH_ENTITY, new DefaultFlushEntityEventListener() {});
        }
    }

    @Test
    void f10b_aListenerInThePlaceOfOursStopsTheStart() {
        Configuration configuration = new Configuration(new BootstrapServiceRegistryBuilder()
                .applyIntegrator(new OtherListener())
                .build());
        configuration.addAnnotatedClass(Called.class);
        configuration.setProperty("hibernate.connection.url", TestDatabase.H2.newDatabase());
        configuration.setProperty("hibernate.hbm2ddl.auto", "create");
        configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        assertThatThrownBy(() -> configuration.buildSessionFactory().close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("FLUSH_ENTITY", "OtherListener", "PreUpdateEventListener");
    }
}
