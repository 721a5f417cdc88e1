"""Writes the pack of the invented park from data/*.csv, each register in another layout, and reads it back.

Needs LibreOffice (`soffice`). `python3 make_pack.py` writes all; `python3 make_pack.py --check` only compares
the files in pack/ with the data.
"""

import csv
import io
import sys
from pathlib import Path

import office
from layouts_land import chains, factories, plots, policy, tariffs
from layouts_projects import (
    FIELDS,
    csv_ledger,
    event_document,
    merged_ledger,
    odd_ledger,
    staff_ledger,
)
from pack_texts import write_pack_yaml, write_zones
from source import HERE, data, projects

PACK = HERE / "pack"

FILES = {
    "projects/ledger-2021-2023.xlsx": merged_ledger,
    "projects/ledger-2024-2026.csv": csv_ledger,
    "projects/business-leads-2026.xlsx": odd_ledger,
    "events/shanghai-event-2025.docx": event_document,
    "staff/negotiating-2026.xlsx": staff_ledger,
    "land/plots-2026.xlsx": plots,
    "land/factories-2026.md": factories,
    "prices/tariffs-2026.docx": tariffs,
    "chains/chains-2026.xlsx": chains,
    "policies/policy-2026.docx": policy("policy-2026"),
    "policies/policy-2024.docx": policy("policy-2024"),
}


def rows_of(path):
    """All table rows of a file of the pack, as the values they store."""
    if path.suffix == ".xlsx":
        return office.read_xlsx(path)
    if path.suffix == ".docx":
        return office.read_docx(path)[0]
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
    return [[c.strip() for c in line.strip("|").split("|")] for line in path.read_text("utf-8").splitlines()]


def check():
    """Every value of the source data stands in its row of the file that shows it, and no row is lost."""
    wanted = [("projects", FIELDS, f) for f in FILES if f.split("/")[0] in ("projects", "events", "staff")]
    wanted += [
        (
            "plots",
            ["key", "area", "use", "industry", "plot_ratio", "price_wan_per_mu", "status", "utilities"],
            "land/plots-2026.xlsx",
        ),
        ("factories", None, "land/factories-2026.md"),
        ("power", None, "prices/tariffs-2026.docx"),
        ("utilities", None, "prices/tariffs-2026.docx"),
        ("chains", ["link", "position", "state", "companies", "wanted"], "chains/chains-2026.xlsx"),
    ]
    checked = 0
    for name, fields, file in wanted:
        source = projects(Path(file).stem) if name == "projects" else data(name)
        found = rows_of(PACK / file)
        place = -1
        for line in source:
            values = [line[f] for f in fields or line if line[f] != ""]
            values = [office.stored(v) if file.endswith("xlsx") else v for v in values]
            place = next((i for i in range(place + 1, len(found)) if set(values) <= set(found[i])), None)
            if place is None:
                raise SystemExit(f"{file} does not hold {values}")
            checked += 1
    print(f"{checked} rows of the data stand in the pack.")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        for name, write in FILES.items():
            (PACK / name).parent.mkdir(parents=True, exist_ok=True)
            write(PACK / name)
        write_zones(PACK, data("zones"))
        write_pack_yaml(PACK)
    check()
