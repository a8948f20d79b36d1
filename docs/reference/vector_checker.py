"""Runs the vectors of docs/test-vectors through the reference reader. The shape of a file is described in docs/test-vectors.md."""

import json
import pathlib
from typing import Any, Callable, Dict, List

import database_reader
import key_file
import local_store
import message_checker
import rowseal_reader as r
import value_encodings
from message_checker import opened, pairs_of, read_long, unhex
from rowseal_writer import hedge_key, hedged_data_key, pad, seal_cell, seal_value, wrap, write_recipients

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "test-vectors"
Given = Dict[str, Any]


def held_by(file: Given) -> message_checker.Held:
    records = [record_of(e) for e in file.get("kekRecords", [])]
    stores = [message_checker.store_of(e) for e in file.get("stores", [])]
    rsa_keys = {e["name"]: message_checker.rsa_key_of(e) for e in file.get("rsaKeys", [])}
    return message_checker.Held(records, stores, rsa_keys)


def record_of(e: Given) -> r.KekRecord:
    key = unhex(e["key"])
    return r.KekRecord(unhex(e["kekId"]), e["purpose"], e["scope"], e["createdAt"], e["state"], unhex(e["check"]), key)


def run_pae(_ring, given: Given) -> Given:
    return {"pae": r.pae(pairs_of(given["pairs"]))}


def run_hkdf(_ring, given: Given) -> Given:
    key, info, length = unhex(given["prk"]), unhex(given["info"]), given["length"]
    return {"blocks": r.hkdf_blocks(key, info, length), "okm": r.hkdf_expand(key, info, length)}


def run_kek_check(_ring, given: Given) -> Given:
    if "check" in given:
        r.verify_kek(record_of({**given, "state": "ACTIVE"}))
        return {}
    info = r.kek_check_info(given["purpose"], given["scope"], unhex(given["kekId"]), given["createdAt"])
    return {"info": info, "check": r.hkdf_expand(unhex(given["key"]), info, 32)}


def run_recipients(_ring, given: Given) -> Given:
    names = ("storeId", "keyRef", "wrapped")
    if "recipients" in given:
        entries = [(e["storeId"], e["keyRef"], unhex(e["wrapped"])) for e in given["recipients"]]
        assert r.read_recipients(write_recipients(entries)) == entries
        return {"bytes": write_recipients(entries)}
    return {"recipients": [dict(zip(names, entry)) for entry in r.read_recipients(unhex(given["bytes"]))]}


def run_wrapping_key(_ring, given: Given) -> Given:
    info = r.wrapping_key_info(pairs_of(given["staticContext"]))
    key = r.hkdf_expand(unhex(given["key"]), info, 32)
    return {"info": info, "wrappingKey": key, "wrapped": wrap(key, unhex(given["dataKey"]))}


def run_data_key(_ring, given: Given) -> Given:
    start, context = bytes([r.HEADER, r.SUITE, given["kind"]]), pairs_of(given["context"])
    content_key, commitment, nonce_key = r.expand_data_key(unhex(given["dataKey"]), start, context)
    return {
        "pae": r.pae(context),
        "info": r.data_key_info(start, context),
        "contentKey": content_key,
        "commitment": commitment,
        "nonceKey": nonce_key,
    }


def run_hedge(_ring, given: Given) -> Given:
    context, aad, plaintext = pairs_of(given["context"]), unhex(given["aad"]), unhex(given["plaintext"])
    data_key = hedged_data_key(unhex(given["key"]), unhex(given["random"]), given["kind"], context, aad, plaintext)
    return {"hedgeKey": hedge_key(unhex(given["key"])), "dataKey": data_key}


def run_row_key_block(ring, given: Given) -> Given:
    data_key, content_key = r.open_row_key(ring, unhex(given["block"]), given["scope"], given["table"])
    return {"dataKey": data_key, "contentKey": content_key}


def run_column(ring, given: Given) -> Given:
    where = given["scope"], given["table"], given["column"]
    traits = given.get("type", r.TEXT_ENCODING), given.get("padded", False)
    stored = read_long(given["stored"])
    if "writer" in given:
        w = given["writer"]
        key, prefixes, plaintext = unhex(w["dataKey"]), unhex(w["prefixes"]), unhex(w["plaintext"])
        nonce = unhex(w["nonce"]) if "nonce" in w else None
        kek = ring.records[unhex(w["kekId"])]
        plaintext = pad(plaintext, w["padTo"]) if "padTo" in w else plaintext
        made = seal_cell(kek, key, given["table"], given["column"], prefixes, plaintext, nonce, *traits)
        assert stored == made, "other bytes"
    result = opened(r.open_column(ring, stored, given["rowKeys"], given["text"], *where, *traits))
    parsed = r.parse_column(stored, given["rowKeys"], given["text"])
    if parsed.kind == "cell":
        aad = r.cell_aad(parsed.prefixes, given["column"].lower(), *traits)
        result.update({"aad": aad, "nonce": parsed.value[1:13]})
    return result


def run_sealed_value(ring, given: Given) -> Given:
    context, aad, stored = pairs_of(given["context"]), unhex(given["aad"]), read_long(given["stored"])
    plaintext = r.open_message(ring, stored, given["scope"], context, aad)
    if "writer" in given:
        w = given["writer"]
        kek, key = ring.records[unhex(w["kekId"])], unhex(w["dataKey"])
        assert stored == seal_value(kek, key, context, aad, b"", plaintext), "other bytes"
    return {**opened(plaintext), "aad": r.SEALED_START + aad}


def run_blind_index(_ring, given: Given) -> Given:
    shared = given.get("shared")
    domain = r.pae([("shared", shared)]) if shared else r.index_domain(given["table"].lower(), given["column"].lower())
    info = r.index_key_info(domain, given["epoch"])
    key = r.hkdf_expand(unhex(given["key"]), info, 32)
    index = r.blind_index(key, given["normalizer"], unhex(given["normalized"]))
    prefix = bytes([r.INDEX, given["epoch"]]) + index
    return {"domain": domain, "info": info, "indexKey": key, "blindIndex": index, "prefix": prefix}


def run_text_form(_ring, given: Given) -> Given:
    if "bytes" in given:
        return {"text": r.text_encode(unhex(given["bytes"])).decode("ascii")}
    return {"bytes": r.text_decode(given["text"].encode("utf-8"))}


def run_grammar(_ring, given: Given) -> Given:
    s = r.parse_column(read_long(given["stored"]), given["rowKeys"], given["text"])
    return {"block": s.block, "prefixes": s.prefixes, "kind": s.kind, "value": s.value}


def run_plaintext(_ring, given: Given) -> Given:
    return {"plaintext": r.plaintext(unhex(given["stored"]), given["rowKeys"])}


def run_worked_row(_ring, given: Given) -> Given:
    """The KEK table as its columns are, the key file and its password: nothing is known before."""
    from worked_row import COLUMN

    keys = dict(key_file.keys_of(next(key_file.read_der(unhex(given["keyFile"]))).parts(), given["password"]))
    records = [{name: unhex(v) if name in BINARY else v for name, v in e.items()} for e in given["kekTable"]]
    ring = database_reader.key_ring(records, keys)
    row = given["row"]
    data = unhex(row["row_key"]) + unhex(row[COLUMN])
    return {
        "plaintext": r.open_column(ring, data, True, False, records[0]["scope"], given["table"], COLUMN),
        "masterKey": keys["master-1"],
    }


def run_local_wrap(_ring, given: Given) -> Given:
    master_key, context, wrapped = unhex(given["masterKey"]), pairs_of(given["context"]), unhex(given["wrapped"])
    key = local_store.unwrap(master_key, context, wrapped)
    if "writer" in given:
        assert wrapped == local_store.wrap(master_key, context, key, unhex(given["writer"]["nonce"])), "other bytes"
    return {"key": key, "wrappingKey": local_store.wrapping_key(master_key)}


def run_value_encoding(_ring, given: Given) -> Given:
    encoded = unhex(given["encoded"]) if "encoded" in given else value_encodings.encode(given["type"], given["value"])
    return {"encoded": encoded, "value": value_encodings.decode(given["type"], encoded, given.get("constants"))}


BINARY = ("kek_id", "recipients", "check_value")

RUNNERS: Dict[str, Callable[[Any, Given], Given]] = {
    "pae": run_pae,
    "hkdf": run_hkdf,
    "kek-check": run_kek_check,
    "recipients": run_recipients,
    "wrapping-key": run_wrapping_key,
    "data-key": run_data_key,
    "hedged-data-key": run_hedge,
    "row-key-block": run_row_key_block,
    "cell": run_column,
    "sealed-value": run_sealed_value,
    "index-prefix": run_column,
    "key-commitment": run_column,
    "blind-index": run_blind_index,
    "text-form": run_text_form,
    "reading-grammar": run_grammar,
    "plaintext": run_plaintext,
    "local-wrap": run_local_wrap,
    "worked-row": run_worked_row,
    "value-encoding": run_value_encoding,
    **message_checker.RUNNERS,
}


def as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [as_json(v) for v in value]
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    return value


def run(layout: str, ring: r.KeyRing, given: Given) -> Given:
    """{"expected": ...}, {"error": code} or for streams {"error": code, "verified": length}: what a reader has to find out."""
    try:
        return {"expected": as_json(RUNNERS[layout](ring, given))}
    except r.RowsealError as refused:
        return {"error": refused.code, **({} if refused.verified is None else {"verified": refused.verified})}


def check_file(path: pathlib.Path) -> int:
    file = json.loads(path.read_text(encoding="ascii"))
    ring = held_by(file)
    failures = 0
    for test in file["tests"]:
        actual = run(file["layout"], ring, test["given"])
        wanted = {key: test[key] for key in ("expected", "error", "verified") if key in test}
        if actual != wanted:
            failures += 1
            print(f"{path.name} {test['id']} ({test['comment']}):\n  wanted {wanted}\n  got    {actual}")
    if len(file["tests"]) != file["numberOfTests"] or path.stem != file["layout"]:
        failures += 1
        print(f"{path.name}: numberOfTests or layout does not fit")
    return failures


def check_all() -> int:
    import worked_row
    from vector_generator import all_files

    paths = sorted(VECTORS.glob("*.json"))
    failures = sum(check_file(path) for path in paths)
    if sorted(path.stem for path in paths) != sorted(RUNNERS):
        failures += 1
        print("a file of vectors is missing, or there is one too many")
    for name, text in all_files().items():
        if not (VECTORS / name).is_file() or (VECTORS / name).read_text(encoding="ascii") != text:
            failures += 1
            print(f"{name}: is not what --generate writes")
    if not worked_row.is_in_the_page():
        failures += 1
        print("docs/format.md does not hold what worked_row.as_text() says")
    total = sum(json.loads(path.read_text(encoding="ascii"))["numberOfTests"] for path in paths)
    print(f"{total} vectors in {len(paths)} files, {failures} failures")
    return 1 if failures else 0
