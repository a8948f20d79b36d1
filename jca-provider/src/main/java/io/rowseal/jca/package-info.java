/**
 * The JCA provider {@code Rowseal}: translates the contract of {@code javax.crypto} to the direct API of
 * {@link io.rowseal.message}, nothing more.
 *
 * <table>
 * <caption>What the ciphers throw</caption>
 * <tr><th>situation</th><th>exception</th></tr>
 * <tr><td>a message that is altered, cut off, foreign, or under another context, scope, client key or associated data</td>
 * <td>{@link javax.crypto.AEADBadTagException}, one text for all; from {@code unwrap} an
 * {@link java.security.InvalidKeyException}</td></tr>
 * <tr><td>the same, found in {@code update} of {@code EnvelopeStream}</td>
 * <td>{@link io.rowseal.jca.EnvelopeTamperedException}; from then on {@code doFinal} throws its cause</td></tr>
 * <tr><td>a key that is unknown, destroyed or denied, or whose record was altered</td>
 * <td>{@link io.rowseal.jca.EnvelopeKeyException} with the cause; from {@code init}, {@code wrap} and {@code unwrap} an
 * {@link java.security.InvalidKeyException}</td></tr>
 * <tr><td>a key store that cannot be reached</td>
 * <td>{@link io.rowseal.jca.EnvelopeKeyStoreUnavailableException}, retryable, from every method</td></tr>
 * <tr><td>a key of another class or size, or that cannot do what is asked; an unusable configuration</td>
 * <td>{@link java.security.InvalidKeyException} from {@code init}</td></tr>
 * <tr><td>parameters that do not fit</td>
 * <td>{@link java.security.InvalidAlgorithmParameterException} from {@code init}</td></tr>
 * <tr><td>too small an output</td><td>{@link javax.crypto.ShortBufferException}; nothing has changed, call again</td></tr>
 * <tr><td>anything but {@code init} after an encryption or an exception; associated data after data</td>
 * <td>{@link java.lang.IllegalStateException}</td></tr>
 * <tr><td>more than 16 MiB in {@code Envelope}</td><td>{@link java.security.ProviderException}</td></tr>
 * </table>
 */
@NullMarked
package io.rowseal.jca;

import org.jspecify.annotations.NullMarked;
