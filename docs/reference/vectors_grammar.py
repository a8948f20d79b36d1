"""Vectors of the reading grammar, and ciphertexts that only the commitment or the length of the data key refuses."""

from typing import List

import rowseal_reader as r
from message_fixtures import samples
from rowseal_writer import header, row_key_block
from two_key_gcm import two_key_ciphertext
from vector_fixtures import ACTIVE, BLOCK, COLUMN, FD, OLDER, OTHER_BLOCK, OTHER_ROW_KEY, RECORDS, REWRAPPED, ROW_KEY, TABLE
from vector_fixtures import VectorFile, entity_context, header_of_short_key, made, one_cell, one_sealed, prefix, with_byte
from vectors_values import column_read


def files() -> List[VectorFile]:
    return [grammar_file(), plaintext_file(), commitment_file()]


def grammar_file() -> VectorFile:
    file = VectorFile("reading-grammar", "What a column read gives, parsed; no key is used, so what parses need not open")
    cell, sealed, mark = one_cell(b"hello"), one_sealed(b"hello"), prefix(0, "a")
    eight, t = b"".join(prefix(i, str(i)) for i in range(8)), r.text_encode

    def good(comment, stored, block, prefixes, kind, value, row_keys=True, text=False):
        given = {"rowKeys": row_keys, "text": text, "stored": stored}
        file.valid(comment, given, block=block, prefixes=prefixes, kind=kind, value=value)

    good("block cell", BLOCK + cell, BLOCK, b"", "cell", cell)
    good("block prefix cell", BLOCK + mark + cell, BLOCK, mark, "cell", cell)
    good("block 8 prefixes cell", BLOCK + eight + cell, BLOCK, eight, "cell", cell)
    good("block sealed", BLOCK + sealed, BLOCK, b"", "sealed", sealed)
    good("block prefix sealed", BLOCK + mark + sealed, BLOCK, mark, "sealed", sealed)
    good("block block cell", BLOCK + BLOCK + cell, BLOCK, b"", "cell", cell)
    good("three equal blocks and a cell", BLOCK * 3 + cell, BLOCK, b"", "cell", cell)
    good("same row key wrapped anew: the first block is used", REWRAPPED + BLOCK + cell, REWRAPPED, b"", "cell", cell)
    good("the same in the other order", BLOCK + REWRAPPED + mark + cell, BLOCK, mark, "cell", cell)
    good("block block sealed", BLOCK + BLOCK + sealed, BLOCK, b"", "sealed", sealed)
    good("FD sealed", FD + sealed, None, b"", "sealed", sealed)
    good("FD FD sealed", FD + FD + sealed, None, b"", "sealed", sealed)
    good("FD prefix sealed", FD + mark + sealed, None, mark, "sealed", sealed)
    good("no row keys: sealed", sealed, None, b"", "sealed", sealed, False)
    good("no row keys: prefix sealed", mark + sealed, None, mark, "sealed", sealed, False)
    good("shortest cell: empty plaintext", BLOCK + b"\xf9" + bytes(28), BLOCK, b"", "cell", b"\xf9" + bytes(28))
    good("shortest sealed value", FD + sealed[:99], None, b"", "sealed", sealed[:99])
    good("text: block cell", BLOCK + t(cell), BLOCK, b"", "cell", cell, text=True)
    good("text: block prefix cell", BLOCK + t(mark + cell), BLOCK, mark, "cell", cell, text=True)
    good("text: block block cell", BLOCK + REWRAPPED + t(cell), BLOCK, b"", "cell", cell, text=True)
    good("text: FD prefix sealed", FD + t(mark + sealed), None, mark, "sealed", sealed, text=True)
    good("text: no row keys: sealed", t(sealed), None, b"", "sealed", sealed, False, True)

    def bad(comment, stored, row_keys=True, text=False, error="malformed"):
        file.invalid(comment, {"rowKeys": row_keys, "text": text, "stored": stored}, error)

    bad("nothing", b"")
    bad("no row keys: nothing", b"", False)
    bad("block and nothing behind", BLOCK)
    bad("FD and nothing behind", FD)
    bad("cell without block", cell)
    bad("cell behind FD", FD + cell)
    bad("no row keys: cell", cell, False)
    bad("no row keys: block cell", BLOCK + cell, False)
    bad("no row keys: block sealed", BLOCK + sealed, False)
    bad("no row keys: FD sealed", FD + sealed, False)
    bad("neither block nor FD before a sealed value", sealed)
    bad("neither block nor FD before a prefix", mark + sealed)
    bad("FD block cell: a cell brings its row key", FD + BLOCK + cell)
    bad("FD block sealed", FD + BLOCK + sealed)
    bad("block FD cell", BLOCK + FD + cell)
    bad("block FD sealed", BLOCK + FD + sealed)
    bad("two different blocks", BLOCK + OTHER_BLOCK + cell)
    bad("two blocks that differ in the last bit of the commitment", BLOCK + with_byte(BLOCK, 82, BLOCK[82] ^ 1) + cell)
    bad("two equal blocks and a different one", BLOCK + BLOCK + OTHER_BLOCK + cell)
    bad("block behind a prefix", BLOCK + mark + BLOCK + cell)
    bad("FD behind a prefix", FD + mark + FD + sealed)
    bad("prefix and nothing behind", BLOCK + mark)
    bad("prefix cut off", BLOCK + mark[:17])
    bad("9 prefixes", BLOCK + mark + eight + cell)
    bad("block of suite 0", with_byte(BLOCK, 1, 0) + cell)
    bad("block of suite 2", with_byte(BLOCK, 1, 2) + cell)
    bad("second block of suite 2", BLOCK + with_byte(BLOCK, 1, 2) + cell)
    bad("sealed value of suite 2", FD + with_byte(sealed, 1, 2))
    for kind in (0, 3, 4, 5, 6, 7, 8, 255):
        bad(f"kind {kind} where a sealed value may stand", FD + with_byte(sealed, 2, kind))
    bad("kind 8 where a block must stand", with_byte(BLOCK, 2, 8) + cell)
    bad("block cut to 2 bytes", BLOCK[:2])
    bad("block cut to 82 bytes", BLOCK[:82])
    bad("second block cut off", BLOCK + BLOCK[:82])
    bad("cell of 28 bytes", BLOCK + cell[:28])
    bad("cell of 1 byte", BLOCK + cell[:1])
    bad("sealed value of 98 bytes", FD + sealed[:98])
    bad("zero byte before the cell", BLOCK + b"\0" + cell)
    bad("text form in a binary column", BLOCK + t(cell))
    bad("UTF-8 text in a binary column", FD + b"not encrypted")
    bad("no row keys: UTF-8 text in a binary column", b"not encrypted", False)
    bad("text: no text form behind the block", BLOCK + cell, text=True)
    bad("text: sealed value not in text form", FD + sealed, text=True)
    bad("text: prefix not in text form", FD + mark + t(sealed), text=True)
    bad("text: FD behind a block", BLOCK + FD + t(cell), text=True)
    bad("text: block behind FD", FD + BLOCK + t(cell), text=True)
    bad("text: block inside the text form", FD + t(BLOCK + cell), text=True)
    bad("text: FD inside the text form", FD + t(FD + sealed), text=True)
    bad("text: cell behind FD", FD + t(cell), text=True)
    bad("text: two text forms", BLOCK + t(cell) + t(cell), text=True)
    bad("text: mark and nothing behind", BLOCK + b"rs1.", text=True)
    bad("text: mark and words behind", BLOCK + b"rs1. is a mark", text=True)
    bad("text: padding behind the text form", BLOCK + t(cell) + b"=", text=True)
    bad("text: block of suite 2", with_byte(BLOCK, 1, 2) + t(cell), text=True)
    bad("text: no row keys: block", BLOCK + t(cell), False, True)

    def plain(comment, stored, row_keys=True):
        bad(comment, stored, row_keys, True, "plaintext-found")

    plain("text: words behind a block", BLOCK + b"not encrypted")
    plain("text: words behind FD", FD + b"not encrypted")
    plain("text: empty text behind FD", FD)
    plain("text: empty text behind a block", BLOCK)
    plain("text: mark in upper case", FD + b"RS1." + t(sealed)[4:])
    plain("text: mark of another version", FD + b"rs2." + t(sealed)[4:])
    plain("text: part of the mark", FD + b"rs1")
    plain("text: space before the mark", FD + b" " + t(sealed))
    plain("text: U+00FE, in UTF-8 C3 BE, is no header", FD + "\u00fe\u0001\u0001".encode())
    plain("text: U+00F9, in UTF-8 C3 B9, is no cell", BLOCK + "\u00f9".encode())
    plain("text: no row keys: words", b"not encrypted", False)
    plain("text: no row keys: empty text", b"", False)
    for kind, stored in samples().items():
        if kind > r.SEALED_VALUE:
            bad(f"no row keys: kind {kind} is not a value of a column", stored, False)
            bad(f"kind {kind} behind FD", FD + stored)
            bad(f"kind {kind} behind a block", BLOCK + stored)
            bad(f"text: kind {kind} behind FD", FD + t(stored), text=True)
    return file


def plaintext_file() -> VectorFile:
    file = VectorFile("plaintext", "Which text of a text column is plaintext, in a mode that reads it; null is to be parsed")
    form = r.text_encode(one_cell(b"hello"))

    def text(comment, behind, before=FD, row_keys=True):
        file.valid(comment, {"rowKeys": row_keys, "stored": before + behind}, plaintext=behind)

    def ours(comment, behind, before=BLOCK, row_keys=True):
        file.valid(comment, {"rowKeys": row_keys, "stored": before + behind}, plaintext=None)

    text("words behind FD", b"not encrypted")
    text("words behind a block", b"not encrypted", BLOCK)
    text("words behind two blocks of one data key", b"not encrypted", BLOCK + REWRAPPED)
    text("no row keys: words", b"not encrypted", b"", False)
    text("empty text", b"")
    text("no row keys: empty text", b"", b"", False)
    text("the mark and words", b"rs1. is a mark")
    text("the mark and text that is not ASCII", "rs1.\u00fc".encode())
    text("part of the mark", b"rs1")
    text("the mark in upper case", b"RS1." + form[4:])
    text("the mark of another version", b"rs2." + form[4:])
    text("space before the mark", b" " + form)
    text("line end behind the text form", form + b"\n")
    text("U+00FE, in UTF-8 C3 BE, is no header", "\u00fe\u0001\u0001".encode())
    ours("text form", form)
    ours("no row keys: text form", form, b"", False)
    ours("text form of a cell behind FD", form, FD)
    ours("the mark alone", b"rs1.", FD)
    ours("the mark and a word", b"rs1.hello", FD)
    ours("text form cut off", form[:-1])
    ours("text form with padding", form + b"=")
    ours("text form with a second spelling", form[:-1] + bytes([form[-1] + 1]))
    ours("characters of the other base64", form + b"+/")
    for magic in (0xF7, 0xF9, 0xFD, 0xFE):
        ours(f"bytes that begin with {magic:02X}", bytes([magic]) + b"text")
    for comment, stored in (("nothing", b""), ("neither block nor FD", b"text"), ("two different blocks", BLOCK + OTHER_BLOCK + b"text")):
        file.invalid(comment, {"rowKeys": True, "stored": stored}, "malformed")
    return file


def commitment_file() -> VectorFile:
    description = "AES-GCM ciphertexts made to open under two data keys, and wrapped data keys of the wrong length"
    file = VectorFile("key-commitment", description, RECORDS)
    first, second = b"approved: 100 EU", b"approved: 999 EU"

    aad = r.cell_aad(b"", COLUMN)
    pairs: r.Pairs = [("scope", "default"), ("table", TABLE)]
    keys = [r.expand_data_key(key, r.BLOCK_START, pairs)[0] for key in (ROW_KEY, OTHER_ROW_KEY)]
    nonce = made("two-key nonce", 12)
    body, plaintexts = two_key_ciphertext(keys, [nonce] * 2, aad, first, second)
    cell = b"\xf9" + nonce + body
    file.valid("a cell made for two row keys opens under the first", column_read(BLOCK + cell), plaintext=plaintexts[0])
    file.valid("the same cell opens under the second: a cell commits only through its block",
               column_read(OTHER_BLOCK + cell), plaintext=plaintexts[1])
    for comment, block in [
        ("first row key wrapped, commitment of the second", BLOCK[:51] + OTHER_BLOCK[51:]),
        ("second row key wrapped, commitment of the first", OTHER_BLOCK[:51] + BLOCK[51:]),
        ("the same under another KEK", row_key_block(OLDER, OTHER_ROW_KEY, TABLE)[:51] + BLOCK[51:]),
        ("the first of two blocks counts: its wrapped key does not fit", OTHER_BLOCK[:51] + BLOCK[51:] + BLOCK),
    ]:
        file.invalid("two-key cell: " + comment, column_read(block + cell), "wrong-context")
    file.invalid("two-key cell: both blocks", column_read(BLOCK + OTHER_BLOCK + cell), "malformed")

    context = entity_context() + pairs[:1]
    values = [made("two-key value 1"), made("two-key value 2")]
    heads = [header(ACTIVE, key, r.SEALED_START, pairs, context) for key in values]
    keys = [r.expand_data_key(key, r.SEALED_START, context)[0] for key in values]
    body, plaintexts = two_key_ciphertext(keys, [bytes(12)] * 2, r.SEALED_START, first, second)
    file.valid("a sealed value made for two data keys, first header", column_read(FD + heads[0] + body), plaintext=plaintexts[0])
    file.valid("second header: other bytes, so another message", column_read(FD + heads[1] + body), plaintext=plaintexts[1])
    for comment, head in [
        ("second data key wrapped, commitment of the first", heads[1][:51] + heads[0][51:]),
        ("first data key wrapped, commitment of the second", heads[0][:51] + heads[1][51:]),
    ]:
        file.invalid("two-key sealed value: " + comment, column_read(FD + head + body), "wrong-context")

    for length in (31, 25):
        block = header_of_short_key(r.BLOCK_START, length, pairs)
        file.invalid(f"row key of {length} bytes, commitment fits", column_read(block + one_cell(b"hello")), "wrong-context")
        head = header_of_short_key(r.SEALED_START, length, context)
        sealed = head + one_sealed(b"hello")[83:]
        file.invalid(f"data key of {length} bytes, commitment fits", column_read(FD + sealed), "wrong-context")
    return file
