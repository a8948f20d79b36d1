#!/usr/bin/python3
"""Reference reader of Rowseal format version 1, written from docs/format.md and not from the Java code.

Cells and sealed values, kinds 1 and 2, are read here, kinds 3 to 7 in message_reader.py.
It favours being read over speed, and keeps no secret safe: keys are plain bytes. Needs Python 3.9 and the package
`cryptography` (Debian: python3-cryptography).

    rowseal_reader.py --check      runs every vector of docs/test-vectors, exit code 0 if all hold
    rowseal_reader.py --generate   writes the vectors anew; the result is the same bytes each time
    rowseal_reader.py --open DUMP KEY_FILE [SCOPE]
                                   opens every encrypted value in an SQL dump; the password is the environment variable ROWSEAL_PASSWORD
"""

import base64
import hashlib
import hmac
import re
import struct
import sys
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple, Union

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

HEADER, NO_ROW_KEY, CELL, INDEX = 0xFE, 0xFD, 0xF9, 0xF7
SUITE = 0x01
ROW_KEY_BLOCK, SEALED_VALUE = 0x01, 0x02
BLOCK_START = bytes([HEADER, SUITE, ROW_KEY_BLOCK])
SEALED_START = bytes([HEADER, SUITE, SEALED_VALUE])
HEADER_BYTES, PREFIX_BYTES, MAX_PREFIXES = 83, 18, 8
CELL_OVERHEAD, SEALED_OVERHEAD = 29, 99
MAX_PLAINTEXT = 16 * 1024 * 1024
TEXT_MARK = b"rs1."
TEXT_ENCODING = "utf8"
PADDING = "iso7816-4"
CLAIMS_TEXT_FORM = re.compile(rb"rs1\.[A-Za-z0-9_+/=-]*")

Pairs = List[Tuple[str, Union[str, bytes]]]


class RowsealError(Exception):
    """Refused. `code` is the name of the error in docs/format.md and in the vectors."""

    def __init__(self, code: str, message: str, verified: Optional[int] = None):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.verified = verified  # bytes of a stream whose chunks were right before


# ---------------------------------------------------------------- encodings and derivations


def utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise RowsealError("invalid-argument", "unpaired surrogate") from None


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def u32(number: int) -> bytes:
    return struct.pack(">I", number)


def pae(pairs: Pairs) -> bytes:
    encoded = [(utf8(name), utf8(value) if isinstance(value, str) else value) for name, value in pairs]
    if len({name for name, _ in encoded}) != len(encoded):
        raise RowsealError("invalid-argument", "a name is given twice")
    out = b"rowseal/v1" + u32(len(encoded))
    for name, value in sorted(encoded):  # Python compares bytes as unsigned
        out += u32(len(name)) + name + u32(len(value)) + value
    return out


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def hkdf_blocks(key: bytes, info: bytes, length: int) -> List[bytes]:
    """T(1), T(2), ... of RFC 5869 section 2.3."""
    blocks = [b""]
    for counter in range(1, -(-length // 32) + 1):
        blocks.append(hmac_sha256(key, blocks[-1] + info + bytes([counter])))
    return blocks[1:]


def hkdf_expand(key: bytes, info: bytes, length: int) -> bytes:
    return b"".join(hkdf_blocks(key, info, length))[:length]


def kek_check_info(purpose: str, scope: str, kek_id: bytes, created_at: int) -> bytes:
    record = [("purpose", purpose), ("scope", scope), ("kekId", kek_id.hex()), ("createdAt", str(created_at))]
    return b"rowseal/v1/kek-check" + pae(record)


def wrapping_key_info(static_context: Pairs) -> bytes:
    return b"rowseal/v1/wrap" + bytes([SUITE]) + pae(static_context)


def data_key_info(start: bytes, context: Pairs) -> bytes:
    return b"rowseal/v1/data" + start + sha256(pae(context))


def expand_data_key(data_key: bytes, start: bytes, context: Pairs) -> Tuple[bytes, bytes, bytes]:
    """Content key, commitment, nonce key."""
    okm = hkdf_expand(data_key, data_key_info(start, context), 96)
    return okm[:32], okm[32:64], okm[64:]


def index_domain(table: str, column: str) -> bytes:
    return pae([("table", table), ("column", column)])


def index_key_info(domain: bytes, epoch: int) -> bytes:
    return b"rowseal/v1/index" + pae([("domain", domain), ("epoch", str(epoch))])


def blind_index(index_key: bytes, normalizer: str, normalized: bytes) -> bytes:
    name = utf8(normalizer)
    return hmac_sha256(index_key, bytes([len(name)]) + name + normalized)[:16]


def type_pair(encoding: str) -> Pairs:
    """`encoding`: an id of docs/value-encodings.md. Text has no pair."""
    return [] if encoding == TEXT_ENCODING else [("type", encoding)]


def pad_pair(padded: bool) -> Pairs:
    return [("pad", PADDING)] if padded else []


def unpad(data: bytes) -> bytes:
    value = data.rstrip(b"\0")
    if not value.endswith(b"\x80"):
        raise RowsealError("malformed", "no padding")
    return value[:-1]


def cell_aad(prefixes: bytes, column: str, encoding: str = TEXT_ENCODING, padded: bool = False) -> bytes:
    return bytes([CELL]) + prefixes + pae([("column", column)] + pad_pair(padded) + type_pair(encoding))


def derived_nonce(nonce_key: bytes, aad: bytes, plaintext: bytes) -> bytes:
    """Writers only: a reader takes the nonce as stored."""
    return hmac_sha256(nonce_key, u32(len(aad)) + aad + plaintext)[:12]


def text_encode(data: bytes) -> bytes:
    return TEXT_MARK + base64.urlsafe_b64encode(data).rstrip(b"=")


def text_decode(text: bytes) -> bytes:
    digits = text[len(TEXT_MARK):]
    if not text.startswith(TEXT_MARK) or not re.fullmatch(rb"[A-Za-z0-9_-]*", digits) or len(digits) % 4 == 1:
        raise RowsealError("malformed", "not base64url without padding behind rs1.")
    data = base64.urlsafe_b64decode(digits + b"=" * (-len(digits) % 4))
    if text_encode(data) != text:
        raise RowsealError("malformed", "a second spelling of the same bytes")
    return data


# ---------------------------------------------------------------- what a column read gives


@dataclass(frozen=True)
class StoredColumn:
    block: Optional[bytes]  # the first row-key block
    prefixes: bytes
    kind: str  # "cell" or "sealed"
    value: bytes


def parse_block(data: bytes) -> bytes:
    if len(data) != HEADER_BYTES or data[:3] != BLOCK_START:
        raise RowsealError("malformed", "not a row-key block of suite 1")
    return data


def parse_column(data: bytes, row_keys: bool, text: bool) -> StoredColumn:
    """`row_keys`: the table has a column row_key, `data` is coalesce(row_key, X'FD') || column."""
    block, rest = split_row_key(data) if row_keys else (None, data)
    if text:
        if rest[:1] and rest[0] in (HEADER, NO_ROW_KEY, CELL, INDEX):
            raise RowsealError("malformed", "bytes of this format, but not in text form")
        if not rest.startswith(TEXT_MARK):
            raise RowsealError("plaintext-found", "the column is text, but not a text form")
        rest = text_decode(rest)
    return parse_value(block, rest)


def plaintext(data: bytes, row_keys: bool) -> Optional[bytes]:
    """The text in a text column whose mode reads plaintext too; None: it is to be parsed."""
    rest = split_row_key(data)[1] if row_keys else data
    ours = rest[:1] and rest[0] in (HEADER, NO_ROW_KEY, CELL, INDEX)
    return None if ours or CLAIMS_TEXT_FORM.fullmatch(rest) else rest


def split_row_key(data: bytes) -> Tuple[Optional[bytes], bytes]:
    rest = data.lstrip(bytes([NO_ROW_KEY]))
    if len(rest) < len(data):
        return None, rest
    first = None
    while rest.startswith(BLOCK_START):
        block, rest = parse_block(rest[:HEADER_BYTES]), rest[HEADER_BYTES:]
        first = first or block
        if block[51:] != first[51:]:
            raise RowsealError("malformed", "two different row-key blocks")
    if first is None:
        raise RowsealError("malformed", "neither a row-key block nor FD")
    return first, rest


def parse_value(block: Optional[bytes], data: bytes) -> StoredColumn:
    end = 0
    while data[end:end + 1] == bytes([INDEX]):
        end += PREFIX_BYTES
        if end > len(data) or end > MAX_PREFIXES * PREFIX_BYTES:
            raise RowsealError("malformed", "an index prefix is cut off, or there are more than 8")
    prefixes, value = data[:end], data[end:]
    if value.startswith(SEALED_START):
        kind, overhead = "sealed", SEALED_OVERHEAD
    elif block is not None and value[:1] == bytes([CELL]):
        kind, overhead = "cell", CELL_OVERHEAD
    else:
        raise RowsealError("malformed", "neither a sealed value nor a cell under a row key")
    if not overhead <= len(value) <= overhead + MAX_PLAINTEXT:
        raise RowsealError("malformed", "a value that is too short or too long")
    return StoredColumn(block, prefixes, kind, value)


# ---------------------------------------------------------------- opening


@dataclass(frozen=True)
class KekRecord:
    kek_id: bytes
    purpose: str
    scope: str
    created_at: int
    state: str
    check: bytes
    key: bytes  # in a real store only its wrapped form is kept


class KeyRing:
    def __init__(self, records: List[KekRecord]):
        self.records: Dict[bytes, KekRecord] = {record.kek_id: record for record in records}

    def key(self, kek_id: bytes, scope: str, purpose: str = "kek") -> bytes:
        record = self.records.get(kek_id)
        if record is None:
            raise RowsealError("unknown-key", "no KEK record " + kek_id.hex())
        if record.scope != scope or record.purpose != purpose:
            raise RowsealError("wrong-context", "the KEK belongs to another scope or purpose")
        if record.state == "DESTROYED":
            raise RowsealError("key-destroyed", "the KEK was destroyed")
        # A reader unwraps the KEK here: the first call of a master-key store.
        verify_kek(record)
        return record.key


def verify_kek(record: KekRecord) -> None:
    info = kek_check_info(record.purpose, record.scope, record.kek_id, record.created_at)
    if len(record.key) != 32 or not hmac.compare_digest(hkdf_expand(record.key, info, 32), record.check):
        raise RowsealError("wrong-context", "the check value of the KEK record does not hold")


Recipients = List[Tuple[str, str, bytes]]  # storeId, keyRef, wrapped key


def read_recipients(data: bytes) -> Recipients:
    """Of a KEK record. A destroyed one has none."""
    recipients, rest = take_recipients(data) if data else ([], b"")
    if rest:
        raise RowsealError("malformed", "something follows the recipients")
    return recipients


def take_recipients(data: bytes) -> Tuple[Recipients, bytes]:
    """1 to 16 recipients, and what follows them."""
    recipients, rest = [], data[1:]
    if not data or not 1 <= data[0] <= 16:
        raise RowsealError("malformed", "1 to 16 recipients")
    for _ in range(data[0]):
        parts = []
        for size, longest in ((1, 255), (2, 2048), (2, 8192)):
            length = int.from_bytes(rest[:size], "big")
            if not 1 <= length <= longest or len(rest) < size + length:
                raise RowsealError("malformed", "a recipient with a part that is empty, too long or cut off")
            parts.append(rest[size:size + length])
            rest = rest[size + length:]
        try:
            recipients.append((parts[0].decode("utf-8"), parts[1].decode("utf-8"), parts[2]))
        except UnicodeDecodeError:
            raise RowsealError("malformed", "storeId and keyRef are UTF-8") from None
    if len({recipient[:2] for recipient in recipients}) < len(recipients):
        raise RowsealError("malformed", "a master key is named twice")
    return recipients, rest


def unwrap_data_key(ring: KeyRing, header: bytes, scope: str, static: Pairs) -> bytes:
    """From bytes 3..50 of a header."""
    kek = ring.key(header[3:11], scope)
    wrapping_key = hkdf_expand(kek, wrapping_key_info(static), 32)
    try:
        data_key = aes_key_unwrap_with_padding(wrapping_key, header[11:51])
    except InvalidUnwrap:
        raise RowsealError("wrong-context", "AES-KWP refuses the wrapped data key") from None
    if len(data_key) != 32:
        raise RowsealError("wrong-context", "the wrapped data key is not 32 bytes long")
    return data_key


def open_header(ring: KeyRing, header: bytes, scope: str, static: Pairs, context: Pairs) -> Tuple[bytes, bytes]:
    """Data key and content key of a header of 83 bytes."""
    data_key = unwrap_data_key(ring, header, scope, static)
    content_key, commitment, _ = expand_data_key(data_key, header[:3], context)
    if not hmac.compare_digest(commitment, header[51:83]):
        raise RowsealError("wrong-context", "the commitment does not fit the data key")
    return data_key, content_key


def open_row_key(ring: KeyRing, block: bytes, scope: str, table: str) -> Tuple[bytes, bytes]:
    pairs: Pairs = [("scope", scope), ("table", table)]
    return open_header(ring, parse_block(block), scope, pairs, pairs)


def gcm_open(key: bytes, nonce: bytes, aad: bytes, body: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, body, aad)
    except InvalidTag:
        raise RowsealError("tampered", "the tag does not fit") from None


def open_cell(
    ring: KeyRing, stored: StoredColumn, scope: str, table: str, column: str, encoding: str, padded: bool
) -> bytes:
    assert stored.kind == "cell" and stored.block is not None
    _, content_key = open_row_key(ring, stored.block, scope, table)
    aad = cell_aad(stored.prefixes, column, encoding, padded)
    return gcm_open(content_key, stored.value[1:13], aad, stored.value[13:])


def open_message(ring: KeyRing, data: bytes, scope: str, callers: Pairs, aad: bytes) -> bytes:
    """A sealed value that is no column: of the direct API or of a JCA cipher. It has no index prefixes."""
    stored = parse_value(None, data)
    if stored.prefixes:
        raise RowsealError("malformed", "index prefixes belong to columns")
    return open_sealed(ring, stored, scope, callers, aad)


def open_sealed(ring: KeyRing, stored: StoredColumn, scope: str, callers: Pairs, aad: bytes = b"") -> bytes:
    """`callers`: the caller's context, for a column [("table", ...), ("column", ...)]."""
    if any(name == "scope" for name, _ in callers):
        raise RowsealError("invalid-argument", "the pair scope is not the caller's to give")
    scope_pair: Pairs = [("scope", scope)]
    static = scope_pair + [pair for pair in callers if pair[0] == "table"]
    header, body = stored.value[:HEADER_BYTES], stored.value[HEADER_BYTES:]
    _, content_key = open_header(ring, header, scope, static, callers + scope_pair)
    return gcm_open(content_key, bytes(12), SEALED_START + stored.prefixes + aad, body)


def open_column(
    ring: KeyRing,
    data: bytes,
    row_keys: bool,
    text: bool,
    scope: str,
    table: str,
    column: str,
    encoding: str = TEXT_ENCODING,
    padded: bool = False,
) -> bytes:
    """What an application reads from one column of one row. Table and column enter the contexts in lower case."""
    stored = parse_column(data, row_keys, text)
    table, column = table.lower(), column.lower()
    if stored.kind == "cell":
        opened = open_cell(ring, stored, scope, table, column, encoding, padded)
    else:
        traits = pad_pair(padded) + type_pair(encoding)
        opened = open_sealed(ring, stored, scope, [("table", table), ("column", column)] + traits)
    return unpad(opened) if padded else opened


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.modules["rowseal_reader"] = sys.modules["__main__"]
    if sys.argv[1:] == ["--check"]:
        import vector_checker

        sys.exit(vector_checker.check_all())
    if sys.argv[1:] == ["--generate"]:
        import vector_generator

        sys.exit(vector_generator.generate_all())
    if sys.argv[1:2] == ["--open"] and len(sys.argv) in (4, 5):
        import database_reader

        sys.exit(database_reader.main(sys.argv[2:]))
    sys.exit(__doc__)
