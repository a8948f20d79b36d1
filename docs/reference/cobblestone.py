"""Cobblestone-256: chunked encryption as https://c2sp.org/chunked-encryption specifies it, with AES-256-GCM and SHA-512."""

import hashlib
import hmac
from typing import List, Tuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import rowseal_reader as r

LABEL = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"
SALT_BYTES, COMMITMENT_BYTES, TAG_BYTES, CHUNK_BYTES = 24, 32, 16, 16 * 1024
START_BYTES, STORED_CHUNK_BYTES = SALT_BYTES + COMMITMENT_BYTES, CHUNK_BYTES + TAG_BYTES


def derive(input_key: bytes, salt: bytes, context: bytes) -> Tuple[bytes, bytes, bytes]:
    """Key, base nonce and commitment: HKDF-Expand, with SHA-512 and not with SHA-256 as everywhere else."""
    block, okm, info = b"", b"", LABEL + salt + context
    for counter in (1, 2):
        block = hmac.new(input_key, block + info + bytes([counter]), hashlib.sha512).digest()
        okm += block
    return okm[:32], okm[32:44], okm[44:76]


def chunk_nonce(base_nonce: bytes, number: int) -> bytes:
    return (int.from_bytes(base_nonce, "big") ^ number).to_bytes(12, "big")


def open_body(input_key: bytes, context: bytes, body: bytes, mismatch: str = "wrong-context") -> bytes:
    """`mismatch`: what it is called when the commitment does not fit."""
    if len(body) < START_BYTES:
        raise r.RowsealError("malformed", "cut off in the salt or the commitment")
    salt, stored, rest = body[:SALT_BYTES], body[SALT_BYTES:START_BYTES], body[START_BYTES:]
    key, base_nonce, commitment = derive(input_key, salt, context)
    if not hmac.compare_digest(commitment, stored):
        raise r.RowsealError(mismatch, "the commitment does not fit key and context")
    plaintext, number, final = b"", 0, False
    while not final:
        chunk, rest = rest[:STORED_CHUNK_BYTES], rest[STORED_CHUNK_BYTES:]
        if len(chunk) < TAG_BYTES:
            raise r.RowsealError("tampered", "the final chunk is missing or cut off", len(plaintext))
        try:
            plaintext += AESGCM(key).decrypt(chunk_nonce(base_nonce, number), chunk, None)
        except InvalidTag:
            raise r.RowsealError("tampered", f"the tag of chunk {number} does not fit", len(plaintext)) from None
        number, final = number + 1, len(chunk) < STORED_CHUNK_BYTES
    return plaintext


def split(plaintext: bytes) -> List[bytes]:
    """Chunks of 16 KiB, the last one shorter and perhaps empty."""
    return [plaintext[offset:offset + CHUNK_BYTES] for offset in range(0, len(plaintext) + 1, CHUNK_BYTES)]


def seal_chunk(input_key: bytes, salt: bytes, context: bytes, number: int, chunk: bytes) -> bytes:
    key, base_nonce, _ = derive(input_key, salt, context)
    return AESGCM(key).encrypt(chunk_nonce(base_nonce, number), chunk, None)


def seal_body(input_key: bytes, salt: bytes, context: bytes, plaintext: bytes) -> bytes:
    """For writers; the salt is random."""
    commitment = derive(input_key, salt, context)[2]
    chunks = [seal_chunk(input_key, salt, context, number, chunk) for number, chunk in enumerate(split(plaintext))]
    return salt + commitment + b"".join(chunks)
