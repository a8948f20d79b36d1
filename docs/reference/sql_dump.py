"""The rows of a dump in SQL: of H2 (`SCRIPT COLUMNS TO 'file'`) and of PostgreSQL (`pg_dump --column-inserts`)."""

import re
from typing import Any, Dict, Iterator, List, Tuple

from rowseal_reader import RowsealError

TOKEN = re.compile(r"""
      (?P<space>\s+ | --[^\n]*)
    | [xX]'(?P<bytes>[0-9a-fA-F]*)'
    | [uU]&'(?P<escaped>(?:[^']|'')*)'
    | '(?P<text>(?:[^']|'')*)'
    | (?P<name>"(?:[^"]|"")*" | [A-Za-z_][\w$]*)
    | (?P<number>[-+]?[0-9.]+(?:[eE][-+]?\d+)?)
    | (?P<sign>.)
    """, re.VERBOSE | re.DOTALL)

UNICODE_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6})|(\\))")

Token = Tuple[str, Any]
Row = Dict[str, Any]


def rows(dump: str) -> Iterator[Tuple[str, Row]]:
    """Table in lower case and row, by column in lower case: bytes, text, numbers as text, None."""
    for statement in statements(dump):
        names = [value.lower() for kind, value in statement[:2] if kind == "name"]
        if names == ["insert", "into"]:
            yield from inserted(statement[2:])


def statements(dump: str) -> Iterator[List[Token]]:
    statement: List[Token] = []
    for match in TOKEN.finditer(dump):
        kind, value = match.lastgroup, match.group(match.lastgroup)
        if kind == "space":
            continue
        if (kind, value) == ("sign", ";"):
            yield statement
            statement = []
        else:
            statement.append((kind, unquoted(kind, value)))


def unquoted(kind: str, value: str) -> Any:
    if kind == "bytes":
        return bytes.fromhex(value)
    if kind in ("text", "escaped"):
        text = value.replace("''", "'")
        return text if kind == "text" else UNICODE_ESCAPE.sub(unescaped, text)
    if kind == "name" and value.startswith('"'):
        return value[1:-1].replace('""', '"')
    return value


def unescaped(match: "re.Match[str]") -> str:
    digits = match.group(1) or match.group(2)
    return chr(int(digits, 16)) if digits else "\\"


def inserted(tokens: List[Token]) -> Iterator[Tuple[str, Row]]:
    opening = tokens.index(("sign", "("))
    closing = tokens.index(("sign", ")"))
    table = [value for kind, value in tokens[:opening] if kind == "name"][-1].lower()
    columns = [value.lower() for kind, value in tokens[opening:closing] if kind == "name"]
    values: List[Any] = []
    depth = 0
    for kind, value in tokens[closing + 1:]:
        if kind == "sign":
            depth += {"(": 1, ")": -1}.get(value, 0)
            if value == ")" and depth == 0:
                if len(values) != len(columns):
                    raise RowsealError("malformed", f"a row of {table} has {len(values)} values for {len(columns)} columns")
                yield table, dict(zip(columns, values))
                values = []
        elif depth and kind == "name":
            if value.lower() in ("null", "true", "false"):
                values.append(None if value.lower() == "null" else value.lower())
            # What else is a name stands before a literal: DATE '2024-02-29'.
        elif depth:
            values.append(value)
