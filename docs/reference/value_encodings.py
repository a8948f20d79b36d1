"""The encodings of docs/value-encodings.md, between bytes and text; a list of elements for arrays."""

import ipaddress
import re
import struct
import uuid
from typing import Any, Callable, Dict, List, NamedTuple, Optional

import civil_time as t
from rowseal_reader import RowsealError


class Encoding(NamedTuple):
    """Decoding never accepts what encoding would not write, except an enum that had longer names."""

    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes]


def malformed(reason: str) -> RowsealError:
    return RowsealError("malformed", reason)


def decode(encoding_id: str, data: bytes, constants: Optional[List[str]] = None) -> Any:
    """The value; `constants` are the names of an enum, where they are known."""
    encoding = of(encoding_id)
    try:
        value = encoding.read(data)
        again = encoding.write(value)
    except (ValueError, struct.error, OverflowError, IndexError, UnicodeError) as e:
        raise malformed(f"not an encoding of {encoding_id}") from e
    if again != data and not (encoding_id == "enum" and data.rstrip(b"\0") == again):
        raise malformed(f"a second encoding of a value of {encoding_id}")
    if constants is not None and value not in constants:
        raise malformed("no constant has this name")
    return value


def encode(encoding_id: str, value: Any) -> bytes:
    return of(encoding_id).write(value)


def of(encoding_id: str) -> Encoding:
    if encoding_id in ENCODINGS:
        return ENCODINGS[encoding_id]
    array = re.fullmatch(r"array\((.+)\)", encoding_id)
    if array:
        return array_of(array.group(1))
    if encoding_id in PRIMITIVE_ARRAYS:
        return primitive_array(encoding_id[:-2])
    raise malformed("no encoding has the id " + encoding_id)


def packed(layout: str) -> Encoding:
    def read(data: bytes) -> str:
        return str(struct.unpack(layout, data)[0])

    return Encoding(read, lambda text: struct.pack(layout, int(text)))


def boolean() -> Encoding:
    return Encoding(lambda data: {b"\0": "false", b"\1": "true"}.get(data) or refuse("neither 0 nor 1"),
                    lambda text: {"false": b"\0", "true": b"\1"}[text])


def refuse(reason: str) -> Any:
    raise malformed(reason)


def floating(layout: str, nan: str) -> Encoding:
    def read(data: bytes) -> str:
        number = struct.unpack(layout, data)[0]
        text = repr(number)
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(text, text)

    def write(text: str) -> bytes:
        return bytes.fromhex(nan) if text == "NaN" else struct.pack(layout, float(text))

    return Encoding(read, write)


def integer(number: int) -> bytes:
    length = 16
    while not -(1 << 8 * length - 1) <= number < 1 << 8 * length - 1:
        length += 16
    return number.to_bytes(length, "big", signed=True)


def decimal() -> Encoding:
    """As text `<unscaled>E<exponent>`: 1.00 is 100E-2."""

    def read(data: bytes) -> str:
        return f"{int.from_bytes(data[4:], 'big', signed=True)}E{-struct.unpack('>i', data[:4])[0]}"

    def write(text: str) -> bytes:
        unscaled, exponent = text.split("E")
        return struct.pack(">i", -int(exponent)) + integer(int(unscaled))

    return Encoding(read, write)


def utf8(padded_to: int = 0) -> Encoding:
    def write(text: str) -> bytes:
        data = text.encode()
        if padded_to and (not data or b"\0" in data):
            raise malformed("padded text is not empty and has no zero byte")
        return data.ljust(-(-len(data) // padded_to) * padded_to, b"\0") if padded_to else data

    return Encoding(lambda data: (data.rstrip(b"\0") if padded_to else data).decode(), write)


def enum() -> Encoding:
    """As a reader sees it: it does not know the longest name, to which a writer pads."""
    return Encoding(lambda data: data.rstrip(b"\0").decode(), utf8(1).write)


def currency() -> Encoding:
    def write(text: str) -> bytes:
        return text.encode("ascii") if re.fullmatch("[A-Z]{3}", text) else refuse("not three letters")

    return Encoding(lambda data: data.decode("ascii"), write)


def inet() -> Encoding:
    def read(data: bytes) -> str:
        return str(ipaddress.ip_address(data[1:5] if data[0] == 4 else data[1:]))

    def write(text: str) -> bytes:
        address = ipaddress.ip_address(text)
        return bytes([address.version]) + address.packed.ljust(16, b"\0")

    return Encoding(read, write)


def fields(*sizes_and_encodings: Any, separator: str = " ") -> Encoding:
    """Encodings one behind the other; the last one takes the rest."""
    *fixed, last = sizes_and_encodings

    def read(data: bytes) -> str:
        parts = []
        for size, encoding in fixed:
            if len(data) < size:
                raise malformed("cut off")
            parts.append(encoding.read(data[:size]))
            data = data[size:]
        return separator.join(parts + [last.read(data)])

    def write(text: str) -> bytes:
        parts = text.split(separator)
        encodings = [encoding for _, encoding in fixed] + [last]
        if len(parts) != len(encodings):
            raise malformed("another number of fields")
        return b"".join(encoding.write(part) for encoding, part in zip(encodings, parts))

    return Encoding(read, write)


ELEMENT_BYTES = {"bool": 1, "i16": 2, "i32": 4, "i64": 8, "f32": 4, "f64": 8}
PRIMITIVE_ARRAYS = [element + "[]" for element in ELEMENT_BYTES]


def primitive_array(element: str) -> Encoding:
    size = ELEMENT_BYTES[element]

    def read(data: bytes) -> List[str]:
        count = struct.unpack(">I", data[:4])[0]
        if len(data) != 4 + count * size:
            raise malformed("another number of elements")
        return [ENCODINGS[element].read(data[i:i + size]) for i in range(4, len(data), size)]

    def write(values: List[str]) -> bytes:
        return struct.pack(">I", len(values)) + b"".join(ENCODINGS[element].write(value) for value in values)

    return Encoding(read, write)


def array_of(element: str) -> Encoding:
    def read(data: bytes) -> List[Any]:
        count, values, data = struct.unpack(">I", data[:4])[0], [], data[4:]
        for _ in range(min(count, len(data) // 4 + 1)):
            length = struct.unpack(">i", data[:4])[0]
            end = 4 + max(length, 0)
            if length < -1 or end > len(data):
                raise malformed("an element is cut off")
            values.append(None if length == -1 else decode(element, data[4:end]))
            data = data[end:]
        if data or len(values) != count:
            raise malformed("another number of elements")
        return values

    def write(values: List[Any]) -> bytes:
        parts = [None if value is None else encode(element, value) for value in values]
        return struct.pack(">I", len(parts)) + b"".join(
            struct.pack(">i", -1) if part is None else struct.pack(">i", len(part)) + part for part in parts)

    return Encoding(read, write)


I8, I32, I64 = packed(">b"), packed(">i"), packed(">q")
YEAR = Encoding(*t.YEAR)
DATE, TIME, OFFSET = (Encoding(*functions) for functions in (t.DATE, t.TIME, t.OFFSET))
DATE_TIME = fields((8, DATE), TIME, separator="T")
ZONE = utf8(40)
WEEK = Encoding(*t.WEEK)
SECONDS = fields((8, I64), Encoding(*t.NANOS))

ENCODINGS: Dict[str, Encoding] = {
    "utf8": utf8(),
    "bytes": Encoding(bytes.hex, bytes.fromhex),
    "bool": boolean(),
    "i8": I8, "i16": packed(">h"), "i32": I32, "i64": I64,
    "char": Encoding(lambda data: f"{struct.unpack('>H', data)[0]:04x}", lambda text: struct.pack(">H", int(text, 16))),
    "f32": floating(">f", "7fc00000"),
    "f64": floating(">d", "7ff8000000000000"),
    "integer": Encoding(lambda data: str(int.from_bytes(data, "big", signed=True)), lambda text: integer(int(text))),
    "decimal": decimal(),
    "enum": enum(),
    "json": utf8(),
    "uuid": Encoding(lambda data: str(uuid.UUID(bytes=data)), lambda text: uuid.UUID(text).bytes),
    "currency": currency(),
    "locale": utf8(16),
    "date": DATE, "time": TIME, "date-time": DATE_TIME, "offset": OFFSET,
    "offset-time": fields((8, TIME), OFFSET),
    "offset-date-time": fields((16, DATE_TIME), OFFSET),
    "zone": ZONE,
    "zoned-date-time": fields((16, DATE_TIME), (4, OFFSET), ZONE),
    "instant": SECONDS,
    "duration": SECONDS,
    "year": YEAR,
    "year-month": fields((4, YEAR), Encoding(*t.MONTH), separator="/"),
    "month-day": Encoding(*t.MONTH_DAY),
    "time-zone": ZONE,
    "calendar": fields((8, I64), (1, WEEK), (1, WEEK), (1, boolean()), ZONE),
    "epoch-millis": I64,
    "inet": inet(),
    "url": utf8(),
    "uri": utf8(),
}
