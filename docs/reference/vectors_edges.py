"""Vectors where a reader is easily one step wrong: padding, repeated blocks, U+FEFF, limits of lengths.

They stand behind the other vectors of their files.
"""

from typing import Any, Callable, Dict, List

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import message_checker
import message_writer as w
import rowseal_reader as r
from local_store import kek_context
from local_store import wrap as local_wrap
from message_fixtures import AES, AES_KEY, HELLO, MASTER, PAIRS, STREAM_SALT, RecipientsFile, given
from rowseal_writer import cell, pad, row_key_block, seal_cell, seal_value, write_recipients
from vector_fixtures import ACTIVE, BLOCK, COLUMN, DESTROYED, FD, OTHER_BLOCK, REWRAPPED, ROW_KEY, TABLE, UNKNOWN, VALUE_KEY
from vector_fixtures import Test, VectorFile, changed, entity_context, json_pairs, made, one_cell, one_sealed, prefix, with_byte
from vectors_values import column_read

BOM = "\ufeff"


def add_to(files: List[VectorFile]) -> None:
    for file in files:
        ADDITIONS.get(file.layout, lambda _: None)(file)


# ---------------------------------------------------------------- padded columns


def padded_read(stored: bytes, encoding: str = r.TEXT_ENCODING, **more: Any) -> Test:
    kind = {} if encoding == r.TEXT_ENCODING else {"type": encoding}
    return {**column_read(stored, **more), **kind, "padded": True}


def cell_of(plaintext: bytes, traits: r.Pairs) -> bytes:
    """Block and cell with whatever pairs."""
    content_key = r.expand_data_key(ROW_KEY, r.BLOCK_START, [("scope", "default"), ("table", TABLE)])[0]
    nonce, aad = made("nonce", 12), bytes([r.CELL]) + r.pae([("column", COLUMN)] + traits)
    return BLOCK + bytes([r.CELL]) + nonce + AESGCM(content_key).encrypt(nonce, plaintext, aad)


def sealed_of(plaintext: bytes, traits: r.Pairs) -> bytes:
    return FD + seal_value(ACTIVE, VALUE_KEY, entity_context() + traits, b"", b"", plaintext)


def add_padding(file: VectorFile) -> None:
    def written(comment: str, value: bytes, step: int, encoding: str = r.TEXT_ENCODING, prefixes: bytes = b"") -> None:
        stored = seal_cell(ACTIVE, ROW_KEY, TABLE, COLUMN, prefixes, pad(value, step), None, encoding, True)
        writer = {"kekId": ACTIVE.kek_id, "dataKey": ROW_KEY, "prefixes": prefixes, "plaintext": value, "padTo": step}
        file.valid("padded cell: " + comment, {**padded_read(stored, encoding), "writer": writer}, plaintext=value)
        traits = r.pad_pair(True) + r.type_pair(encoding)
        sealed = seal_value(ACTIVE, VALUE_KEY, entity_context() + traits, b"", prefixes, pad(value, step))
        file.valid("padded sealed value: " + comment, padded_read(FD + sealed, encoding), plaintext=value)

    written("empty, to 16 bytes", b"", 16)
    written("1 byte to 16", b"x", 16)
    written("15 bytes to 16", b"fifteen bytes !", 16)
    written("16 bytes to 32: a byte 0x80 is always there", b"sixteen bytes ok", 16)
    written("to a multiple of 2, only 0x80 is added", b"x", 2)
    written("to a multiple of 1000", b"hello", 1000)
    written("a value that ends like padding", b"x\x80\0\0", 16)
    written("a value that ends in zero bytes", b"x\0\0", 16)
    written("a value of zero bytes", bytes(5), 16)
    written("a value that ends in 0x80", b"x\x80", 16)
    written("of type i32", bytes([0, 0, 0, 1]), 16, "i32")
    written("behind an index prefix", b"hello", 16, prefixes=prefix(0, "a"))
    text = r.text_encode(cell(ROW_KEY, "default", TABLE, COLUMN, b"", pad(b"hello", 16), padded=True))
    file.valid("padded text column", padded_read(BLOCK + text, text=True), plaintext=b"hello")
    right = r.pad_pair(True)
    for name, build, error in [("cell", cell_of, "tampered"), ("sealed value", sealed_of, "wrong-context")]:
        good = build(pad(b"hello", 16), right)
        file.valid(f"padded {name}: no multiple of anything, the step is the writer's", padded_read(build(b"hello\x80\0\0", right)),
                   plaintext=b"hello")
        file.invalid(f"padded {name}: read as a column without padding", column_read(good), error)
        file.invalid(f"{name} without the pair pad, read as a padded column", padded_read(build(pad(b"hello", 16), [])), error)
        file.invalid(f"padded {name}: read with a type", padded_read(good, "i32"), error)
        for other in ("", "ISO7816-4", "iso7816-4 ", "pkcs7", "none"):
            wrong = build(pad(b"hello", 16), [("pad", other)])
            file.invalid(f"{name} whose pair pad is '{other}', read as a padded column", padded_read(wrong), error)
            file.invalid(f"{name} whose pair pad is '{other}', read as one without", column_read(wrong), error)
        for comment, plaintext in [
            ("no bytes", b""),
            ("one zero byte", bytes(1)),
            ("16 zero bytes", bytes(16)),
            ("no 0x80 and no zero bytes", b"hello"),
            ("no 0x80 before the zero bytes", b"hello" + bytes(11)),
            ("0x01 in place of 0x80", b"hello\x01" + bytes(10)),
            ("0x00 0x80 0x01", b"hello\x80\x01"),
            ("0x81 in place of 0x80", b"hello\x81" + bytes(10)),
            ("a byte behind the zero bytes", b"hello\x80" + bytes(9) + b"\x01"),
            ("padding of PKCS#7", b"hello" + bytes([11]) * 11),
        ]:
            file.invalid(f"padded {name}: {comment}", padded_read(build(plaintext, right)), "malformed")


def add_padding_of_messages(file: VectorFile) -> None:
    """A message with the pairs of a padded column: its padding is the caller's, as all pairs are."""
    right, value = entity_context() + r.pad_pair(True), pad(b"hello", 16)

    def case(stored: bytes, context: r.Pairs) -> Test:
        return {"scope": "default", "context": json_pairs(context), "aad": b"", "stored": message_checker.long_bytes(stored)}

    stored = seal_value(ACTIVE, VALUE_KEY, right, b"", b"", value)
    writer = {"kekId": ACTIVE.kek_id, "dataKey": VALUE_KEY, "plaintext": value}
    file.valid("value of a padded column, with its padding", {**case(stored, right), "writer": writer}, plaintext=value)
    unpadded = seal_value(ACTIVE, VALUE_KEY, entity_context(), b"", b"", value)
    for comment, bad in [
        ("value of a padded column without the pair pad", case(stored, entity_context())),
        ("value of a padded column with another pair pad", case(stored, entity_context() + [("pad", "none")])),
        ("pair pad where there was none", case(unpadded, right)),
    ]:
        file.invalid(comment, bad, "wrong-context")
    content_key = r.expand_data_key(VALUE_KEY, r.SEALED_START, PAIRS + [("scope", "default")])[0]
    largest = seal_value(ACTIVE, VALUE_KEY, PAIRS, b"", b"", w.mirrored_value(content_key, r.MAX_PLAINTEXT))
    file.valid("16 MiB", case(largest, PAIRS), plaintextLength=r.MAX_PLAINTEXT)
    file.invalid("one byte more than 16 MiB", case(largest[:83] + bytes(r.MAX_PLAINTEXT + 17), PAIRS), "malformed")
    file.invalid("a name twice", case(stored, right + right[:1]), "invalid-argument")


# ---------------------------------------------------------------- 16 MiB


def largest_cell(prefixes: bytes = b"", padded: bool = False, text: bool = False) -> bytes:
    """Block and cell of 16 MiB, its ciphertext being zeros; the last byte of the padded plaintext is 0x80."""
    content_key = r.expand_data_key(ROW_KEY, r.BLOCK_START, [("scope", "default"), ("table", TABLE)])[0]
    nonce = made("nonce", 12)
    plaintext = AESGCM(content_key).encrypt(nonce, bytes(r.MAX_PLAINTEXT), b"")[:r.MAX_PLAINTEXT]
    if padded:
        plaintext = plaintext[:-1] + b"\x80"
    value = cell(ROW_KEY, "default", TABLE, COLUMN, prefixes, plaintext, nonce, padded=padded)
    return BLOCK + (r.text_encode(value) if text else value)


def add_largest(file: VectorFile) -> None:
    def long_read(stored: bytes, **more: Any) -> Test:
        return {**column_read(b"", **more), "stored": message_checker.long_bytes(stored)}

    eight = b"".join(prefix(i, str(i)) for i in range(8))
    size = r.MAX_PLAINTEXT
    file.valid("cell of 16 MiB", long_read(largest_cell()), plaintextLength=size)
    file.valid("cell of 16 MiB behind 8 index prefixes", long_read(largest_cell(eight)), plaintextLength=size)
    file.valid("text column: cell of 16 MiB", long_read(largest_cell(text=True), text=True), plaintextLength=size)
    padded = {**long_read(largest_cell(padded=True)), "padded": True}
    file.valid("padded cell of 16 MiB, one byte of it is padding", padded, plaintextLength=size - 1)
    content_key = r.expand_data_key(VALUE_KEY, r.SEALED_START, entity_context() + [("scope", "default")])[0]
    sealed = one_sealed(w.mirrored_value(content_key, size))
    file.valid("sealed value of 16 MiB", long_read(FD + sealed), plaintextLength=size)
    file.invalid("cell of one byte more than 16 MiB", long_read(largest_cell() + b"\0"), "malformed")
    file.invalid("sealed value of one byte more than 16 MiB", long_read(FD + sealed + b"\0"), "malformed")


# ---------------------------------------------------------------- repeated blocks


def add_blocks_that_open(file: VectorFile) -> None:
    hello = one_cell(b"hello")
    garbage = BLOCK[:3] + bytes(48) + BLOCK[51:]
    lost = row_key_block(UNKNOWN, ROW_KEY, TABLE)
    for comment, blocks in [
        ("block twice", BLOCK + BLOCK),
        ("block, and the same row key under another KEK", BLOCK + REWRAPPED),
        ("the same in the other order", REWRAPPED + BLOCK),
        ("the second block has no wrapped key: the first one is used", BLOCK + garbage),
        ("the second block has no KEK: the first one is used", BLOCK + lost),
        ("the third block has no KEK: the first one is used", REWRAPPED + BLOCK + lost),
    ]:
        file.valid("repeated block: " + comment, column_read(blocks + hello), plaintext=b"hello")
    for comment, blocks, error in [
        ("the first block has no KEK", lost + BLOCK, "unknown-key"),
        ("the first block has kekId 0", garbage + BLOCK, "unknown-key"),
        ("the first block has no wrapped key", BLOCK[:11] + bytes(40) + BLOCK[51:] + BLOCK, "wrong-context"),
        ("of another row behind it", BLOCK + OTHER_BLOCK, "malformed"),
    ]:
        file.invalid("repeated block: " + comment, column_read(blocks + hello), error)


def add_grammar(file: VectorFile) -> None:
    hello, sealed = one_cell(b"hello"), one_sealed(b"hello")

    def case(stored: bytes, text: bool = False) -> Test:
        return {"rowKeys": True, "text": text, "stored": message_checker.long_bytes(stored)}

    zeros = BLOCK[:3] + bytes(48) + BLOCK[51:]
    for comment, first, others in [
        ("byte 3 differs", BLOCK, changed(BLOCK, 3)),
        ("byte 50 differs", BLOCK, changed(BLOCK, 50)),
        ("bytes 3..50 differ", BLOCK, zeros),
        ("bytes 3..50 of the first differ", zeros, BLOCK),
        ("three blocks with other bytes 3..50", BLOCK, zeros + REWRAPPED),
        ("five blocks", REWRAPPED, BLOCK + zeros + BLOCK + REWRAPPED),
    ]:
        file.valid("repeated block: " + comment, case(first + others + hello), block=first, prefixes=b"", kind="cell", value=hello)
    behind = with_byte(BLOCK, 2, 2) + hello
    file.valid("a second header of kind 2 begins a sealed value", case(BLOCK + behind), block=BLOCK, kind="sealed", value=behind)
    for comment, others in [
        ("first bit of the commitment differs", changed(BLOCK, 51, 0x80)),
        ("byte 51 of the third differs", BLOCK + changed(BLOCK, 51)),
        ("byte 82 of the third differs", BLOCK + changed(BLOCK, 82)),
        ("the second differs, the third does not", changed(BLOCK, 51) + BLOCK),
        ("byte 0 differs", with_byte(BLOCK, 0, 0xFF)),
        ("byte 1 differs", with_byte(BLOCK, 1, 0)),
        ("byte 2 differs: kind 3", with_byte(BLOCK, 2, 3)),
        ("suite of the third differs", BLOCK + with_byte(BLOCK, 1, 2)),
        ("the third is cut off", BLOCK + BLOCK[:82]),
    ]:
        file.invalid("repeated block: " + comment, case(BLOCK + others + hello), "malformed")
    for comment, stored, text in [
        ("cell of one byte more than 16 MiB", BLOCK + b"\xf9" + bytes(29 + r.MAX_PLAINTEXT), False),
        ("sealed value of one byte more than 16 MiB", FD + sealed[:83] + bytes(17 + r.MAX_PLAINTEXT), False),
        ("text: cell of one byte more than 16 MiB", BLOCK + r.text_encode(b"\xf9" + bytes(29 + r.MAX_PLAINTEXT)), True),
        ("U+FEFF before the cell", BLOCK + BOM.encode() + hello, False),
        ("U+FEFF before the block", BOM.encode() + BLOCK + hello, False),
    ]:
        file.invalid(comment, case(stored, text), "malformed")
    file.invalid("text: U+FEFF before the text form", case(BLOCK + BOM.encode() + r.text_encode(hello), True), "plaintext-found")


# ---------------------------------------------------------------- U+FEFF, and the lengths of recipients


def add_plaintext(file: VectorFile) -> None:
    form = BOM.encode() + r.text_encode(one_cell(b"hello"))
    for comment, text in [("U+FEFF and words", (BOM + "words").encode()), ("U+FEFF and the text form", form)]:
        file.valid(comment, {"rowKeys": True, "stored": FD + text}, plaintext=text)


def add_names(file: VectorFile) -> None:
    """In a cell."""
    def case(column: str, written: str, scope: str = "default", table: str = TABLE) -> Test:
        return column_read(BLOCK + one_cell(b"hello", column=written), column=column, scope=scope, table=table)

    file.valid("column name with U+FEFF before it", case(BOM + COLUMN, BOM + COLUMN), plaintext=b"hello")
    stored = seal_cell(ACTIVE, ROW_KEY, BOM + TABLE, COLUMN, b"", b"hello")
    file.valid("table name with U+FEFF before it", column_read(stored, table=BOM + TABLE), plaintext=b"hello")
    file.valid("value with U+FEFF before it", column_read(BLOCK + one_cell((BOM + "x").encode())), plaintext=(BOM + "x").encode())
    for comment, bad, error in [
        ("column name read with U+FEFF before it", case(BOM + COLUMN, COLUMN), "tampered"),
        ("column name written with U+FEFF before it, read without", case(COLUMN, BOM + COLUMN), "tampered"),
        ("table name read with U+FEFF before it", case(COLUMN, COLUMN, table=BOM + TABLE), "wrong-context"),
        ("table name written with U+FEFF before it, read without", column_read(stored), "wrong-context"),
        ("scope read with U+FEFF before it", case(COLUMN, COLUMN, scope=BOM + "default"), "wrong-context"),
    ]:
        file.invalid(comment, bad, error)


def add_pae(file: VectorFile) -> None:
    for comment, pairs in [
        ("U+FEFF before a name and a value stays", [(BOM + "table", BOM + "patient")]),
        ("a name with U+FEFF before it is another name", [("table", "1"), (BOM + "table", "2")]),
        ("U+FEFF alone", [(BOM, BOM)]),
    ]:
        file.valid(comment, {"pairs": json_pairs(pairs)})


def add_kek_check(file: VectorFile) -> None:
    base = {"purpose": "kek", "scope": BOM + "default", "kekId": made("check id", 8), "createdAt": 1767225600000, "key": made("check key")}
    file.valid("scope with U+FEFF before it", base)
    info = r.kek_check_info("kek", "default", base["kekId"], base["createdAt"])
    check = r.hkdf_expand(base["key"], info, 32)
    file.invalid("scope with U+FEFF before it, check value without", {**base, "check": check}, "wrong-context")
    for length in (31, 33):
        key, scope = made("key of another length", length), {"scope": "default"}
        fits = {**base, **scope, "key": key, "check": r.hkdf_expand(key, info, 32)}
        file.invalid(f"key of {length} bytes whose check value fits", fits, "wrong-context")


def add_row_key_block(file: VectorFile) -> None:
    """The scope is compared before the state is looked at, and bytewise."""
    destroyed = row_key_block(DESTROYED, ROW_KEY, TABLE)
    for comment, scope in [("another scope", "tenant-b"), ("a scope with U+FEFF before it", BOM + "default"), ("upper case", "DEFAULT")]:
        file.invalid(f"KEK that was destroyed, read in {comment}", {"scope": scope, "table": TABLE, "block": destroyed}, "wrong-context")


def lengths(one: r.Recipients) -> Dict[str, r.Recipients]:
    """Recipients beside which `one` is read."""
    return {
        "store id with U+FEFF before it": [(BOM + "file", "master-1", b"w")] + one,
        "key reference with U+FEFF before it": [("file", BOM + "master-1", b"w")] + one,
        "U+FEFF alone": [(BOM, BOM, b"w")] + one,
        "names that differ in U+FEFF alone are two": [("a", "b", b"w"), (BOM + "a", "b", b"w"), ("a", BOM + "b", b"w")] + one,
        "store id of 255 bytes": [("s" * 255, "k", b"w")] + one,
        "store id of 255 bytes in 128 characters": [("ü" * 127 + "s", "k", b"w")] + one,
        "key reference of 2048 bytes": [("s", "k" * 2048, b"w")] + one,
        "key reference of 2048 bytes in 1024 characters": [("s", "ü" * 1024, b"w")] + one,
        "wrapped key of 8192 bytes": [("s", "k", b"w" * 8192)] + one,
        "everything as long as it may be": [("s" * 255, "k" * 2048, b"w" * 8192)] + one,
    }


def wrong_lists(one: r.Recipients) -> Dict[str, bytes]:
    first, last = write_recipients(one), write_recipients([("s", "k", b"w")] + one)
    return {
        "key reference of 2050 bytes in 1025 characters": write_recipients([("s", "ü" * 1025, b"w")] + one),
        "key reference of 2049 bytes, before ours": write_recipients([("s", "k" * 2049, b"w")] + one),
        "wrapped key of 8193 bytes, before ours": write_recipients([("s", "k", b"w" * 8193)] + one),
        "empty store id, before ours": write_recipients([("", "k", b"w")] + one),
        "empty key reference, before ours": write_recipients([("s", "", b"w")] + one),
        "empty wrapped key, before ours": write_recipients([("s", "k", b"")] + one),
        "17 recipients": write_recipients([("s", str(i), b"w") for i in range(16)] + one),
        "ours twice, not side by side": write_recipients(one + [("s", "k", b"w")] + one),
        "cut inside the store id": first[:3],
        "cut behind the store id": first[:2 + first[1]],
        "cut inside the length of the key reference": first[:3 + first[1]],
        "cut inside the key reference": first[:5 + first[1]],
        "cut inside the length of the wrapped key": first[:4 + first[1] + first[3 + first[1]] + 1],
        "cut behind the first of two": last[:8],
        "store id cut inside a character": bytes.fromhex("01 01 c3 0001 6b 0001 77"),
        "key reference cut inside a character": bytes.fromhex("01 01 73 0001 c3 0001 77"),
    }


def add_recipients(file: VectorFile) -> None:
    one: r.Recipients = [("file", "master-1", made("wrapped", 61))]
    for comment, entries in lengths(one).items():
        as_json = [dict(zip(("storeId", "keyRef", "wrapped"), entry)) for entry in entries]
        data = write_recipients(entries)
        file.valid("write: " + comment, {"recipients": as_json}, bytes=data)
        file.valid("read: " + comment, {"bytes": data}, recipients=as_json)
    for comment, damaged in wrong_lists(one).items():
        file.invalid(comment, {"bytes": damaged}, "malformed")
    for comment, behind in [("16 recipients", bytes(1)), ("16 recipients, and one more", b"\1s\0\1x\0\1w")]:
        data = write_recipients([("s", str(i), b"w") for i in range(16)])
        file.invalid(f"{comment} behind the count 16", {"bytes": data + behind}, "malformed")


def add_recipients_of_messages(file: VectorFile) -> None:
    assert isinstance(file, RecipientsFile)
    aes = [w.for_aes_key(AES_KEY, VALUE_KEY)]
    master = file.wrap(MASTER, VALUE_KEY)
    is_stream = file.layout == "recipients-stream"

    def seal(recipients: r.Recipients) -> bytes:
        if is_stream:
            return w.recipients_stream(VALUE_KEY, recipients, STREAM_SALT, PAIRS, b"", HELLO)
        return w.recipients_message(VALUE_KEY, recipients, PAIRS, b"", HELLO)

    for comment, recipients in lengths(aes).items():
        file.valid("list: " + comment, given(seal(recipients), PAIRS, keys=[AES]), plaintext=HELLO)
    good = seal(aes)
    behind = good[3 + len(write_recipients(aes)):]
    for comment, damaged in wrong_lists(aes).items():
        cut = comment.startswith("cut ")
        file.invalid("list: " + comment, given(good[:3] + damaged + (b"" if cut else behind), PAIRS, keys=[AES]), "malformed")
    for comment, named in [("store id", (BOM + master[0],) + master[1:]), ("key reference", (master[0], BOM + master[1], master[2]))]:
        file.invalid(f"our {comment} with U+FEFF before it is another", given(seal([named]), PAIRS, keys=[MASTER]), "unknown-key")
    for length in (31, 33, 16, 0):
        key = {"aes": made("AES key of another length", length)}
        file.invalid(f"AES key of {length} bytes", given(good, PAIRS, keys=[key]), "invalid-argument")


def add_local_wrap(file: VectorFile) -> None:
    context = kek_context(ACTIVE)
    wrapped = local_wrap(made("master key"), context, ACTIVE.key, made("nonce of a KEK", 12))
    for length in (1, 5, 12, 13):
        case = {"masterKey": made("master key"), "context": json_pairs(context), "wrapped": wrapped[:length]}
        file.invalid(f"{length} bytes", case, "wrong-context")
    bound = [(name, BOM + value if name == "scope" else value) for name, value in context]
    case = {"masterKey": made("master key"), "context": json_pairs(bound), "wrapped": wrapped}
    file.invalid("of a scope with U+FEFF before it", case, "wrong-context")


def add_value_encodings(file: VectorFile) -> None:
    file.valid("utf8: U+FEFF before it", {"type": "utf8", "value": BOM + "A"}, value=BOM + "A")
    for encoding, encoded, reason in [
        ("locale", b"zh-Hant-TW-x-abc" + bytes(16), "16 bytes, padded all the same"),
        ("zone", b"America/Argentina/ComodRivadavia_________"[:40] + bytes(40), "40 bytes, padded all the same"),
        ("currency", b"eur", "lower case"),
        ("currency", b"E4R", "a digit"),
        ("currency", b"EUR\0", "a zero byte behind"),
    ]:
        file.invalid(f"{encoding}: {reason}", {"type": encoding, "encoded": encoded}, "malformed")


def add_cells(file: VectorFile) -> None:
    for add in (add_padding, add_blocks_that_open, add_names, add_largest):
        add(file)


ADDITIONS: Dict[str, Callable[[VectorFile], None]] = {
    "pae": add_pae,
    "kek-check": add_kek_check,
    "recipients": add_recipients,
    "row-key-block": add_row_key_block,
    "cell": add_cells,
    "sealed-value": add_padding_of_messages,
    "reading-grammar": add_grammar,
    "plaintext": add_plaintext,
    "recipients-message": add_recipients_of_messages,
    "recipients-stream": add_recipients_of_messages,
    "local-wrap": add_local_wrap,
    "value-encoding": add_value_encodings,
}
