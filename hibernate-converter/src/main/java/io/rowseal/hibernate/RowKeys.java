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
 * Gives rows that have no row key one: those that were there before their columns were encrypted, and those that bulk HQL inserted.
 * Each row is locked, and one UPDATE seals all its encrypted columns under the new key and sets {@code row_key}, where it is still
 * null. Values, versions and blind indexes stay as they are.
 *
 * <p>It is safe beside writers of every kind: sessions, partial updates and {@link org.hibernate.StatelessSession}s that read such a
 * row before it got its key write under that key. A row that has a key keeps it; what is a sealed value in it becomes a cell. Rows
 * that have nothing to change are left alone, so a call can be repeated, and goes on where an earlier one was stopped.
 *
 * <p>A value that cannot be opened fails the call with {@link UnreadableAttributeException}, and its transaction should be rolled back;
 * in a mode that writes plaintext, plaintext stays. Thread safe.
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
     * How far {@link #giveNext} got. Can be stored, to go on in another process.
     *
     * @param table the table that was looked at
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
     * @param next where to go on, null when all rows were looked at
     */
    record Batch(int given, @Nullable Position next) {}

    /**
     * Gives the rows of some entities their keys, in all tables, in the transaction of a session. Also turns sealed values of rows
     * that have a key into cells.
     *
     * @param session a Session or StatelessSession in a transaction; where rows belong to tenants, one of the tenant
     * @param entity a class of the hierarchy
     * @param ids identifiers; those that have no row are ignored
     * @return how many rows were changed; an entity of several tables has several
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is no entity with encrypted attributes
     */
    int give(SharedSessionContract session, Class<?> entity, Collection<?> ids);

    /**
     * Gives the next rows that have none their keys, in the order of primary keys, in the transaction of a session.
     *
     * @param session a Session or StatelessSession in a transaction; where each tenant has tables of its own, one of the tenant
     * @param entity a class of the hierarchy: rows of all its classes get keys
     * @param after what the call before returned, null to begin
     * @param rows how many at most, 1 to 100,000: they stay locked until the transaction ends
     * @return how many got one, and where to go on
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is no entity with encrypted attributes, or the position is of another one
     * @throws ConfigurationException if rows of all tenants are in one table: then select the identifiers in a session of each
     *     tenant, and {@link #give} them keys
     */
    Batch giveNext(SharedSessionContract session, Class<?> entity, @Nullable Position after, int rows);

    /**
     * Gives all rows of a hierarchy that have none their keys, each batch in a transaction of its own.
     *
     * @param entity a class of the hierarchy
     * @param rows how many at most in one transaction
     * @return how many rows got one
     */
    long giveAll(Class<?> entity, int rows);
}
