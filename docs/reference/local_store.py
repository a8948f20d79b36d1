"""How a PKCS#12 or in-memory master-key store wraps keys: docs/format.md, section 10."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import rowseal_reader as r

VERSION = b"\x01"


def wrapping_key(master_key: bytes) -> bytes:
    return r.hkdf_expand(master_key, b"rowseal/v1/master", 32)


def wrap(master_key: bytes, store_context: r.Pairs, key: bytes, nonce: bytes) -> bytes:
    return VERSION + nonce + AESGCM(wrapping_key(master_key)).encrypt(nonce, key, r.pae(store_context))


def unwrap(master_key: bytes, store_context: r.Pairs, wrapped: bytes) -> bytes:
    if len(wrapped) < 29 or wrapped[:1] != VERSION:
        raise r.RowsealError("wrong-context", "not what a local store wraps")
    try:
        return AESGCM(wrapping_key(master_key)).decrypt(wrapped[1:13], wrapped[13:], r.pae(store_context))
    except InvalidTag:
        raise r.RowsealError("wrong-context", "another master key, another record, or altered") from None


def kek_context(record: r.KekRecord) -> r.Pairs:
    return [("purpose", record.purpose), ("scope", record.scope), ("kekId", record.kek_id.hex())]
