"""Vectors of docs/value-encodings.md: each value as text, and its bytes."""

from typing import Any, Dict, List

from vector_fixtures import VectorFile

# How a value is written as text is a matter of the vectors alone: docs/test-vectors.md.
VALUES: Dict[str, List[Any]] = {
    "utf8": ["", "x", "Größe 鍵 \U0001f511 e\u0301", "a\u0000b"],
    "bytes": ["", "00", "fe0101ff"],
    "bool": ["false", "true"],
    "i8": ["-128", "0", "127"],
    "i16": ["-32768", "-1", "32767"],
    "i32": ["-2147483648", "1", "2147483647"],
    "i64": ["-9223372036854775808", "1", "9223372036854775807"],
    "char": ["0000", "0041", "d800", "ffff"],
    "f32": ["0.0", "-0.0", "1.5", "-Infinity", "NaN", "1.401298464324817e-45"],
    "f64": ["0.0", "-0.0", "0.1", "Infinity", "NaN", "5e-324"],
    "integer": ["0", "-1", "99999999999999999999999999999999999999", str(2 ** 127 - 1), str(2 ** 127), str(-(2 ** 127)),
                str(-(2 ** 127) - 1)],
    "decimal": ["0E0", "10E-1", "100E-2", "-5E3", "12345678901234567890123456789012345678E-10"],
    "enum": ["A", "LONGEST", "GRÖSSE"],
    "json": ["{\"a\":1}"],
    "uuid": ["00112233-4455-6677-8899-aabbccddeeff"],
    "currency": ["EUR"],
    "locale": ["und", "de", "zh-Hant-TW", "de-DE-u-co-phonebk"],
    "date": ["1970-01-01", "1969-12-31", "2024-02-29", "0000-01-01", "-0001-12-31", "-999999999-01-01", "+999999999-12-31"],
    "time": ["00:00:00.000000000", "12:34:56.000000789", "23:59:59.999999999"],
    "date-time": ["2024-02-29T12:34:56.000000789"],
    "offset": ["0", "3600", "-64800", "64800"],
    "offset-time": ["12:34:56.000000789 -12345"],
    "offset-date-time": ["2024-02-29T12:34:56.000000789 7200"],
    "zone": ["Z", "Europe/Berlin", "+01:00"],
    "zoned-date-time": ["2024-10-27T02:30:00.000000000 7200 Europe/Berlin", "2024-10-27T02:30:00.000000000 3600 Europe/Berlin"],
    "instant": ["0 0", "-1 999999999", "1709210096 789"],
    "duration": ["0 0", "-1 999999999", "86400 1"],
    "year": ["2024", "-44", "999999999"],
    "year-month": ["2024/2", "-999999999/12"],
    "month-day": ["2/29", "12/31"],
    "time-zone": ["UTC", "America/Argentina/Buenos_Aires"],
    "calendar": ["1709210096789 2 4 true Europe/Berlin", "-1 1 1 false UTC"],
    "epoch-millis": ["-1", "1709210096789"],
    "inet": ["192.0.2.1", "2001:db8::1"],
    "url": ["https://example.org/a?b=ö"],
    "uri": ["urn:isbn:0451450523"],
    "bool[]": [[], ["true", "false"]],
    "i16[]": [["-1"]],
    "i32[]": [[], ["1", "-2147483648"]],
    "i64[]": [["1", "2"]],
    "f32[]": [["NaN", "-0.0"]],
    "f64[]": [["0.1"]],
    "array(utf8)": [[], ["", None, "x"]],
    "array(date)": [["2024-02-29"]],
    "array(bytes)": [["", "00"]],
    "array(array(utf8))": [[["a"], None, []]],
}

REFUSED = [
    ("utf8", "c080", "an overlong zero"),
    ("utf8", "eda080", "a surrogate"),
    ("bool", "02", "neither 0 nor 1"),
    ("bool", "", "no bytes"),
    ("i32", "000001", "three bytes"),
    ("i32", "0000000001", "five bytes"),
    ("f32", "7fc00001", "another NaN"),
    ("f64", "fff8000000000000", "a negative NaN"),
    ("integer", "00", "one byte"),
    ("integer", "00" * 32, "0 in 32 bytes"),
    ("decimal", "00000000", "a scale alone"),
    ("enum", "", "no name"),
    ("enum", "0000", "only padding"),
    ("enum", "410042", "a zero byte inside"),
    ("currency", "4555", "two letters"),
    ("locale", "6465", "not padded"),
    ("locale", "6465" + "00" * 30, "padded twice"),
    ("date", "7fffffffffffffff", "a year beyond those of java.time"),
    ("time", "00004e94914f0000", "24 hours"),
    ("time", "ffffffffffffffff", "before midnight"),
    ("offset", "0000fd21", "18 hours and a second"),
    ("zone", "5a", "not padded"),
    ("instant", "00000000000000003b9aca00", "a whole second of nanoseconds"),
    ("instant", "0000000000000000ffffffff", "nanoseconds below 0"),
    ("year", "3b9aca00", "the year 1,000,000,000"),
    ("year-month", "000007e800", "month 0"),
    ("year-month", "000007e80d", "month 13"),
    ("month-day", "021e", "February 30"),
    ("month-day", "0100", "day 0"),
    ("calendar", "0000000000000000" + "080400" + "555443" + "00" * 37, "an eighth day of the week"),
    ("inet", "05" + "00" * 16, "version 5"),
    ("inet", "0401020304" + "00" * 11 + "01", "something behind an IPv4 address"),
    ("i32[]", "00000001", "an element is missing"),
    ("i32[]", "0000000000", "a byte too many"),
    ("array(utf8)", "0000000100000002" + "61", "an element is cut off"),
    ("array(utf8)", "00000001fffffffe", "length -2"),
    ("array(utf8)", "00000000" + "00000000", "an element too many"),
    ("array(utf8)", "ffffffff", "elements that are not there"),
    ("array(array(utf8))", "0000000100000004ffffffff", "the same inside of an element"),
]

# Names as a class file may have them: Java source has none that begins with U+FEFF.
BOM = "\ufeff"
CONSTANTS = [
    ("an enum whose name begins with U+FEFF", [BOM + "A", "A"], BOM + "A"),
    ("an enum whose name ends with U+FEFF", ["A", "A" + BOM], "A" + BOM),
    ("an enum whose name holds U+FEFF", ["AB", "A" + BOM + "B"], "A" + BOM + "B"),
    ("an enum whose name has another with U+FEFF before it", [BOM + "A", "A"], "A"),
]

NO_CONSTANT = [
    (["A"], BOM + "A", "U+FEFF before the name"),
    (["A"], "A" + BOM, "U+FEFF behind the name"),
    (["AB"], "A" + BOM + "B", "U+FEFF in the name"),
    ([BOM + "A"], "A", "the name without its U+FEFF"),
    (["A"], "A ", "a blank behind the name"),
    (["A"], "a", "another case"),
    (["A"], "B", "another name"),
]

NO_ENCODING = ["text", "UTF8", "utf-8", "", "i128", "u8", "i8[]", "char[]", "utf8[]", "array", "array()", "array(text)", "array(utf8",
               "array(array(text))", " utf8"]


def files() -> List[VectorFile]:
    file = VectorFile("value-encoding", "The encodings of values, which are the plaintexts of columns")
    for encoding_id, values in VALUES.items():
        for value in values:
            file.valid(encoding_id, {"type": encoding_id, "value": value}, value=value)
    file.valid("enum, padded to a longer name", {"type": "enum", "encoded": b"A\0\0\0"}, value="A")
    for encoding_id, encoded, reason in REFUSED:
        file.invalid(f"{encoding_id}: {reason}", {"type": encoding_id, "encoded": bytes.fromhex(encoded)}, "malformed")
    return [file]


def add_to(file: VectorFile) -> None:
    for comment, constants, name in CONSTANTS:
        file.valid(comment, {"type": "enum", "constants": constants, "encoded": name.encode()}, value=name)
    for constants, name, reason in NO_CONSTANT:
        file.invalid(f"enum: {reason}", {"type": "enum", "constants": constants, "encoded": name.encode()}, "malformed")
    for encoding_id in NO_ENCODING:
        file.invalid(f"no encoding: '{encoding_id}'", {"type": encoding_id, "encoded": b""}, "malformed")
