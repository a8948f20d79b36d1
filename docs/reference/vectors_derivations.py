"""Vectors of encodings and derivations: everything before the first ciphertext."""

from typing import List

import rowseal_reader as r
from rowseal_writer import write_recipients
from vector_fixtures import ACTIVE, INDEX_ROOT, ROW_KEY, TENANT, UNICODE, VALUE_KEY
from vector_fixtures import VectorFile, json_pairs, json_record, made, one_cell, one_sealed, prefix


def files() -> List[VectorFile]:
    return [pae(), hkdf(), kek_check(), recipients(), wrapping_key(), data_key(), hedge(), blind_index(), text_form()]


def pae() -> VectorFile:
    file = VectorFile("pae", "Pre-authentication encoding of a context")
    smile, tilde = "\U0001f600", "\uff5e"  # in UTF-16 order the first stands before the second, in UTF-8 order behind it
    good = {
        "no pairs": [],
        "one pair": [("table", "patient")],
        "empty value": [("table", "")],
        "empty name": [("", "value")],
        "empty name and value": [("", "")],
        "two pairs in order": [("scope", "default"), ("table", "patient")],
        "the same two pairs given in the other order": [("table", "patient"), ("scope", "default")],
        "context of a sealed value": [("scope", "default"), ("table", "patient"), ("column", "notes")],
        "a name that begins another name": [("ab", "2"), ("a", "1")],
        "upper case sorts before lower case": [("a", "1"), ("B", "2")],
        "a boundary moved from name to value gives other bytes": [("tablep", "atient")],
        "binary value that is not UTF-8": [("key", bytes.fromhex("00ff80fe"))],
        "NUL in name and value": [("a\0b", "\0")],
        "dots and quotes": [('"public"."patient"', "it's [here]")],
        "names of 2, 3 and 4 UTF-8 bytes": [("ü", "2"), ("鍵", "3"), (smile, "4")],
        "supplementary plane sorts behind U+FF5E: UTF-8 order, not UTF-16 order": [(smile, "second"), (tilde, "first")],
        "no normalization: composed and decomposed are two names": [("\u00e9", "composed"), ("e\u0301", "decomposed")],
        "value of 300 bytes": [("long", made("long value", 300))],
        "ten pairs": [(f"n{i}", str(i)) for i in range(9, -1, -1)],
    }
    for comment, pairs in good.items():
        file.valid(comment, {"pairs": json_pairs(pairs)})
    bad = {
        "name twice": [("a", "1"), ("a", "2")],
        "name twice with equal values": [("a", "1"), ("a", "1")],
        "name twice, not side by side": [("a", "1"), ("b", "2"), ("a", "3")],
        "unpaired high surrogate in a name": [("\ud800", "1")],
        "unpaired low surrogate in a name": [("a\udc00b", "1")],
        "unpaired surrogate at the end of a text value": [("a", "x\ud83d")],
        "surrogates in the wrong order": [("a", "\ude00\ud83d")],
    }
    for comment, pairs in bad.items():
        file.invalid(comment, {"pairs": json_pairs(pairs)}, "invalid-argument")
    return file


def hkdf() -> VectorFile:
    file = VectorFile("hkdf", "HKDF-Expand with SHA-256, block by block; PRK and info of the first three are those of RFC 5869")
    rfc = [
        ("RFC 5869 A.1", "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", bytes(range(0xF0, 0xFA)), 42,
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        ("RFC 5869 A.2", "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244", bytes(range(0xB0, 0x100)), 82,
         "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
         "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"),
        ("RFC 5869 A.3, empty info", "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04", b"", 42,
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ]
    for comment, prk, info, length, okm in rfc:
        file.valid(comment, {"prk": prk, "info": info, "length": length}, okm=okm)
    for comment, info, length in [
        ("one whole block", b"rowseal/v1/hedge", 32),
        ("two whole blocks", b"rowseal/v1/data", 64),
        ("three whole blocks, as for a data key", b"rowseal/v1/data" + bytes.fromhex("fe0101") + made("hash"), 96),
        ("one byte", b"", 1),
    ]:
        file.valid(comment, {"prk": made("prk"), "info": info, "length": length})
    return file


def kek_check() -> VectorFile:
    file = VectorFile("kek-check", "Check value of a KEK record; with `check` given it is verified")
    kek_id, key = made("check id", 8), made("check key")
    base = {"purpose": "kek", "scope": "default", "kekId": kek_id, "createdAt": 1767225600000, "key": key}
    for comment, change in [
        ("purpose kek", {}),
        ("purpose index-root", {"purpose": "index-root"}),
        ("another scope", {"scope": "tenant-b"}),
        ("scope in UTF-8", {"scope": "Zürich/\U0001f511"}),
        ("longest scope, 255 bytes", {"scope": "s" * 255}),
        ("createdAt 0", {"createdAt": 0}),
        ("createdAt beyond 32 bits, with a millisecond", {"createdAt": 4102444800001}),
        ("kekId with leading zeros", {"kekId": bytes.fromhex("000000000000000a")}),
        ("kekId of the highest bit", {"kekId": bytes.fromhex("ffffffffffffffff")}),
    ]:
        file.valid(comment, {**base, **change})
    record = {key: value for key, value in json_record(UNICODE).items() if key != "state"}
    file.valid("a record whose check value holds", record)
    for comment, change in [
        ("createdAt one millisecond later", {"createdAt": UNICODE.created_at + 1}),
        ("createdAt as seconds", {"createdAt": UNICODE.created_at // 1000}),
        ("purpose swapped", {"purpose": "index-root"}),
        ("scope swapped", {"scope": "default"}),
        ("kekId of another record", {"kekId": ACTIVE.kek_id}),
        ("key of another record", {"key": ACTIVE.key}),
        ("check value altered", {"check": UNICODE.check[:31] + bytes([UNICODE.check[31] ^ 0x80])}),
    ]:
        file.invalid(comment, {**record, **change}, "wrong-context")
    return file


def recipients() -> VectorFile:
    file = VectorFile("recipients", "Recipients of a KEK record: `recipients` are written, `bytes` are read")
    one, two = ("file", "master-1", made("wrapped", 61)), ("aws-kms", "arn:aws:kms:eu-west-1:1:key/a", made("wrapped 2", 184))
    good = {
        "none, as a destroyed KEK has": [],
        "one": [one],
        "two": [one, two],
        "two master keys of one store": [one, ("file", "master-2", one[2])],
        "one key reference in two stores": [one, ("file-2", "master-1", one[2])],
        "names outside ASCII": [("Tresor/\U0001f511", "schlüssel", one[2])],
        "shortest parts": [("a", "b", b"\0")],
        "16": [("file", str(i), made(str(i), 16)) for i in range(16)],
        "longest store id and key reference": [("s" * 255, "k" * 2048, b"w")],
        "wrapped key of 8192 bytes": [("file", "big", made("big", 8192))],
    }
    for comment, entries in good.items():
        as_json = [dict(zip(("storeId", "keyRef", "wrapped"), entry)) for entry in entries]
        data = write_recipients(entries)
        file.valid("write: " + comment, {"recipients": as_json}, bytes=data)
        file.valid("read: " + comment, {"bytes": data}, recipients=as_json)
    data = write_recipients([one, two])
    for comment, damaged in [
        ("count 0", b"\0"),
        ("count 0 and a recipient behind", b"\0" + data[1:]),
        ("count 17", write_recipients([("file", str(i), b"w") for i in range(17)])),
        ("count one too high", b"\x03" + data[1:]),
        ("count one too low", b"\x01" + data[1:]),
        ("nothing but the count", b"\x01"),
        ("cut inside the last wrapped key", data[:-1]),
        ("cut inside a length", data[:15]),
        ("one byte behind", data + b"\0"),
        ("empty store id", write_recipients([("", "key", b"w")])),
        ("empty key reference", write_recipients([("store", "", b"w")])),
        ("empty wrapped key", write_recipients([("store", "key", b"")])),
        ("key reference of 2049 bytes", write_recipients([("store", "k" * 2049, b"w")])),
        ("wrapped key of 8193 bytes", write_recipients([("store", "key", bytes(8193))])),
        ("length beyond the end", bytes.fromhex("01 01 61 ffff 62")),
        ("the same master key twice", write_recipients([one, two, one])),
        ("store id that is not UTF-8", bytes.fromhex("01 01 ff 0001 62 0001 63")),
        ("key reference with an encoded surrogate", bytes.fromhex("01 01 61 0003 eda080 0001 63")),
        ("key reference in overlong UTF-8", bytes.fromhex("01 01 61 0002 c0af 0001 63")),
    ]:
        file.invalid(comment, {"bytes": damaged}, "malformed")
    return file


def wrapping_key() -> VectorFile:
    file = VectorFile("wrapping-key", "Wrapping key WK of a KEK and a static context, and a data key wrapped with it")
    for comment, record, context in [
        ("kind 1, or kind 2 with a pair table", ACTIVE, [("scope", "default"), ("table", "patient")]),
        ("another table", ACTIVE, [("scope", "default"), ("table", "patient_history")]),
        ("another scope", TENANT, [("scope", "tenant-b"), ("table", "patient")]),
        ("kind 2 without a table", ACTIVE, [("scope", "default")]),
        ("empty table name is not the same as no table", ACTIVE, [("scope", "default"), ("table", "")]),
        ("table name with a schema and quotes", ACTIVE, [("scope", "default"), ("table", '"clinic"."patient.2026"')]),
        ("names in UTF-8", UNICODE, [("scope", UNICODE.scope), ("table", "größe")]),
    ]:
        file.valid(comment, {"key": record.key, "staticContext": json_pairs(context), "dataKey": ROW_KEY})
    return file


def data_key() -> VectorFile:
    file = VectorFile("data-key", "Expansion of a data key to content key, commitment and nonce key")
    row = [("scope", "default"), ("table", "patient")]
    for comment, key, kind, context in [
        ("row key", ROW_KEY, 1, row),
        ("row key of another table", ROW_KEY, 1, [("scope", "default"), ("table", "visit")]),
        ("the same key and context as sealed value", ROW_KEY, 2, row),
        ("sealed value of an entity", VALUE_KEY, 2, row + [("column", "notes")]),
        ("sealed value of the direct API, no pairs but scope", VALUE_KEY, 2, [("scope", "default")]),
        ("sealed value with a binary pair", VALUE_KEY, 2, [("scope", "default"), ("document", made("document", 16))]),
        ("names in UTF-8", VALUE_KEY, 2, [("scope", UNICODE.scope), ("table", "größe"), ("column", "straße.nr")]),
        ("data key of zeros", bytes(32), 1, row),
    ]:
        file.valid(comment, {"dataKey": key, "kind": kind, "context": json_pairs(context)})
    return file


def hedge() -> VectorFile:
    file = VectorFile("hedged-data-key", "Informative: how a writer makes the data key of a sealed value. Readers need none of it")
    context = json_pairs([("scope", "default"), ("table", "patient"), ("column", "notes")])
    base = {"key": ACTIVE.key, "random": made("random"), "kind": 2, "context": context, "aad": "fe0102", "plaintext": b"hello"}
    for comment, change in [
        ("a value", {}),
        ("the same random bytes with another plaintext", {"plaintext": b"hellp"}),
        ("a generator that gives zeros, empty plaintext", {"random": bytes(32), "plaintext": b""}),
        ("AAD with an index prefix and the caller's bytes", {"aad": r.SEALED_START + prefix(0, "a") + b"caller"}),
    ]:
        file.valid(comment, {**base, **change})
    return file


def blind_index() -> VectorFile:
    file = VectorFile("blind-index", "Index key and blind index of a normalized value; `key` is the index root key")
    base = {"key": INDEX_ROOT.key, "table": "patient", "column": "email", "epoch": 0, "normalizer": "exact"}
    mail = "ada@example.com".encode()
    for comment, change in [
        ("epoch 0", {}),
        ("another epoch", {"epoch": 1}),
        ("last epoch", {"epoch": 255}),
        ("another column", {"column": "backup_email"}),
        ("another table", {"table": "doctor"}),
        ("table and column in upper case are the same", {"table": "PATIENT", "column": "Email"}),
        ("another value", {"normalized": b"grace@example.com"}),
        ("empty value", {"normalized": b""}),
        ("value in UTF-8", {"normalized": "žofie@příklad.example".encode()}),
        ("another normalizer", {"normalizer": "nfc-lower"}),
        ("the end of the normalizer moved into the value", {"normalizer": "exac", "normalized": b"t" + mail}),
        ("column name with a dot is not a table and a column", {"table": "patient.email", "column": ""}),
        ("value of 1000 bytes", {"normalized": made("long value", 1000)}),
    ]:
        file.valid(comment, {**base, "normalized": mail, **change})
    shared = {"key": INDEX_ROOT.key, "shared": "email", "epoch": 0, "normalizer": "exact", "normalized": mail}
    file.valid("a domain that is shared by name", shared)
    return file


def text_form() -> VectorFile:
    file = VectorFile("text-form", "Text form of String columns: `bytes` is written, `text` is read")
    both = {
        "no bytes": b"",
        "1 byte, 2 characters": b"\xf9",
        "2 bytes, 3 characters": b"\xf9\x00",
        "3 bytes, 4 characters": b"\xf9\x00\xff",
        "both characters that base64url has and base64 has not": b"\xfb\xff\xbf",
        "index prefix: exactly 24 characters": prefix(0, "a"),
        "two index prefixes": prefix(0, "a") + prefix(1, "b"),
        "cell": one_cell(b"hello"),
        "prefix and cell": one_cell(b"hello", prefix(0, "a")),
        "sealed value": one_sealed(b"hello"),
    }
    for comment, data in both.items():
        file.valid("write " + comment, {"bytes": data})
        file.valid("read " + comment, {"text": r.text_encode(data).decode()}, bytes=data)
    for comment, text in [
        ("last character altered: 1 byte", "rs1.-R"),
        ("last character altered: 1 byte, lowest bit", "rs1.AB"),
        ("last character altered: 2 bytes", "rs1.-QB"),
        ("last character altered: 4 bytes", "rs1.-QD__9"),
        ("padding added to 1 byte", "rs1.-Q=="),
        ("half of the padding added to 1 byte", "rs1.-Q="),
        ("padding added to 2 bytes", "rs1.-QA="),
        ("padding added to 3 bytes", "rs1.-QD_="),
        ("nothing but padding", "rs1.===="),
        ("alphabet of base64, not base64url: plus", "rs1.+QD_"),
        ("alphabet of base64, not base64url: slash", "rs1.-QD/"),
        ("length that no bytes have", "rs1.-QD_-"),
        ("space inside", "rs1.-Q D_"),
        ("space behind", "rs1.-QD_ "),
        ("line feed behind", "rs1.-QD_\n"),
        ("line break inside", "rs1.-QD_\r\n-QD_"),
        ("NUL behind", "rs1.-QD_\0"),
        ("character outside ASCII", "rs1.-QD\u00ff"),
        ("full-width letter", "rs1.-Q\uff21_"),
        ("mark twice", "rs1.rs1.-QD_"),
    ]:
        file.invalid(comment, {"text": text}, "malformed")
    return file
