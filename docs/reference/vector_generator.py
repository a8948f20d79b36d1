"""Writes docs/test-vectors. Published vectors never change; new ones are added at the end of their file."""

import json
from typing import Dict

import vectors_client_keys
import vectors_derivations
import vectors_edges
import vectors_encodings
import vectors_grammar
import vectors_recipients
import vectors_stores
import vectors_streams
import vectors_values
import worked_row
from vector_checker import VECTORS


def all_files() -> Dict[str, str]:
    files = vectors_derivations.files() + vectors_values.files() + vectors_grammar.files()
    files += vectors_streams.files() + vectors_client_keys.files() + vectors_recipients.files()
    files += vectors_stores.files() + worked_row.files() + vectors_encodings.files()
    vectors_edges.add_to(files)
    vectors_encodings.add_to(next(file for file in files if file.layout == "value-encoding"))
    return {file.layout + ".json": json.dumps(file.as_json(), indent=1, ensure_ascii=True) + "\n" for file in files}


def generate_all() -> int:
    VECTORS.mkdir(exist_ok=True)
    for name, text in all_files().items():
        (VECTORS / name).write_text(text, encoding="ascii")
    return 0
