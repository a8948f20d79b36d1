"""The worked row of docs/format.md, section 12: from a key file to a plaintext, each step in hexadecimal.

The key file was made with `keytool`; it is published here and protects nothing.
"""

import pathlib
from typing import Any, Dict, Iterator, List, Tuple

import rowseal_reader as r
from key_file import keys_of, read_der
from local_store import kek_context, wrap, wrapping_key
from rowseal_writer import cell, row_key_block, write_recipients
from vector_fixtures import VectorFile, kek, made

PASSWORD = "correct-horse-battery"
KEY_FILE = bytes.fromhex(
    "308201a50201033082014f06092a864886f70d010701a08201400482013c308201383082013406092a864886f70d010701a08201"
    "25048201213082011d30820119060b2a864886f70d010c0a0105a081c33081c0060b2a864886f70d010c0a0102a081b00481ad30"
    "81aa306606092a864886f70d01050d3059303806092a864886f70d01050c302b0414dc07e8063e6b5d79ddc22a67ca7feb0f84e2"
    "cbfe02022710020120300c06082a864886f70d02090500301d060960864801650304012a04105050c15231f6da834d5e75d7d550"
    "76c5044043a03502d8eb064480df0ddabdeda383ce9a9a3bca31ba1bd30a069a39b9c62201dc9866a3a327723557e97b3e2014ac"
    "3f07c9cacd5dd9402d3934326b7f8edd3144301f06092a864886f70d01091431121e10006d00610073007400650072002d003130"
    "2106092a864886f70d0109153114041254696d652031373935383831343939383334304d3031300d060960864801650304020105"
    "00042084178e9422ad19e7ddd8dac274e87e250849874c56421a4451cad107c8fa42cf0414eb3bb6c4531ad937d9688fbb089b75"
    "05baa4a18f02022710"
)
STORE_ID, KEY_REF = "pkcs12", "master-1"
SCOPE, TABLE, COLUMN, EPOCH = "default", "patient", "email", 0
KEK, INDEX_ROOT = kek("worked kek", SCOPE), kek("worked index root", SCOPE, purpose="index-root")
ROW_KEY, PLAINTEXT = made("worked row key"), "ada@example.org"
FORMAT_PAGE = pathlib.Path(__file__).resolve().parent.parent / "format.md"


def master_key() -> bytes:
    return dict(keys_of(next(read_der(KEY_FILE)).parts(), PASSWORD))[KEY_REF]


def recipients(record: r.KekRecord) -> bytes:
    wrapped = wrap(master_key(), kek_context(record), record.key, made("worked nonce " + record.purpose, 12))
    return write_recipients([(STORE_ID, KEY_REF, wrapped)])


def index_key() -> bytes:
    return r.hkdf_expand(INDEX_ROOT.key, r.index_key_info(r.index_domain(TABLE, COLUMN), EPOCH), 32)


def index_prefix() -> bytes:
    return bytes([r.INDEX, EPOCH]) + r.blind_index(index_key(), "exact", PLAINTEXT.encode())


def stored_column() -> bytes:
    return cell(ROW_KEY, SCOPE, TABLE, COLUMN, index_prefix(), PLAINTEXT.encode())


def steps() -> Iterator[Tuple[str, bytes]]:
    """What a reader computes, in its order; the last step is the plaintext."""
    static: r.Pairs = [("scope", SCOPE), ("table", TABLE)]
    block = row_key_block(KEK, ROW_KEY, TABLE)
    wk_info, data_info = r.wrapping_key_info(static), r.data_key_info(block[:3], static)
    content_key, commitment, nonce_key = r.expand_data_key(ROW_KEY, block[:3], static)
    yield "master key, from the key file", master_key()
    yield "K = Expand(master key, \"rowseal/v1/master\", 32)", wrapping_key(master_key())
    yield "kek_id", KEK.kek_id
    yield "recipients", recipients(KEK)
    yield "AAD of the wrapped KEK", r.pae(kek_context(KEK))
    yield "KEK", KEK.key
    yield "info of the check value", r.kek_check_info(KEK.purpose, SCOPE, KEK.kek_id, KEK.created_at)
    yield "check_value", KEK.check
    yield "row_key", block
    yield "info of WK", wk_info
    yield "WK = Expand(KEK, info, 32)", r.hkdf_expand(KEK.key, wk_info, 32)
    yield "data key = AES-KWP-unwrap(WK, row_key[11..50])", ROW_KEY
    yield "info of the data key", data_info
    yield "content key", content_key
    yield "commitment, equal to row_key[51..82]", commitment
    yield "nonce key (writer)", nonce_key
    yield "column email", stored_column()
    yield "index prefix", index_prefix()
    yield "nonce", stored_column()[19:31]
    yield "AAD of the cell", r.cell_aad(index_prefix(), COLUMN)
    yield "ciphertext and tag", stored_column()[31:]
    yield "plaintext", PLAINTEXT.encode()
    yield "index root key", INDEX_ROOT.key
    yield "index key", index_key()


def as_text() -> str:
    lines: List[str] = []
    for name, value in steps():
        digits = value.hex()
        lines += [name + ":"] + ["  " + digits[i:i + 120] for i in range(0, len(digits), 120)]
    return "\n".join(lines) + "\n"


def is_in_the_page() -> bool:
    return as_text() in FORMAT_PAGE.read_text(encoding="utf-8")


def files() -> List[VectorFile]:
    file = VectorFile("worked-row", "From a PKCS#12 file and its password to the plaintext of one column")
    file.valid("the worked row of format.md", given(PASSWORD), plaintext=PLAINTEXT.encode(), masterKey=master_key())
    file.invalid("another password", given(PASSWORD + "x"), "wrong-key")
    return [file]


def given(password: str) -> Dict[str, Any]:
    records = [
        {"kek_id": e.kek_id, "purpose": e.purpose, "scope": e.scope, "seq": 1, "created_at": e.created_at, "state": e.state,
         "recipients": recipients(e), "check_value": e.check}
        for e in (KEK, INDEX_ROOT)
    ]
    row = {"row_key": row_key_block(KEK, ROW_KEY, TABLE), "email": stored_column()}
    return {"keyFile": KEY_FILE, "password": password, "storeId": STORE_ID, "kekTable": records, "table": TABLE, "row": row}
