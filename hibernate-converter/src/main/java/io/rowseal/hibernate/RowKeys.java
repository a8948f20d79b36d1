package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * Gives a row key to rows that have none: rows from before their columns were encrypted, and rows that bulk HQL inserted. It
 * locks each row. One UPDATE seals all its encrypted columns under the new key and sets {@code row_key}, if that is still null.
 * Values, versions and blind indexes do not change.
 *
 * <p>It is safe beside writers of every kind. Sessions, partial updates and {@link org.hibernate.StatelessSession}s that read
 * such a row before it got its key write under that key. A row that has a key keeps it; sealed values in it become cells. It
 * skips rows that need no change, so you can repeat a call, and it continues where an earlier one stopped.
 *
 * <p>If a value cannot be opened, the call throws {@link UnreadableAttributeException}; roll its transaction back. In a mode
 * that writes plaintext, plaintext stays. Thread safe.
 */
public interface RowKeys extends Service {

    /**
     * Gives row keys to rows of the entities of a SessionFactory.
     *
     * @param factory the SessionFactory, or an EntityManagerFactory of Hibernate's unwrapped to one
     * @return what gives them
     */
    static RowKeys of(SessionFactory factory) {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(RowKeys.class);
    }

    /**
     * How far {@link #giveNext} got. Can be stored, to continue in another process.
     *
     * @param table the table that was processed
     * @param key the last primary key in it
     */
    record Position(String table, List<Object> key) implements Serializable {

        /** Takes the key by value. */
        public Position {
            key = List.copyOf(key);
        }
    }

    /**
     * What {@link #giveNext} did.
     *
     * @param given how many rows got a key
     * @param next where to continue, null when all rows were processed
     */
    record Batch(int given, @Nullable Position next) {}

    /**
     * Gives row keys to the rows of some entities, in all tables, in the transaction of a session. Also turns sealed values of
     * rows that have a key into cells.
     *
     * @param session a Session or StatelessSession in a transaction; if rows belong to tenants, a session of the tenant
     * @param entity a class of the hierarchy
     * @param ids identifiers; those that have no row are ignored
     * @return how many rows were changed; an entity of several tables has several
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is not an entity with encrypted attributes
     */
    int give(SharedSessionContract session, Class<?> entity, Collection<?> ids);

    /**
     * Gives row keys to the next rows that have none, in the order of primary keys, in the transaction of a session.
     *
     * @param session a Session or StatelessSession in a transaction; if each tenant has its own tables, a session of the tenant
     * @param entity a class of the hierarchy: rows of all its classes get keys
     * @param after the position that the previous call returned, null to begin
     * @param rows how many at most, 1 to 100,000: they stay locked until the transaction ends
     * @return how many got one, and where to continue
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is not an entity with encrypted attributes, or the position belongs to
     *     another entity
     * @throws ConfigurationException if rows of all tenants are in one table: then select the identifiers in a session of each
     *     tenant, and {@link #give} them keys
     */
    Batch giveNext(SharedSessionContract session, Class<?> entity, @Nullable Position after, int rows);

    /**
     * Gives row keys to all rows of a hierarchy that have none, each batch in a separate transaction.
     *
     * @param entity a class of the hierarchy
     * @param rows how many at most in one transaction
     * @return how many rows got one
     */
    long giveAll(Class<?> entity, int rows);
}
