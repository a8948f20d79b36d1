"""Writes what the reference reader reads. Data keys and random nonces are given, so that everything is deterministic."""

from typing import List, Optional, Tuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding

import rowseal_reader as r


def wrap(wrapping_key: bytes, data_key: bytes) -> bytes:
    return aes_key_wrap_with_padding(wrapping_key, data_key)


def header(kek: r.KekRecord, data_key: bytes, start: bytes, static: r.Pairs, context: r.Pairs) -> bytes:
    wrapping_key = r.hkdf_expand(kek.key, r.wrapping_key_info(static), 32)
    _, commitment, _ = r.expand_data_key(data_key, start, context)
    return start + kek.kek_id + wrap(wrapping_key, data_key) + commitment


def row_key_block(kek: r.KekRecord, data_key: bytes, table: str) -> bytes:
    pairs: r.Pairs = [("scope", kek.scope), ("table", table)]
    return header(kek, data_key, r.BLOCK_START, pairs, pairs)


def write_recipients(recipients: List[Tuple[str, str, bytes]]) -> bytes:
    out = bytes([len(recipients)]) if recipients else b""
    for store_id, key_ref, wrapped in recipients:
        names = r.utf8(store_id), r.utf8(key_ref)
        out += bytes([len(names[0])]) + names[0]
        out += b"".join(len(part).to_bytes(2, "big") + part for part in (names[1], wrapped))
    return out


def cell(
    data_key: bytes,
    scope: str,
    table: str,
    column: str,
    prefixes: bytes,
    plaintext: bytes,
    nonce: Optional[bytes] = None,
    encoding: str = r.TEXT_ENCODING,
    padded: bool = False,
) -> bytes:
    """Prefixes and cell. Without a nonce it is derived."""
    context: r.Pairs = [("scope", scope), ("table", table)]
    content_key, _, nonce_key = r.expand_data_key(data_key, r.BLOCK_START, context)
    aad = r.cell_aad(prefixes, column, encoding, padded)
    nonce = nonce or r.derived_nonce(nonce_key, aad, plaintext)
    return prefixes + bytes([r.CELL]) + nonce + AESGCM(content_key).encrypt(nonce, plaintext, aad)


def seal_cell(
    kek: r.KekRecord,
    data_key: bytes,
    table: str,
    column: str,
    prefixes: bytes,
    plaintext: bytes,
    nonce: Optional[bytes] = None,
    encoding: str = r.TEXT_ENCODING,
    padded: bool = False,
) -> bytes:
    """Row-key block, prefixes and cell."""
    block = row_key_block(kek, data_key, table)
    return block + cell(data_key, kek.scope, table, column, prefixes, plaintext, nonce, encoding, padded)


def pad(value: bytes, step: int) -> bytes:
    """The plaintext of a cell or sealed value in a padded column."""
    return (value + b"\x80").ljust((len(value) // step + 1) * step, b"\0")


def seal_value(
    kek: r.KekRecord, data_key: bytes, callers: r.Pairs, aad: bytes, prefixes: bytes, plaintext: bytes
) -> bytes:
    """Prefixes and sealed value."""
    scope_pair: r.Pairs = [("scope", kek.scope)]
    static = scope_pair + [pair for pair in callers if pair[0] == "table"]
    context = callers + scope_pair
    content_key, _, _ = r.expand_data_key(data_key, r.SEALED_START, context)
    body = AESGCM(content_key).encrypt(bytes(12), plaintext, r.SEALED_START + prefixes + aad)
    return prefixes + header(kek, data_key, r.SEALED_START, static, context) + body


def hedge_key(kek: bytes) -> bytes:
    return r.hkdf_expand(kek, b"rowseal/v1/hedge", 32)


def hedged_data_key(kek: bytes, random: bytes, kind: int, context: r.Pairs, aad: bytes, plaintext: bytes) -> bytes:
    """How a writer makes the data key of a sealed value. No reader needs it."""
    encoded = r.pae(context)
    message = random + bytes([kind]) + r.u32(len(encoded)) + encoded + r.u32(len(aad)) + aad + plaintext
    return r.hmac_sha256(hedge_key(kek), message)
