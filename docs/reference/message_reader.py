"""Reads kinds 3 to 7: streams, client keys and recipients. Written from docs/format.md, as the rest of the reference reader."""

import hmac
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Tuple, Union

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

import cobblestone
import rowseal_reader as r

STREAM, CLIENT_VALUE, CLIENT_STREAM, RECIPIENTS_MESSAGE, RECIPIENTS_STREAM = 3, 4, 5, 6, 7
STREAMS = (STREAM, CLIENT_STREAM, RECIPIENTS_STREAM)
FIXED_HEADERS = {r.SEALED_VALUE: 83, STREAM: 51, CLIENT_VALUE: 51, CLIENT_STREAM: 19}
AES_STORE, RSA_STORE = "key:aes-256-kwp", "key:rsa-oaep-sha256"
OAEP = padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def start(kind: int) -> bytes:
    return bytes([r.HEADER, r.SUITE, kind])


# ---------------------------------------------------------------- header and body


def header_length(data: bytes) -> int:
    """Of a message or stream of any kind: 2 to 7."""
    kind = data[2] if data[:2] == start(0)[:2] and len(data) > 2 else 0
    if kind in (RECIPIENTS_MESSAGE, RECIPIENTS_STREAM):
        _, rest = r.take_recipients(data[3:])
        length = len(data) - len(rest) + (32 if kind == RECIPIENTS_MESSAGE else 0)
    elif kind in FIXED_HEADERS:
        length = FIXED_HEADERS[kind]
    else:
        raise r.RowsealError("malformed", "not the header of a message or stream of suite 1")
    if len(data) < length:
        raise r.RowsealError("malformed", "the header is cut off")
    return length


def split(data: bytes, kind: int) -> Tuple[bytes, bytes]:
    """Header and body of a message or stream of one kind."""
    if data[:3] != start(kind):
        raise r.RowsealError("malformed", f"not of suite 1 and kind {kind}, which this key opens")
    length = header_length(data)
    header, body = data[:length], data[length:]
    if kind in STREAMS and len(body) < cobblestone.START_BYTES:
        raise r.RowsealError("malformed", "cut off before the first chunk")
    if kind not in STREAMS and not 16 <= len(body) <= 16 + r.MAX_PLAINTEXT:
        raise r.RowsealError("malformed", "a body that is too short or too long")
    return header, body


def read_parameters(data: bytes) -> Tuple[bool, bytes]:
    """Whether header and body are stored apart, and the header."""
    if data[:1] != b"\x01" or len(data) < 6 or data[1] > 1 or len(data) - 6 != int.from_bytes(data[2:6], "big"):
        raise r.RowsealError("malformed", "not parameters of version 1, or cut off, or something follows")
    if header_length(data[6:]) != len(data) - 6:
        raise r.RowsealError("malformed", "something follows the header")
    return data[1] == 1, data[6:]


def refuse_scope(callers: r.Pairs) -> bytes:
    """PAE of the caller's pairs."""
    if any(name == "scope" for name, _ in callers):
        raise r.RowsealError("invalid-argument", "the pair scope is not the caller's to give")
    return r.pae(callers)


# ---------------------------------------------------------------- kind 3: a KEK wraps the data key


def open_stream(ring: r.KeyRing, data: bytes, scope: str, callers: r.Pairs, aad: bytes) -> bytes:
    refuse_scope(callers)
    scope_pair: r.Pairs = [("scope", scope)]
    header, body = split(data, STREAM)
    data_key = r.unwrap_data_key(ring, header, scope, scope_pair)
    return cobblestone.open_body(data_key, header[:3] + r.pae(callers + scope_pair) + aad, body)


# ---------------------------------------------------------------- kinds 4 and 5: the caller's client key


def extract(client_key: bytes, salt: bytes) -> bytes:
    """PRK of a client key: HKDF-Extract."""
    if len(client_key) != 32 or all(byte < 0x80 for byte in client_key):
        raise r.RowsealError("invalid-argument", "a client key has 32 bytes, at least one of them not ASCII")
    return r.hmac_sha256(salt, client_key)


def client_value_keys(client_key: bytes, salt: bytes, pae: bytes) -> Tuple[bytes, bytes]:
    """Content key and check value."""
    info = b"rowseal/v1/client" + start(CLIENT_VALUE) + r.sha256(pae)
    okm = r.hkdf_expand(extract(client_key, salt), info, 64)
    return okm[:32], okm[32:]


def client_stream_key(client_key: bytes, salt: bytes) -> bytes:
    return r.hkdf_expand(extract(client_key, salt), b"rowseal/v1/client-stream" + start(CLIENT_STREAM), 32)


def open_client_value(client_key: bytes, data: bytes, callers: r.Pairs, aad: bytes) -> bytes:
    pae = refuse_scope(callers)
    header, body = split(data, CLIENT_VALUE)
    content_key, check = client_value_keys(client_key, header[3:19], pae)
    if not hmac.compare_digest(check, header[19:51]):
        raise r.RowsealError("wrong-key", "another client key, another context, or an altered header")
    return r.gcm_open(content_key, bytes(12), header[:3] + aad, body)


def open_client_stream(client_key: bytes, data: bytes, callers: r.Pairs, aad: bytes) -> bytes:
    pae = refuse_scope(callers)
    header, body = split(data, CLIENT_STREAM)
    input_key = client_stream_key(client_key, header[3:19])
    return cobblestone.open_body(input_key, header[:3] + pae + aad, body, mismatch="wrong-key")


# ---------------------------------------------------------------- kinds 6 and 7: recipients


@dataclass
class Store:
    """A master-key store whose answers are written down. Its context is {purpose: data-key}."""

    store_id: str
    key_refs: List[str]
    unwraps: Dict[Tuple[str, bytes], bytes] = field(default_factory=dict)
    fails: str = ""

    def unwrap(self, key_ref: str, wrapped: bytes) -> bytes:
        if key_ref not in self.key_refs:  # never followed elsewhere
            raise r.RowsealError("unknown-key", "not a key reference this store is configured with")
        if self.fails:
            raise r.RowsealError(self.fails, "the store")
        if (key_ref, wrapped) not in self.unwraps:
            raise r.RowsealError("wrong-context", "not authentic")
        return self.unwraps[key_ref, wrapped]


@dataclass(frozen=True)
class StoreKey:
    """One master key of a store, or the store with all keys it is configured with: the message only selects among them."""

    store: Store
    key_refs: List[str]

    def try_one(self, named: Dict[Tuple[str, str], bytes]) -> bytes:
        for key_ref in self.key_refs:
            if (self.store.store_id, key_ref) in named:
                return self.store.unwrap(key_ref, named[self.store.store_id, key_ref])
        raise r.RowsealError("unknown-key", "no recipient names a key of this store")


@dataclass(frozen=True)
class AesKey:
    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) != 32 or not any(self.key):
            raise r.RowsealError("invalid-argument", "an AES key has 32 bytes that are not all zero")

    def key_ref(self) -> str:
        return r.hkdf_expand(self.key, b"rowseal/v1/key-id", 8).hex()

    def wrapping_key(self) -> bytes:
        return r.hkdf_expand(self.key, b"rowseal/v1/direct" + bytes([r.SUITE]), 32)

    def try_one(self, named: Dict[Tuple[str, str], bytes]) -> bytes:
        wrapped = exactly(named, AES_STORE, self.key_ref())
        try:
            if len(wrapped) == 40:
                return aes_key_unwrap_with_padding(self.wrapping_key(), wrapped)
        except InvalidUnwrap:
            pass  # refused below
        raise r.RowsealError("wrong-context", "AES-KWP refuses the wrapped data key")


@dataclass(frozen=True)
class RsaKey:
    key: rsa.RSAPrivateKey

    def key_ref(self) -> str:
        return rsa_key_ref(self.key.private_numbers().public_numbers.n)

    def try_one(self, named: Dict[Tuple[str, str], bytes]) -> bytes:
        wrapped = exactly(named, RSA_STORE, self.key_ref())
        try:
            return self.key.decrypt(wrapped, OAEP)
        except ValueError:
            raise r.RowsealError("wrong-context", "RSA-OAEP refuses the wrapped data key") from None


HeldKey = Union[StoreKey, AesKey, RsaKey]


def rsa_key_ref(modulus: int) -> str:
    return r.sha256(modulus.to_bytes(-(-modulus.bit_length() // 8), "big"))[:16].hex()


def exactly(named: Dict[Tuple[str, str], bytes], store_id: str, key_ref: str) -> bytes:
    if (store_id, key_ref) not in named:
        raise r.RowsealError("unknown-key", "no recipient names this key")
    return named[store_id, key_ref]


def find_data_key(keys: List[HeldKey], header: bytes, fits: Callable[[bytes], bool]) -> bytes:
    """One recipient for each key that the reader holds, until a data key fits the commitment."""
    recipients, _ = r.take_recipients(header[3:])
    named = {(store_id, key_ref): wrapped for store_id, key_ref, wrapped in recipients}
    refusals = set()
    for key in keys:
        try:
            data_key = key.try_one(named)
        except r.RowsealError as refused:
            refusals.add(refused.code)
            continue
        if len(data_key) == 32 and fits(data_key):
            return data_key
        refusals.add("wrong-context")
    for code in ("key-unavailable", "key-access-denied", "wrong-context"):
        if code in refusals:
            raise r.RowsealError(code, "no recipient gives a data key that fits")
    raise r.RowsealError("unknown-key", "no recipient names a key of the reader")


def open_recipients_message(keys: List[HeldKey], data: bytes, callers: r.Pairs, aad: bytes) -> bytes:
    refuse_scope(callers)
    header, body = split(data, RECIPIENTS_MESSAGE)

    def fits(data_key: bytes) -> bool:
        return hmac.compare_digest(r.expand_data_key(data_key, header[:3], callers)[1], header[-32:])

    content_key = r.expand_data_key(find_data_key(keys, header, fits), header[:3], callers)[0]
    return r.gcm_open(content_key, bytes(12), header[:3] + aad, body)


def open_recipients_stream(keys: List[HeldKey], data: bytes, callers: r.Pairs, aad: bytes) -> bytes:
    pae = refuse_scope(callers)
    header, body = split(data, RECIPIENTS_STREAM)
    context = header[:3] + pae + aad

    def fits(data_key: bytes) -> bool:
        return hmac.compare_digest(cobblestone.derive(data_key, body[:24], context)[2], body[24:56])

    return cobblestone.open_body(find_data_key(keys, header, fits), context, body)
