package io.rowseal.keys.spi;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A KEK as stored: wrapped by one or more master keys, any one of which can unwrap it. Immutable; contains no secret. A record
 * is untrusted data: the library trusts only what the check value and the master-key store confirm.
 */
public final class KekRecord {

    /** Longest scope in UTF-8 bytes. */
    public static final int MAX_SCOPE_BYTES = 255;

    /** Most recipients of one record. */
    public static final int MAX_RECIPIENTS = 16;

    /** Bytes of the check value. */
    public static final int CHECK_BYTES = 32;

    private final KekId kekId;
    private final KekPurpose purpose;
    private final String scope;
    private final int sequence;
    private final long createdAt;
    private final KekState state;
    private final List<WrappedKey> recipients;
    private final byte[] check;

    /**
     * Creates a record.
     *
     * @param kekId unique over all records
     * @param purpose what the key is for
     * @param scope the set of rows that share it, 1 to 255 UTF-8 bytes, compared bytewise
     * @param sequence 1, 2, … within scope and purpose
     * @param createdAt milliseconds since the epoch
     * @param state whether it may be used
     * @param recipients the wrapped key, 1 to 16 times; empty if the state is DESTROYED
     * @param check 32 bytes: HKDF-Expand of the KEK over purpose, scope, kekId and createdAt
     */
    public KekRecord(
            KekId kekId,
            KekPurpose purpose,
            String scope,
            int sequence,
            long createdAt,
            KekState state,
            List<WrappedKey> recipients,
            byte[] check) {
        requireScope(scope);
        if (sequence < 1) {
            throw new IllegalArgumentException("the sequence of a KEK record begins with 1, not " + sequence);
        }
        if (recipients.size() > MAX_RECIPIENTS || recipients.isEmpty() != (state == KekState.DESTROYED)) {
            throw new IllegalArgumentException("a KEK record has 1 to " + MAX_RECIPIENTS
                    + " recipients, and none once it is DESTROYED; kekId " + kekId + " has " + recipients.size());
        }
        if (recipients.stream()
                        .map(key -> List.of(key.storeId(), key.keyRef()))
                        .distinct()
                        .count()
                != recipients.size()) {
            throw new IllegalArgumentException("kekId " + kekId + " is wrapped twice by one master key");
        }
        if (check.length != CHECK_BYTES) {
            throw new IllegalArgumentException(
                    "the check value of kekId " + kekId + " has " + check.length + " bytes, not 32");
        }
        this.kekId = kekId;
        this.purpose = purpose;
        this.scope = scope;
        this.sequence = sequence;
        this.createdAt = createdAt;
        this.state = state;
        this.recipients = List.copyOf(recipients);
        this.check = check.clone();
    }

    /**
     * Refuses text that cannot be a scope.
     *
     * @param scope the scope
     * @return the scope
     * @throws IllegalArgumentException if it is empty or too long, or has NUL characters or unpaired surrogates
     */
    public static String requireScope(String scope) {
        int length = scope.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_SCOPE_BYTES) {
            throw new IllegalArgumentException("a scope has 1 to " + MAX_SCOPE_BYTES + " bytes, not " + length);
        }
        if (scope.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(scope)) {
            throw new IllegalArgumentException(
                    "a scope has no NUL character, which databases cannot store, and no unpaired surrogate");
        }
        return scope;
    }

    /**
     * The context under which the key of a record is wrapped: purpose, scope and kekId.
     *
     * @return the context for {@link MasterKeyStore#wrap} and {@link MasterKeyStore#unwrap}
     */
    public Context storeContext() {
        return storeContext(purpose, scope, kekId);
    }

    /**
     * The context under which the key of a record is wrapped, before there is a record.
     *
     * @param purpose what the key is for
     * @param scope the set of rows that share it
     * @param kekId its identity
     * @return the context for {@link MasterKeyStore#wrap}
     */
    public static Context storeContext(KekPurpose purpose, String scope, KekId kekId) {
        return Context.of("purpose", purpose.label(), "kekId", kekId.toString()).inScope(scope);
    }

    /**
     * This record in another state. For DESTROYED see {@link #destroyed()}.
     *
     * @param newState ACTIVE or DECRYPT_ONLY
     * @return the new record
     */
    public KekRecord withState(KekState newState) {
        return new KekRecord(kekId, purpose, scope, sequence, createdAt, newState, recipients, check);
    }

    /**
     * What remains of this record when its key is destroyed: a tombstone without the wrapped key.
     *
     * @return the new record, in state DESTROYED and without recipients
     */
    public KekRecord destroyed() {
        return new KekRecord(kekId, purpose, scope, sequence, createdAt, KekState.DESTROYED, List.of(), check);
    }

    /**
     * This record wrapped by other master keys.
     *
     * @param newRecipients the same KEK, rewrapped
     * @return the new record
     */
    public KekRecord withRecipients(List<WrappedKey> newRecipients) {
        return new KekRecord(kekId, purpose, scope, sequence, createdAt, state, newRecipients, check);
    }

    /**
     * Refuses an update of this record that changes more than state and recipients. Every KEK store calls this method in {@link
     * KekStore#replace}.
     *
     * @param updated what is to be stored in place of this record
     * @throws IllegalArgumentException if it differs in more
     */
    public void requireSameKek(KekRecord updated) {
        KekRecord allowed =
                new KekRecord(kekId, purpose, scope, sequence, createdAt, updated.state, updated.recipients, check);
        if (!allowed.equals(updated)) {
            throw new IllegalArgumentException(
                    "only state and recipients of a KEK record change; kekId " + kekId + " differs in more");
        }
    }

    /**
     * Identity of the KEK.
     *
     * @return the kekId
     */
    public KekId kekId() {
        return kekId;
    }

    /**
     * What the key is for.
     *
     * @return the purpose
     */
    public KekPurpose purpose() {
        return purpose;
    }

    /**
     * The set of rows that share the key.
     *
     * @return the scope
     */
    public String scope() {
        return scope;
    }

    /**
     * Place in the order of creation within scope and purpose.
     *
     * @return 1, 2, …
     */
    public int sequence() {
        return sequence;
    }

    /**
     * When the key was created.
     *
     * @return milliseconds since the epoch
     */
    public long createdAt() {
        return createdAt;
    }

    /**
     * The stored state. It is not authenticated.
     *
     * @return the state
     */
    public KekState state() {
        return state;
    }

    /**
     * The wrapped key, once per master key.
     *
     * @return an unmodifiable list
     */
    public List<WrappedKey> recipients() {
        return recipients;
    }

    /**
     * The check value.
     *
     * @return a copy of 32 bytes
     */
    public byte[] check() {
        return check.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KekRecord that
                && kekId.equals(that.kekId)
                && purpose == that.purpose
                && scope.equals(that.scope)
                && sequence == that.sequence
                && createdAt == that.createdAt
                && state == that.state
                && recipients.equals(that.recipients)
                && Arrays.equals(check, that.check);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kekId, purpose, scope, sequence, createdAt, state, recipients);
    }

    @Override
    public String toString() {
        return "KekRecord[" + kekId + " " + purpose.label() + " scope=" + Printable.of(scope) + " sequence=" + sequence
                + " " + state + " " + recipients + "]";
    }
}
