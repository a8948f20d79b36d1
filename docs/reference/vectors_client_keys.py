"""Vectors of client keys: kinds 4 and 5."""

from typing import Any, List

import cobblestone
import message_checker
import message_reader as m
import message_writer as w
import rowseal_reader as r
from message_fixtures import CLIENT_KEY, CLIENT_SALT, HELLO, OTHER_CLIENT_KEY, PAIRS, STREAM_SALT
from message_fixtures import cut_start, damaged_chunks, damaged_start, given, refuse_relabelled
from two_key_gcm import two_key_ciphertext
from vector_fixtures import Test, VectorFile, changed, entity_context, made
from vectors_streams import SIZES

BAD_KEYS = [
    ("client key of zeros", bytes(32)),
    ("client key of 31 bytes", CLIENT_KEY[:31]),
    ("client key of 33 bytes", CLIENT_KEY + b"\xff"),
    ("client key of 16 bytes", CLIENT_KEY[:16]),
    ("empty client key", b""),
    ("client key of ASCII letters", b"correct horse battery staple 123"),
    ("client key of bytes below 0x80", bytes(range(0x60, 0x80))),
]


def files() -> List[VectorFile]:
    return [value_file(), stream_file()]


def case(stored: bytes, context: r.Pairs = PAIRS, aad: bytes = b"", key: bytes = CLIENT_KEY) -> Test:
    return given(stored, context, aad, key=key)


def refuse_bad_context(file: VectorFile, good: bytes, with_aad: bytes, aad_error: str) -> None:
    for comment, bad, error in [
        ("the caller gives scope", case(good, PAIRS + [("scope", "default")]), "invalid-argument"),
        ("a name twice", case(good, PAIRS + PAIRS[:1]), "invalid-argument"),
        ("another client key", case(good, key=OTHER_CLIENT_KEY), "wrong-key"),
        ("client key with one bit altered", case(good, key=changed(CLIENT_KEY, 31, 0x80)), "wrong-key"),
        ("a pair is missing", case(good, PAIRS[:1]), "wrong-key"),
        ("a pair too many", case(good, PAIRS + [("row", "1")]), "wrong-key"),
        ("another value", case(good, [("invoice", "2026-18"), ("kind", "pdf")]), "wrong-key"),
        ("no pairs", case(good, []), "wrong-key"),
        ("AAD bytes missing", case(with_aad), aad_error),
        ("other AAD bytes", case(with_aad, aad=b"two"), aad_error),
        ("AAD bytes that were not there", case(good, aad=b"one"), aad_error),
        ("another client key and cut off: malformed comes first", case(good[:19 + 47], key=OTHER_CLIENT_KEY), "malformed"),
    ]:
        file.invalid(comment, bad, error)
    for comment, key in BAD_KEYS:
        file.invalid(comment, case(good, key=key), "invalid-argument")


def value_file() -> VectorFile:
    file = VectorFile("client-key-value", "Kind 4: values under a client key, of which only a salt and a check value are stored")

    def written(comment: str, plaintext: bytes, context: r.Pairs = PAIRS, aad: bytes = b"", key: bytes = CLIENT_KEY) -> None:
        random = made("random")
        salt = w.hedged_salt(key, random, context, aad, plaintext)
        stored = w.client_value(key, salt, context, aad, plaintext)
        writer = {"random": random, "salt": salt}
        file.valid(comment, {**case(stored, context, aad, key), "writer": writer}, plaintext=plaintext)

    written("empty plaintext", b"")
    written("1 byte", b"x")
    written("the same random bytes with another plaintext", b"y")
    written("16 bytes", b"sixteen bytes ok")
    written("4096 bytes", made("plaintext", 4096))
    written("no pairs", HELLO, [])
    written("pairs table and column", HELLO, entity_context())
    written("names outside ASCII", HELLO, entity_context("größe", '"a"."b\U0001f511"'))
    written("binary pair", HELLO, [("digest", made("digest"))])
    written("AAD bytes", HELLO, aad=b"version 7")
    written("4096 AAD bytes", HELLO, aad=made("aad", 4096))
    written("another client key", HELLO, key=OTHER_CLIENT_KEY)
    written("client key of zeros but for its last bit", HELLO, key=bytes(31) + b"\x80")
    pae = r.pae(PAIRS)
    content_key, check = m.client_value_keys(CLIENT_KEY, CLIENT_SALT, pae)
    for size in (40000, r.MAX_PLAINTEXT):
        plaintext = w.mirrored_value(content_key, size)
        stored = w.client_value(CLIENT_KEY, CLIENT_SALT, PAIRS, b"", plaintext)
        file.valid(f"{size} bytes", {**case(stored), "writer": {"salt": CLIENT_SALT}}, **message_checker.opened(plaintext))

    good = w.client_value(CLIENT_KEY, CLIENT_SALT, PAIRS, b"", HELLO)
    with_aad = w.client_value(CLIENT_KEY, CLIENT_SALT, PAIRS, b"one", HELLO)
    twin = w.client_value(CLIENT_KEY, made("twin salt", 16), PAIRS, b"", HELLO)
    for comment, stored, error in [
        ("cut inside the salt", good[:10], "malformed"),
        ("cut inside the check value", good[:50], "malformed"),
        ("the header alone", good[:51], "malformed"),
        ("66 bytes: no room for a tag", good[:66], "malformed"),
        ("a body of one byte more than 16 MiB and a tag", good[:51] + bytes(r.MAX_PLAINTEXT + 17), "malformed"),
        ("salt: first bit", changed(good, 3, 0x80), "wrong-key"),
        ("salt: last bit", changed(good, 18), "wrong-key"),
        ("check value: first bit", changed(good, 19, 0x80), "wrong-key"),
        ("check value: last bit", changed(good, 50), "wrong-key"),
        ("check value of zeros", good[:19] + bytes(32) + good[51:], "wrong-key"),
        ("salt of another value", twin[:19] + good[19:], "wrong-key"),
        ("header of another value", twin[:51] + good[51:], "tampered"),
        ("ciphertext: first bit", changed(good, 51, 0x80), "tampered"),
        ("tag: first bit", changed(good, -16, 0x80), "tampered"),
        ("tag: last bit", changed(good, -1), "tampered"),
        ("one byte cut off", good[:-1], "tampered"),
        ("cut to 67 bytes", good[:67], "tampered"),
        ("one byte behind", good + b"\0", "tampered"),
        ("value twice", good + good, "tampered"),
    ]:
        file.invalid(comment, case(stored), error)
    refuse_bad_context(file, good, with_aad, "tampered")

    keys = [m.client_value_keys(key, CLIENT_SALT, pae) for key in (CLIENT_KEY, OTHER_CLIENT_KEY)]
    start = m.start(m.CLIENT_VALUE)
    first, second = b"approved: 100 EU", b"approved: 999 EU"
    body, plaintexts = two_key_ciphertext([key for key, _ in keys], [bytes(12)] * 2, start, first, second)
    for i, key in enumerate((CLIENT_KEY, OTHER_CLIENT_KEY)):
        comment = f"body made for two client keys, key {i + 1}, "
        stored = [start + CLIENT_SALT + check + body for _, check in keys]
        file.valid(comment + "its check value", case(stored[i], key=key), plaintext=plaintexts[i])
        file.invalid(comment + "check value of the other", case(stored[1 - i], key=key), "wrong-key")
    errors: Any = {1: "wrong-key", 2: "wrong-key", 3: "wrong-key", 5: "wrong-key", 6: "wrong-key", 7: "wrong-key"}
    refuse_relabelled(file, m.CLIENT_VALUE, lambda stored: case(stored, []), errors)
    return file


def stream_file() -> VectorFile:
    file = VectorFile("client-key-stream", "Kind 5: streams under a client key")

    def seal(plaintext: bytes, context: r.Pairs = PAIRS, aad: bytes = b"", key: bytes = CLIENT_KEY) -> bytes:
        return w.client_stream(key, CLIENT_SALT, STREAM_SALT, context, aad, plaintext)

    def written(comment: str, plaintext: bytes, context: r.Pairs = PAIRS, aad: bytes = b"", key: bytes = CLIENT_KEY) -> None:
        writer = {"salt": CLIENT_SALT, "streamSalt": STREAM_SALT}
        stored = case(seal(plaintext, context, aad, key), context, aad, key)
        file.valid(comment, {**stored, "writer": writer}, **message_checker.opened(plaintext))

    input_key = m.client_stream_key(CLIENT_KEY, CLIENT_SALT)
    bound = m.start(m.CLIENT_STREAM) + r.pae(PAIRS)
    for size in SIZES:
        written(f"{size} bytes", w.mirrored(input_key, STREAM_SALT, bound, size))
    written("no pairs", HELLO, [])
    written("names outside ASCII", HELLO, entity_context("größe", '"a"."b\U0001f511"'))
    written("AAD bytes", HELLO, aad=b"version 7")
    written("4096 AAD bytes", HELLO, aad=made("aad", 4096))
    written("another client key", HELLO, key=OTHER_CLIENT_KEY)

    good, with_aad = seal(HELLO), seal(HELLO, aad=b"one")
    header, body = good[:19], good[19:]
    for comment, stored, error in [
        ("cut inside the salt", good[:18], "malformed"),
        ("74 bytes: no room for a commitment", good[:74], "malformed"),
        ("salt: first bit", changed(good, 3, 0x80), "wrong-key"),
        ("salt: last bit", changed(good, 18), "wrong-key"),
        ("salt of zeros", header[:3] + bytes(16) + body, "wrong-key"),
    ]:
        file.invalid(comment, case(stored), error)
    refuse_bad_context(file, good, with_aad, "wrong-key")
    for comment, damaged in damaged_start(header, body):
        file.invalid(comment, case(damaged), "wrong-key")
    for comment, damaged in cut_start(header, body):
        file.invalid(comment, case(damaged), "malformed")
    for comment, damaged, verified in damaged_chunks(header, input_key, bound):
        file.invalid(comment, case(damaged), "tampered", verified)

    inputs = [m.client_stream_key(key, CLIENT_SALT) for key in (CLIENT_KEY, OTHER_CLIENT_KEY)]
    parts = [cobblestone.derive(key, STREAM_SALT, bound) for key in inputs]
    first, second = b"approved: 100 EU", b"approved: 999 EU"
    chunk, plaintexts = two_key_ciphertext([p[0] for p in parts], [p[1] for p in parts], b"", first, second)
    for i, key in enumerate((CLIENT_KEY, OTHER_CLIENT_KEY)):
        comment = f"chunk made for two client keys, key {i + 1}, "
        stored = [header + STREAM_SALT + part[2] + chunk for part in parts]
        file.valid(comment + "its commitment", case(stored[i], key=key), plaintext=plaintexts[i])
        file.invalid(comment + "commitment of the other", case(stored[1 - i], key=key), "wrong-key")
    errors: Any = {1: "wrong-key", 2: "wrong-key", 3: "wrong-key", 4: "wrong-key", 6: "wrong-key", 7: "wrong-key"}
    refuse_relabelled(file, m.CLIENT_STREAM, lambda stored: case(stored, []), errors)
    return file
