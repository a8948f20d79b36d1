"""Vectors of Cobblestone-256, of streams under a KEK, and of the parameters that carry a header apart from its body."""

from typing import List

import cobblestone
import message_checker
import message_reader as m
import message_writer as w
import rowseal_reader as r
from message_fixtures import HELLO, LONG, PAIRS, STREAM_SALT
from message_fixtures import cut_start, damaged_chunks, damaged_start, given, refuse_relabelled, samples
from rowseal_writer import wrap
from two_key_gcm import two_key_ciphertext
from vector_fixtures import ACTIVE, DESTROYED, INDEX_ROOT, OLDER, RECORDS, TABLE, TENANT, UNICODE, UNKNOWN, VALUE_KEY
from vector_fixtures import Test, VectorFile, changed, entity_context, made

SIZES = (0, 1, 16, 16383, 16384, 16385, 32768, LONG)


def files() -> List[VectorFile]:
    return [cobblestone_file(), stream_file(), parameters_file()]


def cobblestone_file() -> VectorFile:
    file = VectorFile("cobblestone", "Cobblestone-256 alone: salt, commitment and chunks under an input key and a context")
    key, other = made("cobblestone key"), made("other cobblestone key")

    def case(stored: bytes, context: bytes = b"", input_key: bytes = key) -> Test:
        return {"key": input_key, "context": context, "stored": message_checker.long_bytes(stored)}

    for size in SIZES:
        plaintext = w.mirrored(key, STREAM_SALT, b"", size)
        stored = cobblestone.seal_body(key, STREAM_SALT, b"", plaintext)
        file.valid(f"read {size} bytes", case(stored), **message_checker.opened(plaintext))
    for comment, context in [("context of one byte", b"\0"), ("context of 1000 bytes", made("context", 1000))]:
        file.valid(comment, case(cobblestone.seal_body(key, STREAM_SALT, context, HELLO), context), plaintext=HELLO)
    file.valid("salt of zeros", case(cobblestone.seal_body(key, bytes(24), b"", HELLO)), plaintext=HELLO)
    for size in (0, 1, 251, 16383, 16384, 16385, LONG, 257 * 16384 + 5):
        writer = {"key": key, "context": b"rowseal", "salt": STREAM_SALT, "plaintextPattern": size}
        file.valid(f"write {size} bytes of the pattern", writer)

    stored = cobblestone.seal_body(key, STREAM_SALT, b"context", HELLO)
    file.invalid("another context", case(stored, b"Context"), "wrong-key")
    file.invalid("no context", case(stored), "wrong-key")
    file.invalid("context cut short", case(stored, b"contex"), "wrong-key")
    file.invalid("another key", case(stored, b"context", other), "wrong-key")
    for comment, damaged in damaged_start(b"", stored):
        file.invalid(comment, case(damaged, b"context"), "wrong-key")
    for comment, damaged in cut_start(b"", stored):
        file.invalid(comment, case(damaged, b"context"), "malformed")
    for comment, damaged, verified in damaged_chunks(b"", key, b"context"):
        file.invalid(comment, case(damaged, b"context"), "tampered", verified)
    parts = [cobblestone.derive(k, STREAM_SALT, b"") for k in (key, other)]
    chunk, plaintexts = two_key_ciphertext([p[0] for p in parts], [p[1] for p in parts], b"", b"approved: 100 EU", b"approved: 999 EU")
    for index, input_key in enumerate((key, other)):
        file.valid(f"chunk made for two keys, commitment of key {index + 1}",
                   case(STREAM_SALT + parts[index][2] + chunk, b"", input_key), plaintext=plaintexts[index])
        file.invalid(f"chunk made for two keys, commitment of the other key, key {index + 1}",
                     case(STREAM_SALT + parts[1 - index][2] + chunk, b"", input_key), "wrong-key")
    return file


def stream_file() -> VectorFile:
    file = VectorFile("stream", "Kind 3: streams whose data key is wrapped by a KEK", RECORDS)

    def case(stored: bytes, context: r.Pairs = PAIRS, aad: bytes = b"", scope: str = "default") -> Test:
        return given(stored, context, aad, scope=scope)

    def written(comment: str, plaintext: bytes, context: r.Pairs = PAIRS, record: r.KekRecord = ACTIVE, aad: bytes = b"") -> None:
        stored = w.stream(record, VALUE_KEY, STREAM_SALT, context, aad, plaintext)
        writer = {"kekId": record.kek_id, "dataKey": VALUE_KEY, "salt": STREAM_SALT}
        file.valid(comment, {**case(stored, context, aad, record.scope), "writer": writer}, **message_checker.opened(plaintext))

    bound = m.start(m.STREAM) + r.pae(PAIRS + [("scope", "default")])
    for size in SIZES:
        written(f"{size} bytes", w.mirrored(VALUE_KEY, STREAM_SALT, bound, size))
    written("no pairs", HELLO, [])
    written("pairs table and column: the wrapping key has no table all the same", HELLO, entity_context())
    written("binary pair", HELLO, [("digest", made("digest"))])
    written("AAD bytes", HELLO, aad=b"version 7")
    written("4096 AAD bytes", HELLO, aad=made("aad", 4096))
    written("another scope", HELLO, record=TENANT)
    written("scope and names outside ASCII", HELLO, entity_context("größe", '"a"."b\U0001f511"'), record=UNICODE)
    written("KEK that only decrypts", HELLO, record=OLDER)

    good = w.stream(ACTIVE, VALUE_KEY, STREAM_SALT, PAIRS, b"", HELLO)
    with_aad = w.stream(ACTIVE, VALUE_KEY, STREAM_SALT, PAIRS, b"one", HELLO)
    header, body = good[:51], good[51:]
    twin = w.stream(ACTIVE, made("twin"), STREAM_SALT, PAIRS, b"", HELLO)
    static: r.Pairs = [("scope", "default"), ("table", TABLE)]
    with_table = header[:11] + wrap(r.hkdf_expand(ACTIVE.key, r.wrapping_key_info(static), 32), VALUE_KEY)
    for comment, stored, error in [
        ("KEK without a record", w.stream(UNKNOWN, VALUE_KEY, STREAM_SALT, PAIRS, b"", HELLO), "unknown-key"),
        ("KEK that was destroyed", w.stream(DESTROYED, VALUE_KEY, STREAM_SALT, PAIRS, b"", HELLO), "key-destroyed"),
        ("key record of purpose index-root", w.stream(INDEX_ROOT, VALUE_KEY, STREAM_SALT, PAIRS, b"", HELLO), "wrong-context"),
        ("KEK of another scope", w.stream(TENANT, VALUE_KEY, STREAM_SALT, PAIRS, b"", HELLO), "wrong-context"),
        ("kekId: first bit", changed(good, 3, 0x80), "unknown-key"),
        ("kekId: last bit", changed(good, 10), "unknown-key"),
        ("kekId of another KEK of the scope", good[:3] + OLDER.kek_id + good[11:], "wrong-context"),
        ("wrapped key: first bit", changed(good, 11, 0x80), "wrong-context"),
        ("wrapped key: last bit", changed(good, 50), "wrong-context"),
        ("wrapped key of zeros", header[:11] + bytes(40) + body, "wrong-context"),
        ("wrapped under the wrapping key of a table", with_table + body, "wrong-context"),
        ("header of another stream", twin[:51] + body, "wrong-context"),
        ("stream commitment and chunks of another stream", header + twin[51:], "wrong-context"),
        ("cut inside the header", good[:50], "malformed"),
        ("cut inside the header, under an unknown KEK", changed(good[:50], 5), "malformed"),
        ("106 bytes under an unknown KEK: malformed comes first", changed(good[:106], 5), "malformed"),
    ]:
        file.invalid(comment, case(stored), error)
    for length in (31, 30, 29, 28, 27, 26, 25):
        short = made("short key", length)
        wrapped = wrap(r.hkdf_expand(ACTIVE.key, r.wrapping_key_info(static[:1]), 32), short)
        stored = header[:11] + wrapped + cobblestone.seal_body(short, STREAM_SALT, bound, HELLO)
        file.invalid(f"wrapped key holds {length} bytes, commitment fits", case(stored), "wrong-context")
    for comment, bad, error in [
        ("the caller gives scope", case(good, PAIRS + [("scope", "default")]), "invalid-argument"),
        ("a name twice", case(good, PAIRS + PAIRS[:1]), "invalid-argument"),
        ("read in another scope", case(good, scope="tenant-b"), "wrong-context"),
        ("a pair is missing", case(good, PAIRS[:1]), "wrong-context"),
        ("a pair too many", case(good, PAIRS + [("row", "1")]), "wrong-context"),
        ("another value", case(good, [("invoice", "2026-18"), ("kind", "pdf")]), "wrong-context"),
        ("no pairs", case(good, []), "wrong-context"),
        ("AAD bytes missing", case(with_aad), "wrong-context"),
        ("other AAD bytes", case(with_aad, aad=b"two"), "wrong-context"),
        ("AAD bytes that were not there", case(good, aad=b"one"), "wrong-context"),
    ]:
        file.invalid(comment, bad, error)
    for comment, damaged in damaged_start(header, body):
        file.invalid(comment, case(damaged), "wrong-context")
    for comment, damaged in cut_start(header, body):
        file.invalid(comment, case(damaged), "malformed")
    for comment, damaged, verified in damaged_chunks(header, VALUE_KEY, bound):
        file.invalid(comment, case(damaged), "tampered", verified)
    one, two = made("two-key value 1"), made("two-key value 2")
    parts = [cobblestone.derive(key, STREAM_SALT, bound) for key in (one, two)]
    chunk, plaintexts = two_key_ciphertext([p[0] for p in parts], [p[1] for p in parts], b"", b"approved: 100 EU", b"approved: 999 EU")
    heads = [w.stream_header(ACTIVE, key) for key in (one, two)]
    for i in (0, 1):
        file.valid(f"chunk made for two data keys, header and commitment {i + 1}",
                   case(heads[i] + STREAM_SALT + parts[i][2] + chunk), plaintext=plaintexts[i])
        file.invalid(f"chunk made for two data keys, header {i + 1}, commitment of the other",
                     case(heads[i] + STREAM_SALT + parts[1 - i][2] + chunk), "wrong-context")
    errors = {1: "wrong-context", 2: "wrong-context", 4: "unknown-key", 5: "unknown-key", 6: "unknown-key", 7: "unknown-key"}
    refuse_relabelled(file, m.STREAM, lambda stored: case(stored, []), errors)
    return file


def parameters_file() -> VectorFile:
    file = VectorFile("parameters", "A header apart from its body: `header` is written, `bytes` are read")
    headers = {kind: data[:m.header_length(data)] for kind, data in samples().items() if kind > 1}
    for kind, header in headers.items():
        for detached in (False, True):
            data = w.parameters(detached, header)
            comment = f"kind {kind}, " + ("header and body apart" if detached else "header before its body")
            file.valid("write: " + comment, {"detached": detached, "header": header}, bytes=data)
            file.valid("read: " + comment, {"bytes": data}, detached=detached, header=header)
    longest = m.start(7) + bytes([16]) + b"".join(
        b"\xff" + bytes([65 + i]) * 255 + (2048).to_bytes(2, "big") + b"k" * 2048 + (8192).to_bytes(2, "big") + b"w" * 8192
        for i in range(16)
    )
    file.valid("read: longest header", {"bytes": message_checker.long_bytes(w.parameters(True, longest))}, detached=True)
    data = w.parameters(True, headers[3])
    for comment, damaged in [
        ("no bytes", b""),
        ("version 0", changed(data, 0)),
        ("version 2", b"\x02" + data[1:]),
        *[(f"reserved flag, bit {bit}", changed(data, 1, 1 << bit)) for bit in range(1, 8)],
        ("all flags", changed(data, 1, 0xFE)),
        ("cut inside the length", data[:5]),
        ("length and no header", data[:6]),
        ("length 0 and no header", data[:2] + bytes(4)),
        ("length one too high", data[:2] + r.u32(52) + data[6:]),
        ("length one too low", data[:2] + r.u32(50) + data[6:]),
        ("length of the highest bit", changed(data, 2, 0x80)),
        ("header cut off, length fits", w.parameters(True, headers[3][:-1])),
        ("one byte behind", data + b"\0"),
        ("one byte behind the header, length fits", w.parameters(True, headers[3] + b"\0")),
        ("a whole message", w.parameters(False, samples()[2])),
        ("header of a row-key block", w.parameters(False, samples()[1][:83])),
        ("kind 0", w.parameters(False, headers[3][:2] + b"\0" + headers[3][3:])),
        ("kind 8, reserved", w.parameters(False, headers[3][:2] + b"\x08" + headers[3][3:])),
        ("suite 2", w.parameters(False, headers[3][:1] + b"\x02" + headers[3][2:])),
        ("recipients cut off", w.parameters(True, headers[7][:-1])),
        ("recipients message without its commitment", w.parameters(True, headers[6][:-32])),
        ("recipients stream with 32 bytes behind its recipients", w.parameters(True, headers[7] + bytes(32))),
        ("the header alone", headers[3]),
        ("a recipient twice", w.parameters(False, m.start(7) + b"\2" + 2 * b"\1a\0\1b\0\1c")),
        ("a store id that is not UTF-8", w.parameters(False, m.start(7) + b"\1" + b"\1\xff\0\1b\0\1c")),
    ]:
        file.invalid(comment, {"bytes": damaged}, "malformed")
    return file
