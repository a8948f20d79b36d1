"""An AES-GCM ciphertext with one tag that is right under two keys: GCM does not commit to its key.

The tag is linear in each ciphertext block once both keys are known. Block 1 is chosen for the plaintext under the first key,
block 2 for the one under the second, and block 3 so that both tags are equal.
"""

from typing import List, Tuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def two_key_ciphertext(
    keys: List[bytes], nonces: List[bytes], aad: bytes, first: bytes, second: bytes
) -> Tuple[bytes, List[bytes]]:
    """Ciphertext of 48 bytes and tag, and what it decrypts to under each key with its nonce."""
    assert len(first) == len(second) == 16
    blocks = [xor(first, key_stream(keys[0], nonces[0], 0)), xor(second, key_stream(keys[1], nonces[1], 1)), bytes(16)]
    hash_keys = [encrypt(key, bytes(16)) for key in keys]
    masks = [encrypt(key, nonce + (1).to_bytes(4, "big")) for key, nonce in zip(keys, nonces)]
    tags = [xor(ghash(h, aad, b"".join(blocks)), mask) for h, mask in zip(hash_keys, masks)]
    # Behind block 3 stands only the block of lengths, so its factor is the square of the hash key.
    squares = [multiply(h, h) for h in map(number, hash_keys)]
    blocks[2] = multiply(number(xor(*tags)), inverse(squares[0] ^ squares[1])).to_bytes(16, "big")
    body = b"".join(blocks)
    body += xor(ghash(hash_keys[0], aad, body), masks[0])
    return body, [AESGCM(key).decrypt(nonce, body, aad) for key, nonce in zip(keys, nonces)]


def ghash(hash_key: bytes, aad: bytes, ciphertext: bytes) -> bytes:
    data = padded(aad) + padded(ciphertext)
    data += (8 * len(aad)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    total = 0
    for offset in range(0, len(data), 16):
        total = multiply(total ^ number(data[offset:offset + 16]), number(hash_key))
    return total.to_bytes(16, "big")


def multiply(x: int, y: int) -> int:
    """In GF(2^128) of NIST SP 800-38D section 6.3."""
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ (0xE1 << 120 if y & 1 else 0)
    return product


def inverse(x: int) -> int:
    """x to the power of 2^128 - 2."""
    result = 1 << 127
    for _ in range(127):
        x = multiply(x, x)
        result = multiply(result, x)
    return result


def key_stream(key: bytes, nonce: bytes, block: int) -> bytes:
    return encrypt(key, nonce + (2 + block).to_bytes(4, "big"))


def encrypt(key: bytes, block: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return encryptor.update(block) + encryptor.finalize()


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 16)


def number(block: bytes) -> int:
    return int.from_bytes(block, "big")


def xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b))
