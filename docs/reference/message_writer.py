"""Writes kinds 3 to 7, with everything given that a real writer draws at random."""

from typing import List, Tuple

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import cobblestone
import message_reader as m
import rowseal_reader as r
from rowseal_writer import wrap, write_recipients


def stream_header(kek: r.KekRecord, data_key: bytes) -> bytes:
    wrapping_key = r.hkdf_expand(kek.key, r.wrapping_key_info([("scope", kek.scope)]), 32)
    return m.start(m.STREAM) + kek.kek_id + wrap(wrapping_key, data_key)


def stream(kek: r.KekRecord, data_key: bytes, salt: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    context = m.start(m.STREAM) + r.pae(callers + [("scope", kek.scope)]) + aad
    return stream_header(kek, data_key) + cobblestone.seal_body(data_key, salt, context, plaintext)


def client_value(client_key: bytes, salt: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    content_key, check = m.client_value_keys(client_key, salt, r.pae(callers))
    start = m.start(m.CLIENT_VALUE)
    return start + salt + check + AESGCM(content_key).encrypt(bytes(12), plaintext, start + aad)


def client_stream(
    client_key: bytes, salt: bytes, stream_salt: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes
) -> bytes:
    start, input_key = m.start(m.CLIENT_STREAM), m.client_stream_key(client_key, salt)
    return start + salt + cobblestone.seal_body(input_key, stream_salt, start + r.pae(callers) + aad, plaintext)


def recipients_message(
    data_key: bytes, recipients: r.Recipients, callers: r.Pairs, aad: bytes, plaintext: bytes
) -> bytes:
    start = m.start(m.RECIPIENTS_MESSAGE)
    content_key, commitment, _ = r.expand_data_key(data_key, start, callers)
    body = AESGCM(content_key).encrypt(bytes(12), plaintext, start + aad)
    return start + write_recipients(recipients) + commitment + body


def recipients_stream(
    data_key: bytes, recipients: r.Recipients, salt: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes
) -> bytes:
    start = m.start(m.RECIPIENTS_STREAM)
    body = cobblestone.seal_body(data_key, salt, start + r.pae(callers) + aad, plaintext)
    return start + write_recipients(recipients) + body


def parameters(detached: bool, header: bytes) -> bytes:
    return bytes([1, 1 if detached else 0]) + r.u32(len(header)) + header


# ---------------------------------------------------------------- recipients


def for_aes_key(key: m.AesKey, data_key: bytes) -> Tuple[str, str, bytes]:
    return m.AES_STORE, key.key_ref(), wrap(key.wrapping_key(), data_key)


def for_rsa_key(key: rsa.RSAPublicNumbers, data_key: bytes, seed: bytes) -> Tuple[str, str, bytes]:
    return m.RSA_STORE, m.rsa_key_ref(key.n), oaep(key, data_key, seed)


def oaep(key: rsa.RSAPublicNumbers, message: bytes, seed: bytes, label: bytes = b"") -> bytes:
    """RSAES-OAEP of RFC 8017 section 7.1.1 with SHA-256 and MGF1 with SHA-256; the seed is random in real life."""
    size = -(-key.n.bit_length() // 8)
    block = r.sha256(label) + bytes(size - 66 - len(message)) + b"\1" + message
    masked_block = xor(block, mgf1(seed, len(block)))
    encoded = b"\0" + xor(seed, mgf1(masked_block, 32)) + masked_block
    return pow(int.from_bytes(encoded, "big"), key.e, key.n).to_bytes(size, "big")


def mgf1(seed: bytes, length: int) -> bytes:
    return b"".join(r.sha256(seed + r.u32(i)) for i in range(-(-length // 32)))[:length]


def xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b))


# ---------------------------------------------------------------- how a writer that knows the whole message hedges


def hedge_input(kind: int, callers: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    pae, whole_aad = r.pae(callers), m.start(kind) + aad
    return bytes([kind]) + r.u32(len(pae)) + pae + r.u32(len(whole_aad)) + whole_aad + plaintext


def hedged_salt(client_key: bytes, random: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    hedge_key = r.hkdf_expand(m.extract(client_key, b""), b"rowseal/v1/hedge", 32)
    return r.hmac_sha256(hedge_key, random + hedge_input(m.CLIENT_VALUE, callers, aad, plaintext))[:16]


def hedged_data_key(random: bytes, callers: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    return r.hmac_sha256(random, hedge_input(m.RECIPIENTS_MESSAGE, callers, aad, plaintext))


def mirrored(input_key: bytes, salt: bytes, context: bytes, length: int) -> bytes:
    """The plaintext whose chunk number i is encrypted to bytes of value i + 1, which are short to write down."""
    chunks: List[bytes] = []
    for number, chunk in enumerate(cobblestone.split(bytes(length))):
        wanted = bytes([number + 1]) * len(chunk)
        chunks.append(cobblestone.seal_chunk(input_key, salt, context, number, wanted)[:len(chunk)])
    return b"".join(chunks)


def mirrored_value(content_key: bytes, length: int) -> bytes:
    """The plaintext that is encrypted to zeros."""
    return AESGCM(content_key).encrypt(bytes(12), bytes(length), b"")[:length]
