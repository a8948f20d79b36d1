"""Keys, records and helpers that the vectors share. Everything is made from labels, so that nothing is random."""

import hashlib
from typing import Any, Dict, List, Optional

import message_checker
import rowseal_reader as r
import vector_checker
from rowseal_writer import cell, header, row_key_block, seal_value, wrap

Test = Dict[str, Any]


def made(label: str, length: int = 32) -> bytes:
    """Bytes that look random and are the same every time."""
    out = b""
    while len(out) < length:
        out += hashlib.sha256(f"rowseal test vector {label} {len(out)}".encode()).digest()
    return out[:length]


def kek(name: str, scope: str, state: str = "ACTIVE", purpose: str = "kek", created_at: int = 1767225600000) -> r.KekRecord:
    kek_id, key = made(name + " id", 8), made(name)
    check = r.hkdf_expand(key, r.kek_check_info(purpose, scope, kek_id, created_at), 32)
    return r.KekRecord(kek_id, purpose, scope, created_at, state, check, key)


ACTIVE = kek("kek 2", "default", created_at=1775001600000)
OLDER = kek("kek 1", "default", "DECRYPT_ONLY")
DESTROYED = kek("kek 0", "default", "DESTROYED", created_at=1759276800000)
TENANT = kek("tenant kek", "tenant-b")
UNICODE = kek("unicode kek", "Zürich/\U0001f511")
INDEX_ROOT = kek("index root", "default", purpose="index-root")
UNKNOWN = kek("no record", "default")
RECORDS = [ACTIVE, OLDER, DESTROYED, TENANT, UNICODE, INDEX_ROOT]

ROW_KEY, OTHER_ROW_KEY, VALUE_KEY = made("row key"), made("other row key"), made("value key")
TABLE, COLUMN = "patient", "notes"
BLOCK = row_key_block(ACTIVE, ROW_KEY, TABLE)
OTHER_BLOCK = row_key_block(ACTIVE, OTHER_ROW_KEY, TABLE)
REWRAPPED = row_key_block(OLDER, ROW_KEY, TABLE)
FD = b"\xfd"


def prefix(epoch: int, label: str) -> bytes:
    return bytes([r.INDEX, epoch]) + made("index " + label, 16)


def entity_context(table: str = TABLE, column: str = COLUMN) -> r.Pairs:
    return [("table", table), ("column", column)]


def one_cell(plaintext: bytes, prefixes: bytes = b"", column: str = COLUMN) -> bytes:
    return cell(ROW_KEY, "default", TABLE, column, prefixes, plaintext)


def one_sealed(plaintext: bytes, prefixes: bytes = b"", key: bytes = VALUE_KEY, column: str = COLUMN) -> bytes:
    return seal_value(ACTIVE, key, entity_context(column=column), b"", prefixes, plaintext)


def changed(data: bytes, offset: int, bits: int = 0x01) -> bytes:
    """`data` with bits flipped in one byte; a negative offset counts from the end."""
    out = bytearray(data)
    out[offset] ^= bits
    return bytes(out)


def with_byte(data: bytes, offset: int, value: int) -> bytes:
    return data[:offset] + bytes([value]) + data[offset + 1:]


def header_of_short_key(start: bytes, length: int, context: r.Pairs) -> bytes:
    """A header whose data key has fewer than 32 bytes, everything else being right."""
    short = made("short key", length)
    static: r.Pairs = [pair for pair in context if pair[0] != "column"]
    forged = header(ACTIVE, made("any"), start, static, context)
    wrapping_key = r.hkdf_expand(ACTIVE.key, r.wrapping_key_info(static), 32)
    _, commitment, _ = r.expand_data_key(short, start, context)
    return forged[:11] + wrap(wrapping_key, short) + commitment


def json_pairs(pairs: r.Pairs) -> List[Dict[str, str]]:
    return [
        {"name": name, "text": value} if isinstance(value, str) else {"name": name, "value": value.hex()}
        for name, value in pairs
    ]


def json_record(record: r.KekRecord) -> Test:
    return {
        "kekId": record.kek_id.hex(),
        "purpose": record.purpose,
        "scope": record.scope,
        "createdAt": record.created_at,
        "state": record.state,
        "check": record.check.hex(),
        "key": record.key.hex(),
    }


class VectorFile:
    """Collects the vectors of one layout. Each is run when it is added: what does not hold is not written."""

    def __init__(self, layout: str, description: str, records: Optional[List[r.KekRecord]] = None):
        self.layout, self.description = layout, description
        self.records = records or []
        self.ring: r.KeyRing = message_checker.Held(self.records, [], {})
        self.tests: List[Test] = []

    def valid(self, comment: str, given: Test, **expected: Any) -> None:
        outcome = self._run(given)
        assert "expected" in outcome, (comment, outcome)
        for key, value in vector_checker.as_json(expected).items():
            assert outcome["expected"][key] == value, (comment, key, outcome)
        self._add(comment, given, outcome)

    def invalid(self, comment: str, given: Test, error: str, verified: Optional[int] = None) -> None:
        """`verified`: for streams that were tampered with, how many bytes of plaintext stand before the damage."""
        outcome = self._run(given)
        wanted = {"error": error} if verified is None else {"error": error, "verified": verified}
        assert outcome == wanted, (comment, outcome)
        self._add(comment, given, outcome)

    def _run(self, given: Test) -> Test:
        return vector_checker.run(self.layout, self.ring, vector_checker.as_json(given))

    def _add(self, comment: str, given: Test, outcome: Test) -> None:
        test = {"id": f"{self.layout}-{len(self.tests) + 1}", "comment": comment}
        self.tests.append({**test, "given": vector_checker.as_json(given), **outcome})

    def as_json(self) -> Test:
        out: Test = {"format": "rowseal/v1", "layout": self.layout, "description": self.description}
        if self.records:
            out["kekRecords"] = [json_record(record) for record in self.records]
        return {**out, "numberOfTests": len(self.tests), "tests": self.tests}
