"""Opens what a database holds, with nothing but a dump of it, the key file and its password: docs/format.md, section 10.

Each column whose values begin as this format does is opened; of which type it is shows the type that opens it.
"""

import json
import os
import pathlib
from dataclasses import replace
from typing import Any, Dict, Iterator, List, Optional, Tuple

import rowseal_reader as r
import sql_dump
import value_encodings
from key_file import master_keys
from local_store import kek_context, unwrap

KEK_TABLE = "rowseal_kek"
ENCODING_IDS = [*value_encodings.ENCODINGS, *value_encodings.PRIMITIVE_ARRAYS]
ENCODING_IDS += [f"array({element})" for element in ENCODING_IDS]
Rows = List[Dict[str, Any]]


def open_database(
    dump: pathlib.Path, key_file: pathlib.Path, password: str, scope: str = "default"
) -> Iterator[Dict[str, Any]]:
    """One object for each row of a table that has encrypted values, all its values as text."""
    tables: Dict[str, Rows] = {}
    for table, row in sql_dump.rows(dump.read_text(encoding="utf-8")):
        tables.setdefault(table, []).append(row)
    ring = key_ring(tables.pop(KEK_TABLE, []), master_keys(key_file, password), scope)
    for table, rows in sorted(tables.items()):
        columns = sorted({column for row in rows for column, value in row.items() if is_ours(column, value)})
        for row in rows if columns else []:
            opened = {column: open_value(ring, table, column, row) for column in columns}
            plain = {column: value for column, value in row.items() if is_shown(column, value)}
            yield {"table": table, **plain, **opened}


class DatabaseKeys(r.KeyRing):
    """KEKs of one scope, and the types of the columns that were opened already."""

    def __init__(self, records: List[r.KekRecord], scope: str):
        super().__init__(records)
        self.scope = scope
        self.types: Dict[Tuple[str, str], str] = {}


def key_ring(records: Rows, keys: Dict[str, bytes], scope: str = "default") -> DatabaseKeys:
    return DatabaseKeys([kek_record(row, keys) for row in records], scope)


def kek_record(row: Dict[str, Any], keys: Dict[str, bytes]) -> r.KekRecord:
    """Unwrapped by the first recipient whose master key is in the file. Nothing of it is trusted before its check value is."""
    kek_id, check, recipients = (bytes_of(row[name]) for name in ("kek_id", "check_value", "recipients"))
    record = r.KekRecord(kek_id, row["purpose"], row["scope"], int(row["created_at"]), row["state"], check, b"")
    for _, key_ref, wrapped in r.read_recipients(recipients):
        if key_ref in keys:
            return replace(record, key=unwrap(keys[key_ref], kek_context(record), wrapped))
    return record


def main(arguments: List[str]) -> None:
    """`--open DUMP KEY_FILE [SCOPE]`: writes a line of JSON for each row."""
    dump, key_file, *scope = arguments
    password = os.environ["ROWSEAL_PASSWORD"]
    for row in open_database(pathlib.Path(dump), pathlib.Path(key_file), password, *scope):
        print(json.dumps(row, ensure_ascii=False, sort_keys=True))


def bytes_of(value: Any) -> Optional[bytes]:
    """PostgreSQL dumps bytea as text that begins with \\x."""
    if isinstance(value, str) and value.startswith("\\x"):
        return bytes.fromhex(value[2:])
    return value if isinstance(value, bytes) else None


def is_ours(column: str, value: Any) -> bool:
    stored = bytes_of(value)
    if column == "row_key" or column.endswith("_bidx"):
        return False
    if stored is None:
        return isinstance(value, str) and value.startswith("rs1.")
    return stored[:1] in (b"\xf7", b"\xf9") or stored.startswith(r.SEALED_START)


def is_shown(column: str, value: Any) -> bool:
    return bytes_of(value) is None and not is_ours(column, value)


def open_value(ring: DatabaseKeys, table: str, column: str, row: Dict[str, Any]) -> Any:
    value = row[column]
    if value is None:
        return None
    text = bytes_of(value) is None
    stored = value.encode() if text else bytes_of(value)
    row_keys = "row_key" in row
    if row_keys:
        stored = (bytes_of(row["row_key"]) or b"\xfd") + stored
    known = ring.types.get((table, column))
    for encoding_id in [known] if known else ENCODING_IDS:
        try:
            plaintext = r.open_column(ring, stored, row_keys, text, ring.scope, table, column, encoding_id)
        except r.RowsealError as refused:
            if refused.code not in ("tampered", "wrong-context") or encoding_id == known:
                raise
            continue
        ring.types[table, column] = encoding_id
        return value_encodings.decode(encoding_id, plaintext)
    raise r.RowsealError("tampered", f"column {column} of table {table} opens with no type: altered, moved or renamed")
