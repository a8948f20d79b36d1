"""Runs the vectors of kinds 3 to 7."""

import re
from typing import Any, Callable, Dict, List, Tuple, Union

from cryptography.hazmat.primitives.asymmetric import rsa

import cobblestone
import message_reader as m
import message_writer as w
import rowseal_reader as r

Given = Dict[str, Any]
Stored = Union[str, List[Any]]


class Held(r.KeyRing):
    """Everything a file gives its reader: KEK records, master-key stores and RSA keys."""

    def __init__(self, records: List[r.KekRecord], stores: List[m.Store], rsa_keys: Dict[str, rsa.RSAPrivateKey]):
        super().__init__(records)
        self.stores = {store.store_id: store for store in stores}
        self.rsa_keys = rsa_keys

    def key_of(self, entry: Given) -> m.HeldKey:
        if "aes" in entry:
            return m.AesKey(unhex(entry["aes"]))
        if "rsa" in entry:
            return m.RsaKey(self.rsa_keys[entry["rsa"]])
        store = self.stores[entry["storeId"]]
        return m.StoreKey(store, [entry["keyRef"]] if "keyRef" in entry else store.key_refs)

    def recipient(self, entry: Given, data_key: bytes) -> Tuple[str, str, bytes]:
        key = self.key_of(entry)
        if isinstance(key, m.AesKey):
            return w.for_aes_key(key, data_key)
        if isinstance(key, m.RsaKey):
            return w.for_rsa_key(key.key.private_numbers().public_numbers, data_key, unhex(entry["seed"]))
        wrapped = [
            wrapped
            for (key_ref, wrapped), unwrapped in key.store.unwraps.items()
            if key_ref == key.key_refs[0] and unwrapped == data_key
        ]
        return key.store.store_id, key.key_refs[0], wrapped[0]


def unhex(text: str) -> bytes:
    return bytes.fromhex(text)


def pairs_of(entries: List[Dict[str, str]]) -> r.Pairs:
    return [(e["name"], e["text"] if "text" in e else unhex(e["value"])) for e in entries]


def store_of(e: Given) -> m.Store:
    unwraps = {(u["keyRef"], unhex(u["wrapped"])): unhex(u["key"]) for u in e["unwraps"]}
    return m.Store(e["storeId"], e["keyRefs"], unwraps, e.get("fails", ""))


def rsa_key_of(e: Given) -> rsa.RSAPrivateKey:
    n, e_, d, p, q = (int(e[name], 16) for name in ("n", "e", "d", "p", "q"))
    public = rsa.RSAPublicNumbers(e_, n)
    dp, dq, qinv = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qinv, public).private_key()


def long_bytes(data: bytes) -> Stored:
    """Hexadecimal, or where a byte is repeated often, a list of hexadecimal parts and of repeated bytes."""
    parts: List[Any] = []
    end = 0
    for run in re.finditer(rb"(.)\1{63,}", data, re.DOTALL):
        parts += [data[end:run.start()].hex()] if run.start() > end else []
        parts.append({"byte": run.group(1).hex(), "times": len(run.group())})
        end = run.end()
    parts += [data[end:].hex()] if end < len(data) else []
    return parts if end else data.hex()


def read_long(value: Stored) -> bytes:
    if isinstance(value, str):
        return unhex(value)
    return b"".join(unhex(p) if isinstance(p, str) else unhex(p["byte"]) * p["times"] for p in value)


def pattern(length: int) -> bytes:
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def opened(plaintext: bytes) -> Given:
    if len(plaintext) <= 4096:
        return {"plaintext": plaintext}
    return {"plaintextLength": len(plaintext), "plaintextSha256": r.sha256(plaintext)}


def run_cobblestone(_held, given: Given) -> Given:
    key, context = unhex(given["key"]), unhex(given["context"])
    if "plaintextPattern" in given:
        plaintext = pattern(given["plaintextPattern"])
        stored = cobblestone.seal_body(key, unhex(given["salt"]), context, plaintext)
        assert cobblestone.open_body(key, context, stored) == plaintext
        return {"storedLength": len(stored), "storedSha256": r.sha256(stored)}
    stored = read_long(given["stored"])
    plaintext = cobblestone.open_body(key, context, stored, mismatch="wrong-key")
    assert stored == cobblestone.seal_body(key, stored[:24], context, plaintext), "other bytes"
    aead_key, base_nonce, commitment = cobblestone.derive(key, stored[:24], context)
    return {"aeadKey": aead_key, "baseNonce": base_nonce, "commitment": commitment, **opened(plaintext)}


def run_message(given: Given, read: Callable[..., bytes], write: Callable[..., bytes]) -> Given:
    context, aad, stored = pairs_of(given["context"]), unhex(given["aad"]), read_long(given["stored"])
    plaintext = read(stored, context, aad)
    if "writer" in given:
        assert stored == write(given["writer"], context, aad, plaintext), "other bytes"
    return opened(plaintext)


def run_stream(held: Held, given: Given) -> Given:
    def write(e: Given, *message) -> bytes:
        return w.stream(held.records[unhex(e["kekId"])], unhex(e["dataKey"]), unhex(e["salt"]), *message)

    return run_message(given, lambda stored, *bound: m.open_stream(held, stored, given["scope"], *bound), write)


def run_client_value(_held, given: Given) -> Given:
    key = unhex(given["key"])

    def write(e: Given, *message) -> bytes:
        salt = unhex(e["salt"])
        if "random" in e:
            assert salt == w.hedged_salt(key, unhex(e["random"]), *message), "another salt"
        return w.client_value(key, salt, *message)

    return run_message(given, lambda *message: m.open_client_value(key, *message), write)


def run_client_stream(_held, given: Given) -> Given:
    key = unhex(given["key"])

    def write(e: Given, *message) -> bytes:
        return w.client_stream(key, unhex(e["salt"]), unhex(e["streamSalt"]), *message)

    return run_message(given, lambda *message: m.open_client_stream(key, *message), write)


def run_recipients_message(held: Held, given: Given) -> Given:
    keys = [held.key_of(e) for e in given["keys"]]

    def write(e: Given, *message) -> bytes:
        data_key = unhex(e["dataKey"])
        if "random" in e:
            assert data_key == w.hedged_data_key(unhex(e["random"]), *message), "another data key"
        return w.recipients_message(data_key, [held.recipient(x, data_key) for x in e["recipients"]], *message)

    return run_message(given, lambda *message: m.open_recipients_message(keys, *message), write)


def run_recipients_stream(held: Held, given: Given) -> Given:
    keys = [held.key_of(e) for e in given["keys"]]

    def write(e: Given, *message) -> bytes:
        data_key = unhex(e["dataKey"])
        recipients = [held.recipient(x, data_key) for x in e["recipients"]]
        return w.recipients_stream(data_key, recipients, unhex(e["salt"]), *message)

    return run_message(given, lambda *message: m.open_recipients_stream(keys, *message), write)


def run_parameters(_held, given: Given) -> Given:
    if "header" in given:
        return {"bytes": long_bytes(w.parameters(given["detached"], read_long(given["header"])))}
    detached, header = m.read_parameters(read_long(given["bytes"]))
    return {"detached": detached, "header": long_bytes(header)}


RUNNERS: Dict[str, Callable[[Any, Given], Given]] = {
    "cobblestone": run_cobblestone,
    "stream": run_stream,
    "client-key-value": run_client_value,
    "client-key-stream": run_client_stream,
    "recipients-message": run_recipients_message,
    "recipients-stream": run_recipients_stream,
    "parameters": run_parameters,
}
