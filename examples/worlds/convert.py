#!/usr/bin/env python3
"""Makes the series of a world (start,<column>,... in csv.gz) from public profiles.

SimBench (simbench.de; PyPI: simbench, Open Database License) keeps its profiles as tables of quarter hours,
LoadProfile.csv and RESProfile.csv, separated by semicolons:

    time;H0-A_pload;H0-A_qload;...          time;PV1;PV2;WP4;...
    01.01.2016 00:00;0.083;0.020;...        01.01.2016 00:00;0;0;0.41;...

    convert.py LoadProfile.csv:H0-A_pload=H0-A RESProfile.csv:PV1 --out series.csv.gz

Any other table whose first column is the time works as well (demandlib, a meter's own CSV): separator, decimal
comma and the forms 2016-01-31T00:15, 2016-01-31 00:15 and 31.01.2016 00:15 are recognised. Only the standard library
is needed. Values are kept; --relative divides each column by its largest value.
"""
import argparse
import csv
import gzip
import sys
from datetime import datetime

FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M")


def fail(message):
    sys.exit(f"convert.py: {message}")


def instant(text, place):
    text = text.strip().removesuffix("Z")
    for form in FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            pass
    return fail(f"{place}: time '{text}' is none of {', '.join(FORMS)}")


def number(text, place):
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return fail(f"{place}: '{text}' is no number")
    return value if value >= 0 else fail(f"{place}: {text} is negative")


def table(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        separator = ";" if head.count(";") >= head.count(",") and ";" in head else ","
        names = [name.strip() for name in head.rstrip("\r\n").split(separator)]
        return names, list(csv.reader(file, delimiter=separator))


def columns(wanted):
    """Of each 'FILE:COLUMN[=NAME]', the name and its values by time."""
    tables = {}
    for each in wanted:
        path, _, column = each.rpartition(":")
        column, _, name = column.partition("=")
        if not path:
            fail(f"'{each}' must be FILE:COLUMN or FILE:COLUMN=NAME")
        if path not in tables:
            tables[path] = table(path)
        names, rows = tables[path]
        if column not in names:
            fail(f"{path} has no column '{column}'; it has {', '.join(names[1:])}")
        at = names.index(column)
        values = {}
        for line, row in enumerate(rows, start=2):
            if row:
                place = f"{path}, line {line}, {column}"
                values[instant(row[0], place)] = number(row[at], place)
        yield name or column, values


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("columns", nargs="+", metavar="FILE:COLUMN[=NAME]")
    parser.add_argument("--out", required=True, help="series.csv or series.csv.gz")
    parser.add_argument("--relative", action="store_true", help="divide each column by its largest value")
    options = parser.parse_args()
    series = dict(columns(options.columns))
    times = sorted(set.intersection(*(set(values) for values in series.values())))
    if len(times) < 2:
        fail("the columns have no two times in common")
    if len({later - earlier for earlier, later in zip(times, times[1:])}) > 1:
        fail("the steps are not equally long: a time is missing, or the clock was changed")
    scale = {name: max(values.values()) if options.relative else 1 for name, values in series.items()}
    opened = gzip.open if options.out.endswith(".gz") else open
    with opened(options.out, "wt", encoding="utf-8", newline="") as file:
        file.write(",".join(["start", *series]) + "\n")
        for time in times:
            row = [f"{values[time] / (scale[name] or 1):.4f}" for name, values in series.items()]
            file.write(",".join([time.strftime("%Y-%m-%dT%H:%M"), *row]) + "\n")


if __name__ == "__main__":
    main()
