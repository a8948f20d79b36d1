"""Dates, times and offsets as text: Python's own dates end with the year 9999. Pairs of a reader and a writer."""

import struct
from typing import Callable, Tuple

from rowseal_reader import RowsealError

DAY_NANOS = 86400 * 10 ** 9
MAX_YEAR = 999_999_999


def refuse(reason: str) -> None:
    raise RowsealError("malformed", reason)


def civil(days: int) -> Tuple[int, int, int]:
    """Year, month, day of the proleptic ISO calendar, from days since 1970-01-01."""
    era, day_of_era = divmod(days + 719468, 146097)  # eras of 400 years that begin with March
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + 400 * era + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def epoch_days(year: int, month: int, day: int) -> int:
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + 365 * year_of_era + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def read_date(data: bytes) -> str:
    year, month, day = civil(struct.unpack(">q", data)[0])
    if abs(year) > MAX_YEAR:
        refuse("a year beyond those of java.time")
    sign = "+" if year > 9999 else "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"


def write_date(text: str) -> bytes:
    year, month, day = text.lstrip("+-").split("-")
    return struct.pack(">q", epoch_days(int(year) * (-1 if text.startswith("-") else 1), int(month), int(day)))


def read_time(data: bytes) -> str:
    nanos = struct.unpack(">q", data)[0]
    if not 0 <= nanos < DAY_NANOS:
        refuse("not a time of day")
    seconds, rest = divmod(nanos, 10 ** 9)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:09}"


def write_time(text: str) -> bytes:
    clock, nanos = text.split(".")
    hour, minute, second = map(int, clock.split(":"))
    return struct.pack(">q", ((hour * 60 + minute) * 60 + second) * 10 ** 9 + int(nanos))


def bounded(layout: str, least: int, most: int) -> Tuple[Callable[[bytes], str], Callable[[str], bytes]]:
    def read(data: bytes) -> str:
        number = struct.unpack(layout, data)[0]
        if not least <= number <= most:
            refuse(f"{number} is not {least} to {most}")
        return str(number)

    return read, lambda text: struct.pack(layout, int(text))


def read_month_day(data: bytes) -> str:
    month, day = struct.unpack(">BB", data)
    if not 1 <= month <= 12 or not 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        refuse("no day of a month")
    return f"{month}/{day}"


DATE = read_date, write_date
TIME = read_time, write_time
OFFSET = bounded(">i", -64800, 64800)
NANOS = bounded(">i", 0, 999_999_999)
YEAR = bounded(">i", -MAX_YEAR, MAX_YEAR)
MONTH = bounded(">B", 1, 12)
MONTH_DAY = read_month_day, lambda text: bytes(map(int, text.split("/")))
WEEK = bounded(">B", 1, 7)
