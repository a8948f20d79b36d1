package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Clinic.RandomNonce;
import io.rowseal.row.RowKeyBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.Interceptor;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.junit.jupiter.api.Test;

/** What interceptors and event listeners of an application see of an entity with encrypted attributes. */
@OnHibernate72
class ListenersTest extends DatabaseTest {

    private static final String ROW_KEY = "!rowKey";

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {RandomNonce.class};
    }

    /** Writes down what it sees. The row key is null, not fetched, or the 83 bytes of the column. */
    private static final class Recorder implements Interceptor {

        final List<String> seen = new ArrayList<>();

        @Override
        public boolean onPersist(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            record("persist", state, names);
            return false;
        }

        @Override
        public boolean onFlushDirty(
                Object entity, Object id, Object[] state, Object[] previous, String[] names, Type[] types) {
            record("flush", state, names);
            record("previous", previous, names);
            return false;
        }

        @Override
        public boolean onLoad(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            record("load", state, names);
            return false;
        }

        void record(String event, Object[] state, String[] names) {
            int secret = Arrays.asList(names).indexOf("secret");
            int rowKey = Arrays.asList(names).indexOf(ROW_KEY);
            assertThat(names).containsExactlyInAnyOrder(ROW_KEY, "secret");
            Object value = state[rowKey];
            assertThat(value == null
                            || value == LazyPropertyInitializer.UNFETCHED_PROPERTY
                            || ((byte[]) value).length == RowKeyBlock.BYTES)
                    .isTrue();
            seen.add(event + " " + state[secret]);
        }
    }

    @Test
    void f34_interceptorsSeeTheWrappedRowKeyAsAPropertyOfItsOwn() {
        Recorder recorder = new Recorder();
        try (TestSessions sessions = new TestSessions(
                database.newDatabase(),
                database.user(),
                ring,
                Map.of("hibernate.session_factory.interceptor", recorder),
                RandomNonce.class)) {
            work(sessions);
        }
        assertThat(recorder.seen).containsExactly("persist one", "load one", "flush two", "previous one");
    }

    @Test
    void f34_listenersSeeTheWrappedRowKeyAsAPropertyOfItsOwn() {
        Recorder recorder = new Recorder();
        try (TestSessions sessions = new TestSessions(database, ring, RandomNonce.class)) {
            var listeners = ((SessionFactoryImplementor) sessions.factory).getEventListenerRegistry();
            listeners.appendListeners(EventType.POST_INSERT, new PostInsertEventListener() {
                @Override
                public void onPostInsert(PostInsertEvent event) {
                    recorder.record(
                            "insert", event.getState(), event.getPersister().getPropertyNames());
                }

                @Override
                public boolean requiresPostCommitHandling(EntityPersister persister) {
                    return false;
                }
            });
            listeners.appendListeners(EventType.POST_UPDATE, new PostUpdateEventListener() {
                @Override
                public void onPostUpdate(PostUpdateEvent event) {
                    recorder.record(
                            "update", event.getState(), event.getPersister().getPropertyNames());
                }

                @Override
                public boolean requiresPostCommitHandling(EntityPersister persister) {
                    return false;
                }
            });
            work(sessions);
        }
        assertThat(recorder.seen).containsExactly("insert one", "update two");
    }

    private static void work(TestSessions sessions) {
        sessions.run(session -> {
            RandomNonce entity = new RandomNonce();
            entity.id = 1L;
            entity.secret = "one";
            session.persist(entity);
        });
        sessions.run(session -> session.find(RandomNonce.class, 1L).secret = "two");
    }

    @Test
    void f34_theMetamodelOfJpaHidesTheRowKey() {
        assertThat(db.factory.getMetamodel().entity(RandomNonce.class).getAttributes())
                .extracting(attribute -> attribute.getName())
                .containsExactlyInAnyOrder("id", "secret");
    }
}
