"""Vectors of messages and streams for recipients: kinds 6 and 7."""

from typing import Any, Callable, Dict, List, Tuple

import cobblestone
import message_checker
import message_reader as m
import message_writer as w
import rowseal_reader as r
from message_fixtures import AES, AES_KEY, DENIED, DOWN, HELLO, KMS, MASTER, OTHER_AES, OTHER_AES_KEY, OTHER_RSA, PAIRS, RSA
from message_fixtures import RSA_KEYS, SECOND_MASTER, STREAM_SALT, WHOLE_STORE, RecipientsFile
from message_fixtures import cut_start, damaged_chunks, damaged_start, given, refuse_relabelled, with_seed
from rowseal_writer import wrap, write_recipients
from two_key_gcm import two_key_ciphertext
from vector_fixtures import VALUE_KEY, Test, changed, entity_context, made
from vectors_streams import SIZES

Recipient = Tuple[str, str, bytes]
OTHER_KEY = made("other data key")
ALL = [MASTER, AES, RSA]


def files() -> List[RecipientsFile]:
    return [message_file(), stream_file()]


def case(stored: bytes, keys: List[Test], context: r.Pairs = PAIRS, aad: bytes = b"") -> Test:
    return given(stored, context, aad, keys=keys)


def public(name: str):
    return RSA_KEYS[name].private_numbers().public_numbers


def message_file() -> RecipientsFile:
    file = RecipientsFile("recipients-message", "Kind 6: messages whose data key is wrapped for 1 to 16 recipients")

    def written(comment: str, plaintext: bytes, recipients: List[Test], keys: List[Test], context: r.Pairs = PAIRS,
                aad: bytes = b"") -> None:
        random = made("random")
        data_key = w.hedged_data_key(random, context, aad, plaintext)
        wrapped = [file.wrap(recipient, data_key) for recipient in recipients]
        stored = w.recipients_message(data_key, wrapped, context, aad, plaintext)
        writer = {"random": random, "dataKey": data_key, "recipients": [with_seed(x) for x in recipients]}
        file.valid(comment, {**case(stored, keys, context, aad), "writer": writer}, **message_checker.opened(plaintext))

    names = {"master key": MASTER, "AES key": AES, "RSA key": RSA}
    for name, key in names.items():
        written(f"for one {name}", HELLO, [key], [key])
        written(f"for three recipients, read with the {name}", HELLO, ALL, [key])
    written("empty plaintext", b"", [AES], [AES])
    written("1 byte", b"x", [AES], [AES])
    written("4096 bytes", made("plaintext", 4096), [AES], [AES])
    written("no pairs", HELLO, [AES], [AES], [])
    written("pairs table and column", HELLO, [AES], [AES], entity_context())
    written("names outside ASCII", HELLO, [AES], [AES], entity_context("größe", '"a"."b\U0001f511"'))
    written("AAD bytes", HELLO, [AES], [AES], aad=b"version 7")
    written("4096 AAD bytes", HELLO, [AES], [AES], aad=made("aad", 4096))
    start = m.start(m.RECIPIENTS_MESSAGE)
    aes = [w.for_aes_key(AES_KEY, VALUE_KEY)]
    content_key, commitment, _ = r.expand_data_key(VALUE_KEY, start, PAIRS)
    for size in (40000, r.MAX_PLAINTEXT):
        plaintext = w.mirrored_value(content_key, size)
        stored = w.recipients_message(VALUE_KEY, aes, PAIRS, b"", plaintext)
        writer = {"dataKey": VALUE_KEY, "recipients": [AES]}
        file.valid(f"{size} bytes", {**case(stored, [AES]), "writer": writer}, **message_checker.opened(plaintext))

    def seal(recipients: List[Recipient], data_key: bytes = VALUE_KEY) -> bytes:
        return w.recipients_message(data_key, recipients, PAIRS, b"", HELLO)

    choose_recipients(file, seal)
    refuse_recipients(file, seal)

    good = seal(aes)
    head = len(good) - 32 - len(HELLO) - 16
    with_aad = w.recipients_message(VALUE_KEY, aes, PAIRS, b"one", HELLO)
    twin = w.recipients_message(OTHER_KEY, [w.for_aes_key(AES_KEY, OTHER_KEY)], PAIRS, b"", HELLO)
    for comment, bad, error in [
        ("commitment: first bit", case(changed(good, head, 0x80), [AES]), "wrong-context"),
        ("commitment: last bit", case(changed(good, head + 31), [AES]), "wrong-context"),
        ("commitment of zeros", case(good[:head] + bytes(32) + good[head + 32:], [AES]), "wrong-context"),
        ("recipients of another message", case(twin[:head] + good[head:], [AES]), "wrong-context"),
        ("header of another message", case(twin[:head + 32] + good[head + 32:], [AES]), "tampered"),
        ("ciphertext: first bit", case(changed(good, head + 32, 0x80), [AES]), "tampered"),
        ("tag: first bit", case(changed(good, -16, 0x80), [AES]), "tampered"),
        ("tag: last bit", case(changed(good, -1), [AES]), "tampered"),
        ("one byte cut off", case(good[:-1], [AES]), "tampered"),
        ("one byte behind", case(good + b"\0", [AES]), "tampered"),
        ("cut behind the recipients", case(good[:head], [AES]), "malformed"),
        ("cut inside the commitment", case(good[:head + 31], [AES]), "malformed"),
        ("the header alone", case(good[:head + 32], [AES]), "malformed"),
        ("no room for a tag", case(good[:head + 47], [AES]), "malformed"),
        ("no room for a tag, for another key: malformed comes first", case(good[:head + 47], [OTHER_AES]), "malformed"),
        ("a body of one byte more than 16 MiB and a tag", case(good[:head + 32] + bytes(r.MAX_PLAINTEXT + 17), [AES]), "malformed"),
        ("AAD bytes missing", case(with_aad, [AES]), "tampered"),
        ("other AAD bytes", case(with_aad, [AES], aad=b"two"), "tampered"),
        ("AAD bytes that were not there", case(good, [AES], aad=b"one"), "tampered"),
    ]:
        file.invalid(comment, bad, error)
    refuse_contexts(file, good)

    lists = [[w.for_aes_key(AES_KEY, key)] for key in (VALUE_KEY, OTHER_KEY)]
    keys = [r.expand_data_key(key, start, PAIRS) for key in (VALUE_KEY, OTHER_KEY)]
    first, second = b"approved: 100 EU", b"approved: 999 EU"
    body, plaintexts = two_key_ciphertext([key[0] for key in keys], [bytes(12)] * 2, start, first, second)
    refuse_two_keys(file, [key[1] for key in keys], body, plaintexts, start)
    for i in (0, 1):
        stored = start + write_recipients(lists[i]) + keys[1 - i][1] + body
        file.invalid(f"body made for two data keys: data key {i + 1}, commitment of the other", case(stored, [AES]), "wrong-context")
    errors = {1: "malformed", 2: "malformed", 3: "malformed", 4: "malformed", 5: "malformed", 7: "wrong-context"}
    refuse_relabelled(file, m.RECIPIENTS_MESSAGE, lambda stored: case(stored, [AES], []), errors)
    return file


def stream_file() -> RecipientsFile:
    file = RecipientsFile("recipients-stream", "Kind 7: streams whose data key is wrapped for 1 to 16 recipients")

    def written(comment: str, plaintext: bytes, recipients: List[Test], keys: List[Test], context: r.Pairs = PAIRS,
                aad: bytes = b"") -> None:
        wrapped = [file.wrap(recipient, VALUE_KEY) for recipient in recipients]
        stored = w.recipients_stream(VALUE_KEY, wrapped, STREAM_SALT, context, aad, plaintext)
        writer = {"dataKey": VALUE_KEY, "salt": STREAM_SALT, "recipients": [with_seed(x) for x in recipients]}
        file.valid(comment, {**case(stored, keys, context, aad), "writer": writer}, **message_checker.opened(plaintext))

    bound = m.start(m.RECIPIENTS_STREAM) + r.pae(PAIRS)
    for size in SIZES:
        written(f"{size} bytes", w.mirrored(VALUE_KEY, STREAM_SALT, bound, size), [AES], [AES])
    for name, key in {"master key": MASTER, "AES key": AES, "RSA key": RSA}.items():
        written(f"for three recipients, read with the {name}", HELLO, ALL, [key])
    written("no pairs", HELLO, [AES], [AES], [])
    written("names outside ASCII", HELLO, [AES], [AES], entity_context("größe", '"a"."b\U0001f511"'))
    written("AAD bytes", HELLO, [AES], [AES], aad=b"version 7")

    def seal(recipients: List[Recipient], data_key: bytes = VALUE_KEY) -> bytes:
        return w.recipients_stream(data_key, recipients, STREAM_SALT, PAIRS, b"", HELLO)

    choose_recipients(file, seal)
    refuse_recipients(file, seal)
    good = seal([w.for_aes_key(AES_KEY, VALUE_KEY)])
    header, body = good[:-56 - 116], good[-56 - 116:]
    with_aad = w.recipients_stream(VALUE_KEY, [w.for_aes_key(AES_KEY, VALUE_KEY)], STREAM_SALT, PAIRS, b"one", HELLO)
    for comment, bad in [
        ("AAD bytes missing", case(with_aad, [AES])),
        ("other AAD bytes", case(with_aad, [AES], aad=b"two")),
        ("AAD bytes that were not there", case(good, [AES], aad=b"one")),
    ]:
        file.invalid(comment, bad, "wrong-context")
    refuse_contexts(file, good)
    for comment, damaged in damaged_start(header, body):
        file.invalid(comment, case(damaged, [AES]), "wrong-context")
    for comment, damaged in cut_start(header, body):
        file.invalid(comment, case(damaged, [AES]), "malformed")
    for comment, damaged, verified in damaged_chunks(header, VALUE_KEY, bound):
        file.invalid(comment, case(damaged, [AES]), "tampered", verified)

    parts = [cobblestone.derive(key, STREAM_SALT, bound) for key in (VALUE_KEY, OTHER_KEY)]
    first, second = b"approved: 100 EU", b"approved: 999 EU"
    chunk, plaintexts = two_key_ciphertext([p[0] for p in parts], [p[1] for p in parts], b"", first, second)
    start = m.start(m.RECIPIENTS_STREAM)
    refuse_two_keys(file, [STREAM_SALT + part[2] for part in parts], chunk, plaintexts, start)
    errors = {1: "malformed", 2: "malformed", 3: "malformed", 4: "malformed", 5: "malformed", 6: "wrong-context"}
    refuse_relabelled(file, m.RECIPIENTS_STREAM, lambda stored: case(stored, [AES], []), errors)
    return file


# ---------------------------------------------------------------- what kinds 6 and 7 share


def choose_recipients(file: RecipientsFile, seal: Callable[..., bytes]) -> None:
    """Which recipients a reader tries, and what it says when none fits."""
    master, aes, rsa = (file.wrap(key, VALUE_KEY) for key in ALL)
    second, kms = file.wrap(SECOND_MASTER, VALUE_KEY), file.wrap(KMS, VALUE_KEY)
    other_aes, other_rsa = file.wrap(OTHER_AES, VALUE_KEY), file.wrap(OTHER_RSA, VALUE_KEY)
    down, denied = file.wrap(DOWN, VALUE_KEY), file.wrap(DENIED, VALUE_KEY)
    foreign = ("file", "master-9", made("foreign", 61))
    stranger = ("somewhere", "else", made("stranger", 200))
    wrong_aes = aes[:2] + (w.for_aes_key(AES_KEY, OTHER_KEY)[2],)
    wrong_master = master[:2] + (file.wrap(MASTER, OTHER_KEY)[2],)
    sixteen = [("file", f"master-{i}", made(f"wrapped {i}", 61)) for i in range(10, 25)] + [aes]
    for comment, recipients, keys in [
        ("recipients in another order", [rsa, aes, master], [AES]),
        ("a stranger before ours", [stranger, aes], [AES]),
        ("another key of the same kind before ours", [other_aes, aes], [AES]),
        ("another RSA key before ours", [other_rsa, rsa], [RSA]),
        ("16 recipients, ours is the last", sixteen, [AES]),
        ("two master keys of one store, the first is ours", [master, second], [MASTER]),
        ("two master keys of one store, the second is ours: the exact key reference is tried", [master, second], [SECOND_MASTER]),
        ("a whole store, the message names its active key", [second, master], [WHOLE_STORE]),
        ("a whole store, the message is older than its active key", [second, aes], [WHOLE_STORE]),
        ("a whole store, a key it does not have stands before", [foreign, second], [WHOLE_STORE]),
        ("a foreign key reference of our store before ours", [foreign, master], [MASTER]),
        ("two master keys of one store at hand: each tries its own", [wrong_master, second], [MASTER, SECOND_MASTER]),
        ("two stores, read with the second", [master, kms], [KMS]),
        ("a reader with several keys, one fits", [kms], [AES, RSA, MASTER, KMS]),
        ("the recipient of our AES key holds another data key, that of our master key is right", [wrong_aes, master], [AES, MASTER]),
        ("the recipient of our master key holds another data key, that of our AES key is right", [wrong_master, aes], [MASTER, AES]),
        ("a recipient of our AES key that is refused, ours in the store is right", [aes[:2] + (bytes(40),), master], [AES, MASTER]),
        ("a recipient of our store that is refused, our RSA key is right", [master[:2] + (b"x",), rsa], [MASTER, RSA]),
        ("a store that can not be reached, our AES key is right", [down, aes], [DOWN, AES]),
        ("a store that denies, our AES key is right", [denied, aes], [DENIED, AES]),
        ("recipients appended that nobody knows", [aes, stranger, foreign], [AES]),
    ]:
        file.valid(comment, case(seal(recipients), keys), plaintext=HELLO)
    for comment, recipients, keys, error in [
        ("no recipient is ours", [other_aes, other_rsa, kms], [AES, RSA, MASTER], "unknown-key"),
        ("only a foreign key reference of our store", [foreign], [MASTER], "unknown-key"),
        ("another master key of our store than the one at hand", [second, aes], [MASTER], "unknown-key"),
        ("a foreign key reference, then another than the one at hand", [foreign, second], [MASTER], "unknown-key"),
        ("a whole store, only a key it does not have", [foreign], [WHOLE_STORE], "unknown-key"),
        ("a whole store: one recipient of it is tried", [wrong_master, second], [WHOLE_STORE], "wrong-context"),
        ("a store that can not be reached", [down], [DOWN], "key-unavailable"),
        ("a store that denies", [denied], [DENIED], "key-access-denied"),
        ("unreachable counts before denied", [denied, down], [DENIED, DOWN], "key-unavailable"),
        ("unreachable counts before refused", [wrong_aes, down], [AES, DOWN], "key-unavailable"),
        ("denied counts before refused", [denied, wrong_aes], [AES, DENIED], "key-access-denied"),
        ("refused counts before unknown", [wrong_aes], [AES, KMS], "wrong-context"),
        ("refused counts before a foreign key reference of our store", [wrong_aes, foreign], [AES, MASTER], "wrong-context"),
        ("the same in the other order", [foreign, wrong_aes], [MASTER, AES], "wrong-context"),
        ("unreachable counts, though another store is unknown", [down], [KMS, DOWN], "key-unavailable"),
        ("all of ours hold another data key", [wrong_aes, wrong_master], [AES, MASTER], "wrong-context"),
        ("our AES key under the name of the RSA keys", [(m.RSA_STORE,) + aes[1:]], [AES], "unknown-key"),
        ("our RSA key under the name of the AES keys", [(m.AES_STORE,) + rsa[1:]], [RSA], "unknown-key"),
        ("our key reference in upper case", [(aes[0], aes[1].upper(), aes[2])], [AES], "unknown-key"),
        ("store id in upper case", [("FILE",) + master[1:]], [MASTER], "unknown-key"),
    ]:
        file.invalid(comment, case(seal(recipients), keys), error)


def refuse_recipients(file: RecipientsFile, seal: Callable[..., bytes]) -> None:
    """Wrapped data keys that are wrong, and lists that are no lists."""
    master, aes, rsa = (file.wrap(key, VALUE_KEY) for key in ALL)
    other_rsa = file.wrap(OTHER_RSA, VALUE_KEY)
    seed, n = made("oaep seed a"), public("a")
    raw = wrap(AES_KEY.key, VALUE_KEY)
    under_other = wrap(OTHER_AES_KEY.wrapping_key(), VALUE_KEY)

    def refused(comment: str, recipient: Recipient, key: Test, data_key: bytes = VALUE_KEY) -> None:
        file.invalid(comment, case(seal([recipient], data_key), [key]), "wrong-context")

    for length in (31, 30, 29, 28, 27, 26, 25, 24, 33, 40):
        key = made("data key of another length", length)
        refused(f"AES: the data key has {length} bytes, commitment fits", aes[:2] + (wrap(AES_KEY.wrapping_key(), key),), AES, key)
    for length in (31, 33, 16, 0):
        key = made("data key of another length", length)
        refused(f"RSA: the data key has {length} bytes, commitment fits", rsa[:2] + (w.oaep(n, key, seed),), RSA, key)
    for length in (31, 33):
        key = made("data key of another length", length)
        refused(f"store: the data key has {length} bytes, commitment fits", file.wrap(MASTER, key), MASTER, key)
    for comment, blob in [
        ("first bit", changed(aes[2], 0, 0x80)),
        ("last bit", changed(aes[2], 39)),
        ("zeros", bytes(40)),
        ("39 bytes", aes[2][:39]),
        ("32 bytes", aes[2][:32]),
        ("41 bytes", aes[2] + b"\0"),
        ("one byte", b"\0"),
        ("wrapped by the key itself, not by the one derived from it", raw),
        ("wrapped by another key", under_other),
    ]:
        refused("AES: wrapped key: " + comment, aes[:2] + (blob,), AES)
    largest = n.n.to_bytes(256, "big")
    for comment, blob in [
        ("first bit", changed(rsa[2], 0, 0x80)),
        ("last bit", changed(rsa[2], 255)),
        ("zeros", bytes(256)),
        ("255 bytes", rsa[2][:255]),
        ("257 bytes", rsa[2] + b"\0"),
        ("257 bytes, zero before it", b"\0" + rsa[2]),
        ("one byte", b"\1"),
        ("8192 bytes", bytes(7936) + rsa[2]),
        ("the modulus itself", largest),
        ("for another key", other_rsa[2]),
        ("OAEP with a label", w.oaep(n, VALUE_KEY, seed, b"label")),
        ("no OAEP", pow(int.from_bytes(VALUE_KEY, "big"), n.e, n.n).to_bytes(256, "big")),
    ]:
        refused("RSA: wrapped key: " + comment, rsa[:2] + (blob,), RSA)
    refused("store: wrapped key: last bit", master[:2] + (changed(master[2], -1),), MASTER)
    refused("store: wrapped for another key reference", ("file", "master-2", master[2]), SECOND_MASTER)

    good = seal([aes])
    listed = write_recipients([aes])
    behind = good[3 + len(listed):]
    two, cut = write_recipients([aes, rsa]), listed[:-1]
    for comment, data in [
        ("count 0", b"\0" + behind),
        ("count 0 and a recipient behind", b"\0" + listed[1:] + behind),
        ("count 17", write_recipients([("file", str(i), b"w") for i in range(16)] + [aes]) + behind),
        ("count 255", b"\xff" + listed[1:] + behind),
        ("nothing but the count", b"\1"),
        ("cut inside the only recipient", cut),
        ("cut inside the second recipient", two[:-1]),
        ("count one too high, cut off", b"\2" + listed[1:]),
        ("empty store id", write_recipients([aes, ("", "key", b"w")]) + behind),
        ("empty key reference", write_recipients([aes, ("store", "", b"w")]) + behind),
        ("empty wrapped key", write_recipients([aes, ("store", "key", b"")]) + behind),
        ("key reference of 2049 bytes", write_recipients([aes, ("store", "k" * 2049, b"w")]) + behind),
        ("wrapped key of 8193 bytes", write_recipients([aes, ("store", "key", bytes(8193))]) + behind),
        ("wrapped key of 65535 bytes", write_recipients([aes, ("store", "key", bytes(65535))]) + behind),
        ("the same recipient twice", write_recipients([aes, aes]) + behind),
        ("a recipient twice, wrapped keys differ", write_recipients([aes, rsa, aes[:2] + (bytes(40),)]) + behind),
        ("store id that is not UTF-8", bytes.fromhex("01 01 ff 0001 62 0001 63") + behind),
        ("key reference with an encoded surrogate", bytes.fromhex("01 01 61 0003 eda080 0001 63") + behind),
    ]:
        file.invalid("list: " + comment, case(good[:3] + data, [AES, RSA]), "malformed")
    aes_id = len(aes[0])
    for comment, data, error in [
        ("store id: last bit", changed(good, 4 + aes_id), "unknown-key"),
        ("key reference: last digit", changed(good, 4 + aes_id + 2 + 16), "unknown-key"),
        ("count one too high: what follows is no recipient", good[:3] + b"\2" + good[4:], "malformed"),
        ("length of the store id one too high", changed(good, 4, 0x1F), "malformed"),
        ("length of the wrapped key one too low", changed(good, 4 + aes_id + 2 + 16 + 2, 0x0F), "wrong-context"),
    ]:
        file.invalid("list: " + comment, case(data, [AES]), error)


def refuse_contexts(file: RecipientsFile, good: bytes) -> None:
    for comment, context, error in [
        ("the caller gives scope", PAIRS + [("scope", "default")], "invalid-argument"),
        ("a name twice", PAIRS + PAIRS[:1], "invalid-argument"),
        ("a pair is missing", PAIRS[:1], "wrong-context"),
        ("a pair too many", PAIRS + [("row", "1")], "wrong-context"),
        ("another value", [("invoice", "2026-18"), ("kind", "pdf")], "wrong-context"),
        ("no pairs", [], "wrong-context"),
    ]:
        file.invalid(comment, case(good, [AES], context), error)
    file.invalid("AES key of zeros", case(good, [{"aes": bytes(32)}]), "invalid-argument")


def refuse_two_keys(file: RecipientsFile, commitments: List[bytes], body: bytes, plaintexts: List[bytes], start: bytes) -> None:
    """A ciphertext made for two data keys, one for each of two readers: the commitment makes it one message."""
    split = [file.wrap(MASTER, VALUE_KEY), w.for_aes_key(AES_KEY, OTHER_KEY)]
    readers: Dict[str, Any] = {"master key": ([MASTER], 0), "AES key": ([AES], 1)}
    for i, commitment in enumerate(commitments):
        for name, (keys, own) in readers.items():
            comment = f"ciphertext for two data keys, commitment of the {'second' if i else 'first'}, read with the {name}"
            stored = case(start + write_recipients(split) + commitment + body, keys)
            if own == i:
                file.valid(comment, stored, plaintext=plaintexts[i])
            else:
                file.invalid(comment, stored, "wrong-context")
        both = case(start + write_recipients(split) + commitment + body, [MASTER, AES])
        file.valid(f"ciphertext for two data keys, commitment {i + 1}, read with both keys", both, plaintext=plaintexts[i])
