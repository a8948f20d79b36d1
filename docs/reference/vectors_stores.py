"""Vectors of what the PKCS#12 and in-memory master-key stores wrap."""

from typing import Any, Dict, List

import rowseal_reader as r
from local_store import kek_context, wrap
from vector_fixtures import ACTIVE, INDEX_ROOT, UNICODE, VALUE_KEY, VectorFile, changed, json_pairs, made, with_byte


def files() -> List[VectorFile]:
    return [local_wrap_file()]


def local_wrap_file() -> VectorFile:
    file = VectorFile("local-wrap", "Keys that a master key of a PKCS#12 file or of an in-memory store wraps")
    master = made("master key")

    def given(wrapped: bytes, context: r.Pairs, key: bytes = master) -> Dict[str, Any]:
        return {"masterKey": key, "context": json_pairs(context), "wrapped": wrapped}

    def written(comment: str, context: r.Pairs, key: bytes) -> bytes:
        nonce = made("nonce of " + comment, 12)
        wrapped = wrap(master, context, key, nonce)
        file.valid(comment, {**given(wrapped, context), "writer": {"nonce": nonce, "key": key}}, key=key)
        return wrapped

    kek = written("a KEK", kek_context(ACTIVE), ACTIVE.key)
    written("an index root key", kek_context(INDEX_ROOT), INDEX_ROOT.key)
    written("a KEK of a scope outside ASCII", kek_context(UNICODE), UNICODE.key)
    data_key = written("the data key of a recipient (direct mode)", [("purpose", "data-key")], VALUE_KEY)

    context = kek_context(ACTIVE)
    other = {name: value for name, value in context}
    for comment, case in [
        ("28 bytes", given(kek[:28], context)),
        ("cut off", given(kek[:-1], context)),
        ("one byte added", given(kek + b"\0", context)),
        ("version 0", given(with_byte(kek, 0, 0), context)),
        ("version 2", given(with_byte(kek, 0, 2), context)),
        ("nonce altered", given(changed(kek, 1), context)),
        ("key altered", given(changed(kek, 13), context)),
        ("tag altered", given(changed(kek, -1), context)),
        ("another master key", given(kek, context, made("other master key"))),
        ("a key derived already", given(kek, context, r.hkdf_expand(master, b"rowseal/v1/master", 32))),
        ("of another scope", given(kek, list({**other, "scope": "tenant-b"}.items()))),
        ("of another purpose", given(kek, list({**other, "purpose": "index-root"}.items()))),
        ("of another kekId", given(kek, list({**other, "kekId": INDEX_ROOT.kek_id.hex()}.items()))),
        ("a data key of direct mode in a KEK record", given(data_key, context)),
    ]:
        file.invalid(comment, case, "wrong-context")
    return file
