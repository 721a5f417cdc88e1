"""The rows of data/*.csv as they stand."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def data(name):
    with open(HERE / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def projects(document):
    return [row for row in data("projects") if row["document"] == document]
