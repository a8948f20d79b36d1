"""Keys, stores and one message of each kind, for the vectors of kinds 3 to 7."""

from typing import Any, Callable, Dict, Iterator, List, Tuple

from cryptography.hazmat.primitives.asymmetric import rsa

import cobblestone
import message_checker
import message_reader as m
import message_writer as w
import rowseal_reader as r
from rowseal_writer import seal_value
from vector_fixtures import ACTIVE, BLOCK, VALUE_KEY, Test, VectorFile, changed, json_pairs, made, one_cell, with_byte

CLIENT_KEY, OTHER_CLIENT_KEY = made("client key"), made("other client key")
CLIENT_SALT, STREAM_SALT = made("client salt", 16), made("stream salt", 24)
PAIRS: r.Pairs = [("invoice", "2026-17"), ("kind", "pdf")]
HELLO = bytes(range(100))
LONG = 40000


def rsa_key(name: str, p_offset: int, q_offset: int) -> rsa.RSAPrivateKey:
    """A key of 2048 bits. The offsets lead from the made number to the next prime."""
    p, q = (
        (int.from_bytes(made(f"rsa {name} {prime}", 128), "big") | 3 << 1022 | 1) + offset
        for prime, offset in (("p", p_offset), ("q", q_offset))
    )
    d = pow(65537, -1, (p - 1) * (q - 1))
    dp, dq, qinv = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qinv, rsa.RSAPublicNumbers(65537, p * q)).private_key()


AES_KEY, OTHER_AES_KEY = m.AesKey(made("aes key")), m.AesKey(made("other aes key"))
RSA_KEYS = {"a": rsa_key("a", 304, 408), "b": rsa_key("b", 2322, 342)}
RSA_KEY, OTHER_RSA_KEY = m.RsaKey(RSA_KEYS["a"]), m.RsaKey(RSA_KEYS["b"])

# How vectors name a key, to read with it or as a recipient to write for.
AES, OTHER_AES = {"aes": AES_KEY.key}, {"aes": OTHER_AES_KEY.key}
RSA, OTHER_RSA = {"rsa": "a"}, {"rsa": "b"}
MASTER, SECOND_MASTER = {"storeId": "file", "keyRef": "master-1"}, {"storeId": "file", "keyRef": "master-2"}
WHOLE_STORE = {"storeId": "file"}
KMS = {"storeId": "aws-kms", "keyRef": "arn:aws:kms:eu-west-1:1:key/a"}
DOWN, DENIED = {"storeId": "down", "keyRef": "master-1"}, {"storeId": "denied", "keyRef": "master-1"}


class RecipientsFile(VectorFile):
    """Adds master-key stores, whose answers are collected while vectors are made, and RSA keys."""

    def __init__(self, layout: str, description: str):
        super().__init__(layout, description)
        stores = [
            m.Store("file", ["master-1", "master-2"]),
            m.Store("aws-kms", [KMS["keyRef"]]),
            m.Store("down", ["master-1"], fails="key-unavailable"),
            m.Store("denied", ["master-1"], fails="key-access-denied"),
        ]
        self.held = self.ring = message_checker.Held([], stores, RSA_KEYS)

    def wrap(self, entry: Test, data_key: bytes) -> Tuple[str, str, bytes]:
        """The recipient that `entry` names."""
        if "storeId" in entry:
            store_id, key_ref = entry["storeId"], entry["keyRef"]
            wrapped = made(f"wrapped by {store_id} {key_ref} {data_key.hex()}", 61)
            self.held.stores[store_id].unwraps[key_ref, wrapped] = data_key
            return store_id, key_ref, wrapped
        return self.held.recipient(as_json(with_seed(entry)), data_key)

    def as_json(self) -> Test:
        out = super().as_json()
        tests = {name: out.pop(name) for name in ("numberOfTests", "tests")}
        stores = [json_store(store) for store in self.held.stores.values()]
        return {**out, "stores": stores, "rsaKeys": [json_rsa(name) for name in RSA_KEYS], **tests}


def with_seed(entry: Test) -> Test:
    return {**entry, "seed": made("oaep seed " + entry["rsa"])} if "rsa" in entry else entry


def as_json(entry: Test) -> Test:
    return {key: value.hex() if isinstance(value, bytes) else value for key, value in entry.items()}


def json_store(store: m.Store) -> Test:
    unwraps = [{"keyRef": ref, "wrapped": w_.hex(), "key": key.hex()} for (ref, w_), key in store.unwraps.items()]
    fails = {"fails": store.fails} if store.fails else {}
    return {"storeId": store.store_id, "keyRefs": store.key_refs, **fails, "unwraps": [] if fails else unwraps}


def json_rsa(name: str) -> Test:
    key = RSA_KEYS[name].private_numbers()
    numbers = {"n": key.public_numbers.n, "e": key.public_numbers.e, "d": key.d, "p": key.p, "q": key.q}
    return {"name": name, **{letter: f"{number:x}" for letter, number in numbers.items()}}


def given(stored: bytes, context: r.Pairs, aad: bytes = b"", **more: Any) -> Test:
    return {**more, "context": json_pairs(context), "aad": aad, "stored": message_checker.long_bytes(stored)}


def samples() -> Dict[int, bytes]:
    """A message of each kind, with the same plaintext and no pairs; kind 1 is a block and a cell."""
    aes = [w.for_aes_key(AES_KEY, VALUE_KEY)]
    return {
        1: BLOCK + one_cell(HELLO),
        2: seal_value(ACTIVE, VALUE_KEY, [], b"", b"", HELLO),
        3: w.stream(ACTIVE, VALUE_KEY, STREAM_SALT, [], b"", HELLO),
        4: w.client_value(CLIENT_KEY, CLIENT_SALT, [], b"", HELLO),
        5: w.client_stream(CLIENT_KEY, CLIENT_SALT, STREAM_SALT, [], b"", HELLO),
        6: w.recipients_message(VALUE_KEY, aes, [], b"", HELLO),
        7: w.recipients_stream(VALUE_KEY, aes, STREAM_SALT, [], b"", HELLO),
    }


def refuse_relabelled(file: VectorFile, kind: int, case: Callable[[bytes], Test], errors: Dict[int, str]) -> None:
    """A message of this kind under every other label, and one of every other kind under this label."""
    ours = samples()[kind]
    for label in (0, 1, 2, 3, 4, 5, 6, 7, 8, 255):
        if label != kind:
            file.invalid(f"kind {kind} relabelled as {label}", case(with_byte(ours, 2, label)), "malformed")
    for other, stored in samples().items():
        if other != kind:
            file.invalid(f"kind {other} as it is", case(stored), "malformed")
            file.invalid(f"kind {other} relabelled as {kind}", case(with_byte(stored, 2, kind)), errors[other])
    for comment, stored in [
        ("no bytes", b""),
        ("first byte alone", ours[:1]),
        ("bytes 0..2 alone", ours[:3]),
        ("first byte FF", with_byte(ours, 0, 0xFF)),
        ("first byte 7E", with_byte(ours, 0, 0x7E)),
        ("suite 0", with_byte(ours, 1, 0)),
        ("suite 2", with_byte(ours, 1, 2)),
        ("suite FF", with_byte(ours, 1, 0xFF)),
        ("FD before it", b"\xfd" + ours),
        ("its text form", r.text_encode(ours)),
    ]:
        file.invalid(comment, case(stored), "malformed")


def damaged_start(start: bytes, body: bytes) -> Iterator[Tuple[str, bytes]]:
    """Streams whose salt or commitment is another."""
    yield "stream salt: first bit", start + changed(body, 0, 0x80)
    yield "stream salt: last bit", start + changed(body, 23)
    yield "stream commitment: first bit", start + changed(body, 24, 0x80)
    yield "stream commitment: last bit", start + changed(body, 55)
    yield "stream commitment of zeros", start + body[:24] + bytes(32) + body[56:]


def cut_start(start: bytes, body: bytes) -> Iterator[Tuple[str, bytes]]:
    """Streams cut off before their first chunk."""
    for length in (0, 1, 23, 24, 55):
        yield f"cut off {length} bytes behind the header", start + body[:length]


def damaged_chunks(start: bytes, input_key: bytes, context: bytes) -> Iterator[Tuple[str, bytes, int]]:
    """Streams of 40000 bytes whose header and commitment are right, and how many bytes of plaintext are right."""
    salt, size = STREAM_SALT, cobblestone.STORED_CHUNK_BYTES
    plaintext = w.mirrored(input_key, salt, context, LONG)
    body = cobblestone.seal_body(input_key, salt, context, plaintext)
    head, a, b, last = body[:56], body[56:56 + size], body[56 + size:56 + 2 * size], body[56 + 2 * size:]

    def chunk(number: int, data: bytes) -> bytes:
        return cobblestone.seal_chunk(input_key, salt, context, number, data)

    def joined(*chunks: bytes) -> bytes:
        return start + head + b"".join(chunks)

    twin = cobblestone.seal_body(input_key, made("twin salt", 24), context, bytes(100))
    cases: List[Tuple[str, bytes, int]] = [
        ("chunks 0 and 1 swapped", joined(b, a, last), 0),
        ("chunk 0 twice", joined(a, a, b, last), 16384),
        ("chunk 1 twice", joined(a, b, b, last), 32768),
        ("chunk 0 in place of chunk 1", joined(a, a, last), 16384),
        ("chunk 0 dropped", joined(b, last), 0),
        ("chunk 1 dropped", joined(a, last), 16384),
        ("final chunk dropped", joined(a, b), 32768),
        ("final chunk alone", joined(last), 0),
        ("final chunk first", joined(last, a, b), 0),
        ("final chunk twice", joined(a, b, last, last), 32768),
        ("no chunk", joined(), 0),
        ("cut to one byte of chunk 0", joined(a[:1]), 0),
        ("cut to 15 bytes of chunk 0", joined(a[:15]), 0),
        ("cut to 16 bytes of chunk 0", joined(a[:16]), 0),
        ("chunk 0 cut off by one byte", joined(a[:-1]), 0),
        ("cut to 15 bytes of chunk 1", joined(a, b[:15]), 16384),
        ("cut inside chunk 1", joined(a, b[:8000]), 16384),
        ("final chunk cut to one byte", joined(a, b, last[:1]), 32768),
        ("final chunk cut to 15 bytes", joined(a, b, last[:15]), 32768),
        ("final chunk cut to 16 bytes", joined(a, b, last[:16]), 32768),
        ("last byte cut off", joined(a, b, last[:-1]), 32768),
        ("one byte behind", joined(a, b, last, b"\0"), 32768),
        ("16 bytes behind", joined(a, b, last, bytes(16)), 32768),
        ("so many bytes behind that the final chunk is full", joined(a, b, last, bytes(size - len(last))), 32768),
        ("an empty chunk, rightly encrypted, behind the final one", joined(a, b, last, chunk(3, b"")), 32768),
        ("another stream behind", joined(a, b, last) + start + twin, 32768),
        ("final chunk full and nothing behind", joined(a, b, chunk(2, bytes(16384))), 49152),
        ("final chunk encrypted with number 0", joined(a, b, chunk(0, b"end")), 32768),
        ("final chunk encrypted with number 3", joined(a, b, chunk(3, b"end")), 32768),
        ("final chunk of another stream", joined(a, b, twin[56:]), 32768),
        ("ciphertext of chunk 0 altered", joined(changed(a, 0, 0x80), b, last), 0),
        ("tag of chunk 0 altered", joined(changed(a, -1), b, last), 0),
        ("ciphertext of chunk 1 altered", joined(a, changed(b, 9000), last), 16384),
        ("tag of chunk 1 altered", joined(a, changed(b, -16, 0x80), last), 16384),
        ("tags of chunks 0 and 1 swapped", joined(a[:-16] + b[-16:], b[:-16] + a[-16:], last), 0),
        ("ciphertext of the final chunk altered", joined(a, b, changed(last, 0)), 32768),
        ("tag of the final chunk altered", joined(a, b, changed(last, -1)), 32768),
    ]
    yield from cases
    even = cobblestone.seal_body(input_key, salt, context, w.mirrored(input_key, salt, context, 16384))
    yield "16384 bytes without their empty final chunk", start + even[:-16], 16384
    yield "16384 bytes, empty final chunk altered", start + changed(even, -1), 16384
    empty = cobblestone.seal_body(input_key, salt, context, b"")
    yield "empty stream, tag altered", start + changed(empty, -1), 0
    yield "empty stream, its chunk twice", start + empty + empty[56:], 0
