"""Vectors of row-key blocks, cells, sealed values and the index prefixes before them."""

from typing import Any, Dict, List

import rowseal_reader as r
from message_fixtures import refuse_relabelled
from rowseal_writer import cell, header, row_key_block, seal_cell, seal_value
from vector_fixtures import ACTIVE, BLOCK, COLUMN, DESTROYED, FD, INDEX_ROOT, OLDER, OTHER_BLOCK, OTHER_ROW_KEY, RECORDS
from vector_fixtures import ROW_KEY, TABLE, TENANT, UNICODE, UNKNOWN, VALUE_KEY
from vector_fixtures import VectorFile, changed, entity_context, header_of_short_key, json_pairs, made, one_cell, one_sealed
from vector_fixtures import prefix, with_byte


def files() -> List[VectorFile]:
    return [row_key_block_file(), cell_file(), sealed_value_file(), index_prefix_file()]


def row_key_block_file() -> VectorFile:
    file = VectorFile("row-key-block", "The 83-byte row-key block: parsed and opened", RECORDS)

    def given(block: bytes, scope: str = "default", table: str = TABLE) -> Dict[str, Any]:
        return {"scope": scope, "table": table, "block": block}

    file.valid("block of the active KEK", given(BLOCK), dataKey=ROW_KEY)
    file.valid("the same row key under an older KEK", given(row_key_block(OLDER, ROW_KEY, TABLE)), dataKey=ROW_KEY)
    file.valid("block of another scope", given(row_key_block(TENANT, ROW_KEY, TABLE), "tenant-b"), dataKey=ROW_KEY)
    odd = 'clinic."größe"\U0001f511'
    file.valid("scope and table in UTF-8", given(row_key_block(UNICODE, ROW_KEY, odd), UNICODE.scope, odd), dataKey=ROW_KEY)

    for comment, block in [
        ("no bytes", b""),
        ("one byte short", BLOCK[:82]),
        ("one byte too long", BLOCK + b"\0"),
        ("block twice", BLOCK + BLOCK),
        ("first byte FF", with_byte(BLOCK, 0, 0xFF)),
        ("first byte FD", with_byte(BLOCK, 0, 0xFD)),
        ("suite 0", with_byte(BLOCK, 1, 0)),
        ("suite 2", with_byte(BLOCK, 1, 2)),
        ("suite FF", with_byte(BLOCK, 1, 0xFF)),
        ("kind 0", with_byte(BLOCK, 2, 0)),
        ("relabelled as sealed value", with_byte(BLOCK, 2, 2)),
        ("kind 3, reserved", with_byte(BLOCK, 2, 3)),
        ("kind 4, reserved", with_byte(BLOCK, 2, 4)),
        ("kind 5, reserved", with_byte(BLOCK, 2, 5)),
        ("kind 6, reserved", with_byte(BLOCK, 2, 6)),
        ("kind 7, reserved", with_byte(BLOCK, 2, 7)),
        ("kind 8, reserved", with_byte(BLOCK, 2, 8)),
        ("kind FF", with_byte(BLOCK, 2, 0xFF)),
    ]:
        file.invalid(comment, given(block), "malformed")
    file.invalid("KEK without a record", given(row_key_block(UNKNOWN, ROW_KEY, TABLE)), "unknown-key")
    file.invalid("kekId altered", given(changed(BLOCK, 3)), "unknown-key")
    file.invalid("KEK that was destroyed", given(row_key_block(DESTROYED, ROW_KEY, TABLE)), "key-destroyed")

    context = [("scope", "default"), ("table", TABLE)]
    sealed_header = header(ACTIVE, ROW_KEY, r.SEALED_START, context, context)
    for comment, case in [
        ("KEK of another scope", given(row_key_block(TENANT, ROW_KEY, TABLE))),
        ("read in another scope", given(BLOCK, scope="tenant-b")),
        ("key record of purpose index-root", given(row_key_block(INDEX_ROOT, ROW_KEY, TABLE))),
        ("kekId of another KEK of the scope", given(BLOCK[:3] + OLDER.kek_id + BLOCK[11:])),
        ("read as another table", given(BLOCK, table="visit")),
        ("wrapped key: first bit", given(changed(BLOCK, 11, 0x80))),
        ("wrapped key: last bit", given(changed(BLOCK, 50))),
        ("wrapped key of another row", given(BLOCK[:11] + OTHER_BLOCK[11:51] + BLOCK[51:])),
        ("wrapped key of zeros", given(BLOCK[:11] + bytes(40) + BLOCK[51:])),
        ("commitment: first bit", given(changed(BLOCK, 51, 0x80))),
        ("commitment: last bit", given(changed(BLOCK, 82))),
        ("commitment of zeros", given(BLOCK[:51] + bytes(32))),
        ("header of a sealed value relabelled as block", given(with_byte(sealed_header, 2, 1))),
        ("wrapped key holds 31 bytes, commitment fits", given(header_of_short_key(r.BLOCK_START, 31, context))),
        ("wrapped key holds 25 bytes, commitment fits", given(header_of_short_key(r.BLOCK_START, 25, context))),
    ]:
        file.invalid(comment, case, "wrong-context")
    return file


def column_read(stored: bytes, row_keys: bool = True, scope: str = "default", table: str = TABLE, column: str = COLUMN,
                text: bool = False) -> Dict[str, Any]:
    where = {"scope": scope, "table": table, "column": column}
    return {**where, "rowKeys": row_keys, "text": text, "stored": stored}


def cell_file() -> VectorFile:
    file = VectorFile("cell", "Row cells, read as coalesce(row_key, X'FD') || column; `writer` gives the same bytes", RECORDS)

    def written(comment: str, plaintext: bytes, record: r.KekRecord = ACTIVE, table: str = TABLE, column: str = COLUMN,
                prefixes: bytes = b"", nonce: bytes = b"") -> None:
        stored = seal_cell(record, ROW_KEY, table, column, prefixes, plaintext, nonce or None)
        writer = {"kekId": record.kek_id, "dataKey": ROW_KEY, "prefixes": prefixes, "plaintext": plaintext}
        if nonce:
            writer["nonce"] = nonce
        given = column_read(stored, scope=record.scope, table=table, column=column)
        file.valid(comment, {**given, "writer": writer}, plaintext=plaintext)

    written("empty plaintext", b"")
    written("1 byte", b"x")
    written("16 bytes, one block", b"sixteen bytes ok")
    written("17 bytes", b"seventeen bytes !")
    written("4096 bytes", made("plaintext", 4096))
    written("text in UTF-8", "Größe 鍵 \U0001f511 e\u0301".encode())
    written("text that looks like a text form", b"rs1.-QD_")
    written("plaintext that begins as a header", bytes.fromhex("fe0101") + made("plaintext", 80))
    written("plaintext that is a cell", one_cell(b"inner"))
    written("the same value in another column has other bytes", b"x", column="diagnosis")
    written("KEK that only decrypts", b"hello", record=OLDER)
    written("another scope", b"hello", record=TENANT)
    written("column name with dots and quotes", b"hello", column='"address"."street.name"')
    written("column name with a single quote", b"hello", column="o'brien")
    written("column name outside ASCII", b"hello", column="größe")
    written("column name of the supplementary plane", b"hello", column="\U0001f511")
    written("scope, table and column outside ASCII", b"hello", record=UNICODE, table="kunden.größe", column="straße")
    written("1 index prefix", b"ada@example.com", prefixes=prefix(0, "a"))
    written("2 index prefixes, two epochs", b"ada@example.com", prefixes=prefix(0, "a") + prefix(1, "b"))
    written("8 index prefixes", b"ada@example.com", prefixes=b"".join(prefix(i, str(i)) for i in range(8)))
    written("random nonce", b"hello", nonce=made("nonce", 12))
    written("nonce of zeros", b"hello", nonce=bytes(12))
    written("random nonce behind an index prefix", b"hello", prefixes=prefix(255, "a"), nonce=made("nonce", 12))
    hello = one_cell(b"hello")
    file.valid("text column", column_read(BLOCK + r.text_encode(hello), text=True), plaintext=b"hello")
    upper = column_read(BLOCK + hello, table=TABLE.upper(), column=COLUMN.title())
    file.valid("table and column are used in lower case, however they are given", upper, plaintext=b"hello")
    behind = r.text_encode(one_cell(b"hello", prefix(0, "a")))
    file.valid("text column with an index prefix", column_read(BLOCK + behind, text=True), plaintext=b"hello")

    stored = BLOCK + hello
    foreign = cell(OTHER_ROW_KEY, "default", TABLE, COLUMN, b"", b"hello")
    for comment, case in [
        ("nonce: first bit", column_read(changed(stored, 84, 0x80))),
        ("nonce: last bit", column_read(changed(stored, 95))),
        ("ciphertext: a bit", column_read(changed(stored, 96))),
        ("tag: first bit", column_read(changed(stored, -16, 0x80))),
        ("tag: last bit", column_read(changed(stored, -1))),
        ("one byte cut off", column_read(stored[:-1])),
        ("cut to 29 bytes", column_read(stored[: 83 + 29])),
        ("one byte added", column_read(stored + b"\0")),
        ("two cells", column_read(stored + hello)),
        ("moved from another column of the row", column_read(BLOCK + one_cell(b"hello", column="diagnosis"))),
        ("moved from another row", column_read(BLOCK + foreign)),
        ("ciphertext of zeros", column_read(BLOCK + b"\xf9" + bytes(40))),
        ("text column: ciphertext altered", column_read(BLOCK + r.text_encode(changed(hello, 15)), text=True)),
    ]:
        file.invalid(comment, case, "tampered")
    file.invalid("read in another scope", column_read(stored, scope="tenant-b"), "wrong-context")
    file.invalid("read as another table", column_read(stored, table="visit"), "wrong-context")
    for comment, lower, given in [
        ("lower case: final sigma, and one inside of the word", "\u03c3\u03ac\u03c2", "\u03a3\u0386\u03a3"),
        ("lower case: I with a dot becomes i and a combining dot", "i\u0307d", "\u0130D"),
        ("lower case: I is i, whatever the language", "id", "ID"),
    ]:
        written = column_read(BLOCK + one_cell(b"hello", column=lower), column=given)
        file.valid(comment, written, plaintext=b"hello", aad=r.cell_aad(b"", lower))
    add_typed_columns(file)
    return file


def add_typed_columns(file: VectorFile) -> None:
    """Columns of another encoding than text: its id is in the context, and a column of another id refuses the value."""
    one = bytes([0, 0, 0, 1])

    def given(stored: bytes, encoding: str) -> Dict[str, Any]:
        return {**column_read(stored), **({} if encoding == r.TEXT_ENCODING else {"type": encoding})}

    for encoding, plaintext, prefixes in [
        ("i32", one, b""),
        ("date", bytes(8), prefix(1, "a")),
        ("array(array(utf8))", bytes(4), b""),
    ]:
        stored = seal_cell(ACTIVE, ROW_KEY, TABLE, COLUMN, prefixes, plaintext, None, encoding)
        writer = {"kekId": ACTIVE.kek_id, "dataKey": ROW_KEY, "prefixes": prefixes, "plaintext": plaintext}
        file.valid(f"column of type {encoding}", {**given(stored, encoding), "writer": writer}, plaintext=plaintext)
    number = seal_cell(ACTIVE, ROW_KEY, TABLE, COLUMN, b"", one, None, "i32")
    sealed = FD + seal_value(ACTIVE, VALUE_KEY, entity_context() + r.type_pair("i32"), b"", b"", one)
    file.valid("sealed value in a column of type i32", given(sealed, "i32"), plaintext=one)
    text = BLOCK + one_cell(one)
    for comment, case, error in [
        ("i32 read as f32, which has the same width", given(number, "f32"), "tampered"),
        ("i32 read as text", given(number, r.TEXT_ENCODING), "tampered"),
        ("text read as i32", given(text, "i32"), "tampered"),
        ("another case of the id", given(number, "I32"), "tampered"),
        ("sealed value of type i32 read as f32", given(sealed, "f32"), "wrong-context"),
        ("sealed value of type i32 read as text", given(sealed, r.TEXT_ENCODING), "wrong-context"),
        ("sealed text read as i32", given(FD + one_sealed(one), "i32"), "wrong-context"),
    ]:
        file.invalid(comment, case, error)


def sealed_value_file() -> VectorFile:
    file = VectorFile("sealed-value", "Sealed values with the context and AAD bytes of the caller", RECORDS)

    def given(stored: bytes, context: r.Pairs, aad: bytes = b"", scope: str = "default") -> Dict[str, Any]:
        return {"scope": scope, "context": json_pairs(context), "aad": aad, "stored": stored}

    def written(comment: str, plaintext: bytes, context: r.Pairs, record: r.KekRecord = ACTIVE, aad: bytes = b"") -> None:
        stored = seal_value(record, VALUE_KEY, context, aad, b"", plaintext)
        writer = {"kekId": record.kek_id, "dataKey": VALUE_KEY, "plaintext": plaintext}
        file.valid(comment, {**given(stored, context, aad, record.scope), "writer": writer}, plaintext=plaintext)

    entity = entity_context()
    written("empty plaintext", b"", entity)
    written("1 byte", b"x", entity)
    written("16 bytes", b"sixteen bytes ok", entity)
    written("4096 bytes", made("plaintext", 4096), entity)
    written("text in UTF-8", "Größe 鍵 \U0001f511".encode(), entity)
    written("plaintext that begins as a header", bytes.fromhex("fe0102") + made("plaintext", 80), entity)
    written("no context of the caller: the wrapping key has no table", b"hello", [])
    written("pairs without a table", b"hello", [("invoice", "2026-17"), ("kind", "pdf")])
    written("a pair table alone", b"hello", [("table", TABLE)])
    written("binary pair", b"hello", [("digest", made("digest"))])
    written("binary table name", b"hello", [("table", TABLE.encode())])
    written("AAD bytes of the caller", b"hello", entity, aad=b"version 7")
    written("4096 AAD bytes", b"hello", entity, aad=made("aad", 4096))
    written("names in upper case are not changed", b"hello", entity_context("Patient", "NOTES"))
    written("another scope", b"hello", entity, record=TENANT)
    written("scope and names outside ASCII", b"hello", entity_context("größe", '"a"."b\U0001f511"'), record=UNICODE)
    written("KEK that only decrypts", b"hello", entity, record=OLDER)

    good = seal_value(ACTIVE, VALUE_KEY, entity, b"", b"", b"hello")
    indexed = seal_value(ACTIVE, VALUE_KEY, entity, b"", prefix(0, "a"), b"hello")
    file.valid("value of an indexed column, its prefixes given as AAD bytes", given(indexed[18:], entity, indexed[:18]),
               plaintext=b"hello")
    with_aad = seal_value(ACTIVE, VALUE_KEY, entity, b"one", b"", b"hello")
    no_table = seal_value(ACTIVE, VALUE_KEY, [], b"", b"", b"hello")
    twin = seal_value(ACTIVE, made("twin"), entity, b"", b"", b"world")
    context = entity + [("scope", "default")]
    for comment, case, error in [
        ("the caller gives scope", given(good, context), "invalid-argument"),
        ("no bytes", given(b"", entity), "malformed"),
        ("98 bytes: no room for a tag", given(good[:98], entity), "malformed"),
        ("98 bytes under an unknown KEK: malformed comes first", given(changed(good[:98], 5), entity), "malformed"),
        ("an index prefix before it", given(indexed, entity), "malformed"),
        ("cut inside the header", given(good[:50], entity), "malformed"),
        ("first byte altered", given(changed(good, 0, 0x80), entity), "malformed"),
        ("suite 2", given(with_byte(good, 1, 2), entity), "malformed"),
        ("relabelled as row-key block", given(with_byte(good, 2, 1), entity), "malformed"),
        ("kind 3, reserved", given(with_byte(good, 2, 3), entity), "malformed"),
        ("kind 4, reserved", given(with_byte(good, 2, 4), entity), "malformed"),
        ("kind 6, reserved", given(with_byte(good, 2, 6), entity), "malformed"),
        ("a cell", given(one_cell(made("plaintext", 100)), entity), "malformed"),
        ("row-key block and cell", given(BLOCK + one_cell(b"hello"), entity), "malformed"),
        ("FD before it", given(FD + good, entity), "malformed"),
        ("KEK without a record", given(seal_value(UNKNOWN, VALUE_KEY, entity, b"", b"", b"hello"), entity), "unknown-key"),
        ("KEK that was destroyed", given(seal_value(DESTROYED, VALUE_KEY, entity, b"", b"", b"x"), entity), "key-destroyed"),
        ("read in another scope", given(good, entity, scope="tenant-b"), "wrong-context"),
        ("read as another column", given(good, entity_context(column="diagnosis")), "wrong-context"),
        ("read as another table", given(good, entity_context(table="visit")), "wrong-context"),
        ("a pair is missing", given(good, [("table", TABLE)]), "wrong-context"),
        ("a pair too many", given(good, entity + [("row", "1")]), "wrong-context"),
        ("a table is given, but there was none", given(no_table, [("table", TABLE)]), "wrong-context"),
        ("no table is given, but there was one", given(good, [("column", COLUMN)]), "wrong-context"),
        ("wrapped key altered", given(changed(good, 30), entity), "wrong-context"),
        ("wrapped key of another value", given(good[:11] + twin[11:51] + good[51:], entity), "wrong-context"),
        ("commitment altered", given(changed(good, 60), entity), "wrong-context"),
        ("header of a row-key block relabelled", given(with_byte(BLOCK, 2, 2) + good[83:], entity), "wrong-context"),
        ("header of another value", given(twin[:83] + good[83:], entity), "tampered"),
        ("ciphertext altered", given(changed(good, 83), entity), "tampered"),
        ("tag altered", given(changed(good, -1), entity), "tampered"),
        ("one byte cut off", given(good[:-1], entity), "tampered"),
        ("one byte added", given(good + b"\0", entity), "tampered"),
        ("AAD bytes missing", given(with_aad, entity), "tampered"),
        ("other AAD bytes", given(with_aad, entity, b"two"), "tampered"),
        ("AAD bytes that were not there", given(good, entity, b"one"), "tampered"),
        ("value of an indexed column without its prefixes", given(indexed[18:], entity), "tampered"),
        ("a pair in upper case", given(good, entity_context("PATIENT")), "wrong-context"),
    ]:
        file.invalid(comment, case, error)
    errors = {1: "wrong-context", 3: "wrong-context", 4: "unknown-key", 5: "unknown-key", 6: "unknown-key", 7: "unknown-key"}
    refuse_relabelled(file, r.SEALED_VALUE, lambda stored: given(stored, []), errors)
    number = bytes([0, 0, 0, 1])
    typed = entity + r.type_pair("i32")
    written("value of a column of type i32", number, typed)
    stored = seal_value(ACTIVE, VALUE_KEY, typed, b"", b"", number)
    for comment, context in [("read as type f32", entity + r.type_pair("f32")), ("read without its type", entity)]:
        file.invalid(comment, given(stored, context), "wrong-context")
    return file


def index_prefix_file() -> VectorFile:
    file = VectorFile("index-prefix", "Index prefixes before cells and sealed values: bound by the tag, in their order", RECORDS)
    a, b = prefix(0, "a"), prefix(1, "b")
    eight = b"".join(prefix(i, str(i)) for i in range(8))
    builders = {
        "cell": lambda prefixes: (BLOCK, one_cell(b"ada@example.com", prefixes)),
        "sealed value": lambda prefixes: (FD, one_sealed(b"ada@example.com", prefixes)),
    }
    for kind, build in builders.items():
        for comment, prefixes in [("1 prefix", a), ("2 prefixes", a + b), ("the same prefix twice", a + a), ("8 prefixes", eight)]:
            start, body = build(prefixes)
            file.valid(f"{kind}: {comment}", column_read(start + body), plaintext=b"ada@example.com")
        start, one = build(a)
        _, two = build(a + b)
        _, none = build(b"")
        for comment, body in [
            ("stripped", one[18:]),
            ("added", a + none),
            ("the first of two stripped", two[18:]),
            ("the second of two stripped", two[:18] + two[36:]),
            ("order swapped", b + a + two[36:]),
            ("one doubled", a + one),
            ("blind index of another row", prefix(0, "other row") + one[18:]),
            ("blind index: last bit", changed(one, 17)),
            ("epoch changed", with_byte(one, 1, 1)),
        ]:
            file.invalid(f"{kind}: prefix {comment}", column_read(start + body), "tampered")
        for comment, body in [
            ("9 prefixes", a + build(eight)[1]),
            ("cut inside the prefix", one[:17]),
            ("prefix and nothing behind", one[:18]),
            ("8 prefixes and nothing behind", eight),
            ("first byte of the prefix altered", changed(one, 0, 0x08)),
        ]:
            file.invalid(f"{kind}: {comment}", column_read(start + body), "malformed")
    return file
