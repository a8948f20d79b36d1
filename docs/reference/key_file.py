"""Master keys of a PKCS#12 file (RFC 7292) as the JDK, keytool and Rowseal write it: docs/format.md, section 4.

The package `cryptography` reads keys and certificates from such files, but no secret keys, so their DER is read here.
"""

import hashlib
import hmac
import pathlib
from typing import Dict, Iterator, List, NamedTuple, Tuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from rowseal_reader import RowsealError

DATA, ENCRYPTED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.6"
SECRET_BAG, SHROUDED_KEY = "1.2.840.113549.1.12.10.1.5", "1.2.840.113549.1.12.10.1.2"
FRIENDLY_NAME = "1.2.840.113549.1.9.20"
AES = "2.16.840.1.101.3.4.1"
PBES2, PBKDF2, PBMAC1 = "1.2.840.113549.1.5.13", "1.2.840.113549.1.5.12", "1.2.840.113549.1.5.14"
CBC = {"2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24, "2.16.840.1.101.3.4.1.42": 32}
HMAC = {"1.2.840.113549.2.7": "sha1", "1.2.840.113549.2.9": "sha256", "1.2.840.113549.2.11": "sha512"}
DIGEST = {"1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.3": "sha512"}
BLOCK_BYTES = {"sha1": 64, "sha256": 64, "sha512": 128}


class Der(NamedTuple):
    """One value of DER (ITU-T X.690)."""

    tag: int
    content: bytes

    def parts(self) -> List["Der"]:
        return list(read_der(self.content))

    def oid(self) -> str:
        numbers, number = [], 0
        for byte in self.content:
            number = number << 7 | byte & 0x7F
            if byte < 0x80:
                numbers.append(number)
                number = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first] + numbers[1:]))

    def number(self) -> int:
        return int.from_bytes(self.content, "big")


def read_der(data: bytes) -> Iterator[Der]:
    while data:
        tag, length, start = data[0], data[1], 2
        if length >= 0x80:
            start += length - 0x80
            length = int.from_bytes(data[2:start], "big")
        if start + length > len(data):
            raise RowsealError("malformed", "a DER value is cut off")
        yield Der(tag, data[start:start + length])
        data = data[start + length:]


def master_keys(file: pathlib.Path, password: str) -> Dict[str, bytes]:
    """The AES-256 keys by alias. The password is ASCII: the JDK takes no other for keys."""
    try:
        return dict(keys_of(next(read_der(file.read_bytes())).parts(), password))
    except (IndexError, StopIteration):
        raise RowsealError("malformed", "not a PKCS#12 file") from None


def keys_of(pfx: List[Der], password: str) -> Iterator[Tuple[str, bytes]]:
    safe = pfx[1].parts()[1].parts()[0].content  # ContentInfo of type data, [0] OCTET STRING
    verify_mac(pfx[2].parts(), safe, password)
    for info in next(read_der(safe)).parts():
        kind, content = info.parts()
        if kind.oid() == DATA:
            bags = content.parts()[0].content
        elif kind.oid() == ENCRYPTED_DATA:
            _, algorithm, encrypted = content.parts()[0].parts()[1].parts()
            bags = decrypt(algorithm, encrypted.content, password)
        else:
            raise RowsealError("malformed", "content of type " + kind.oid())
        for bag in next(read_der(bags)).parts():
            yield from secret_key(bag.parts(), password)


def secret_key(bag: List[Der], password: str) -> Iterator[Tuple[str, bytes]]:
    if bag[0].oid() != SECRET_BAG:
        return
    secret_type, value = bag[1].parts()[0].parts()
    if secret_type.oid() != SHROUDED_KEY:
        return
    algorithm, encrypted = next(read_der(value.parts()[0].content)).parts()
    _, key_algorithm, key = next(read_der(decrypt(algorithm, encrypted.content, password))).parts()[:3]
    names = [name for name in bag[2].parts() if name.parts()[0].oid() == FRIENDLY_NAME]
    if key_algorithm.parts()[0].oid() == AES and len(key.content) == 32 and names:
        yield names[0].parts()[1].parts()[0].content.decode("utf-16-be").lower(), key.content


def decrypt(algorithm: Der, encrypted: bytes, password: str) -> bytes:
    """PBES2 (RFC 8018) with PBKDF2 and AES-CBC."""
    name, parameters = algorithm.parts()
    if name.oid() != PBES2:
        raise RowsealError("malformed", "encrypted with " + name.oid() + ", not with PBES2")
    derivation, cipher = parameters.parts()
    cipher_name, iv = cipher.parts()
    key = pbkdf2(derivation, password, CBC[cipher_name.oid()])
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv.content)).decryptor()
    padded = decryptor.update(encrypted) + decryptor.finalize()
    return padded[:-padded[-1]]


def pbkdf2(derivation: Der, password: str, length: int) -> bytes:
    name, parameters = derivation.parts()
    if name.oid() != PBKDF2:
        raise RowsealError("malformed", "derived by " + name.oid() + ", not by PBKDF2")
    salt, iterations, *rest = parameters.parts()
    digests = [HMAC[part.parts()[0].oid()] for part in rest if part.tag == 0x30] or ["sha1"]
    return hashlib.pbkdf2_hmac(digests[0], password.encode("ascii"), salt.content, iterations.number(), length)


def verify_mac(mac_data: List[Der], safe: bytes, password: str) -> None:
    algorithm, expected = mac_data[0].parts()
    name = algorithm.parts()[0].oid()
    if name == PBMAC1:  # RFC 9579
        derivation, mac = algorithm.parts()[1].parts()
        digest = HMAC[mac.parts()[0].oid()]
        key = pbkdf2(derivation, password, hashlib.new(digest).digest_size)
    else:
        digest = DIGEST[name]
        key = pkcs12_key(digest, password, mac_data[1].content, mac_data[2].number() if len(mac_data) > 2 else 1)
    if not hmac.compare_digest(hmac.new(key, safe, digest).digest(), expected.content):
        raise RowsealError("wrong-key", "another password, or the file is damaged")


def pkcs12_key(digest: str, password: str, salt: bytes, iterations: int) -> bytes:
    """RFC 7292, appendix B.2, with ID 3 (integrity). One block is enough: the key is as long as the digest."""
    block = BLOCK_BYTES[digest]

    def filled(data: bytes) -> bytes:
        return (data * block)[:-(-len(data) // block) * block]

    key = b"\x03" * block + filled(salt) + filled(password.encode("utf-16-be") + b"\0\0")
    for _ in range(iterations):
        key = hashlib.new(digest, key).digest()
    return key
