"""Writes the pack of the invented park from data/*.csv, each register in another layout, and reads it back.

Needs LibreOffice (`soffice`). `python3 make_pack.py` writes all; `python3 make_pack.py --check` only compares
the files in pack/ with the data.
"""

import csv
import io
import sys
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import office
from pack_texts import TITLES, policy_parts, tariff_parts, write_pack_yaml, write_zones

HERE = Path(__file__).parent
PACK = HERE / "pack"


def data(name):
    with open(HERE / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def projects(document):
    return [row for row in data("projects") if row["document"] == document]


FIELDS = ["name", "investor", "industry", "chain_link", "amount", "foreign_wan_usd", "signed", "started",
          "operating", "source"]


def merged_ledger(target):
    """2021–2023: title rows, two tiers of headings, a zone's cell over its rows, subtotals and a total."""
    width = 12
    title = TITLES["ledger-2021-2023"]
    upper = [office.cell("园区", rows=2), office.cell("序号", rows=2), office.cell("项目名称", rows=2),
             office.cell("投资方", rows=2), office.cell("产业", rows=2), office.cell("产业链环节", rows=2),
             office.cell("投资情况", columns=2), office.COVERED, office.cell("建设进度", columns=3),
             office.COVERED, office.COVERED, office.cell("引荐来源", rows=2)]
    lower = [office.COVERED] * 6 + ["投资额（亿元）", "其中：外资（万美元）", "签约时间", "开工时间", "投产时间",
                                    office.COVERED]
    rows = [office.row([office.cell(title, columns=width)] + [office.COVERED] * (width - 1)),
            office.row([office.cell("填报单位：江川经济技术开发区招商服务中心", columns=6)] + [office.COVERED] * 5
                       + [office.cell("单位：亿元、万美元", columns=6)] + [office.COVERED] * 5),
            office.row(upper), office.row(lower)]
    number, total, counted = 0, Decimal(0), 0
    for zone, members in groupby(projects("ledger-2021-2023"), key=lambda p: p["zone"]):
        members = list(members)
        for index, project in enumerate(members):
            number += 1
            first = office.cell(zone, rows=len(members)) if index == 0 else office.COVERED
            rows.append(office.row([first, str(number)] + [project[field] for field in FIELDS]))
        subtotal = sum(Decimal(p["amount"]) for p in members if p["amount"].replace(".", "").isdigit())
        rows.append(office.row(["小计", "", f"{len(members)}个项目", "", "", "", str(subtotal), "", "", "", "", ""]))
        total, counted = total + subtotal, counted + len(members)
    rows.append(office.row(["合计", "", f"{counted}个项目", "", "", "", str(total), "", "", "", "", ""]))
    office.save(office.workbook([office.sheet("签约项目", rows, width)]), target)


def csv_ledger(target):
    """2024–2026: GB18030, other headings, amounts with their unit within some cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["序号", "项目", "企业名称", "落户园区", "所属行业", "链条环节", "总投资(万元)", "到资外资(万美元)",
                     "签约日期", "开工日期", "投产日期", "项目来源"])
    for index, p in enumerate(projects("ledger-2024-2026"), 1):
        writer.writerow([index, p["name"], p["investor"], p["zone"]] + [p[f] for f in FIELDS[2:]])
    target.write_bytes(out.getvalue().encode("gb18030"))


def event_document(target):
    """The projects of one event, as a table within an announcement."""
    rows = [["序号", "项目名称", "投资方", "落地园区", "产业", "产业链环节", "计划投资", "外资（万美元）", "签约时间", "项目来源"]]
    for index, p in enumerate(projects("shanghai-event-2025"), 1):
        rows.append([str(index), p["name"], p["investor"], p["zone"], p["industry"], p["chain_link"], p["amount"],
                     p["foreign_wan_usd"], p["signed"], p["source"]])
    office.save(office.text_document([
        office.heading(TITLES["shanghai-event-2025"]),
        office.paragraph("2025年9月18日，江川经济技术开发区在上海举办产业合作推介会，会上集中签约一批项目，名单公布如下。"),
        office.table("签约项目", rows),
        office.paragraph("以上项目的建设进度以项目台账为准。"),
    ]), target)


def odd_ledger(target):
    """Headings of somebody's own making, which pack.yaml names."""
    head = ["事项", "对方", "落点", "门类", "环节", "盘子（万元）", "境外资金（万美元）", "敲定时间", "动工", "出产品", "牵线"]
    rows = [office.row(head)]
    for p in projects("business-leads-2026"):
        rows.append(office.row([p["name"], p["investor"], p["zone"]] + [p[f] for f in FIELDS[2:]]))
    office.save(office.workbook([office.sheet("Sheet1", rows, len(head))]), target)


def staff_ledger(target):
    """Projects still under negotiation, for staff alone."""
    head = ["项目名称", "意向投资方", "拟落户园区", "产业", "产业链环节", "预计投资（亿元）", "线索来源", "洽谈进展"]
    rows = [office.row([office.cell(TITLES["negotiating-2026"], columns=8)] + [office.COVERED] * 7), office.row(head)]
    for p in projects("negotiating-2026"):
        rows.append(office.row([p["name"], p["investor"], p["zone"], p["industry"], p["chain_link"], p["amount"],
                                p["source"], "在谈"]))
    office.save(office.workbook([office.sheet("在谈项目", rows, 8)]), target)


def plots(target):
    """One sheet a zone, two of them in 亩 and two in 公顷."""
    full = {zone["short"]: zone["full"] for zone in data("zones")}
    sheets = []
    for zone, members in groupby(data("plots"), key=lambda p: p["zone"]):
        members = list(members)
        head = ["地块编号", f"面积（{members[0]['area_unit']}）", "用地性质", "产业方向", "容积率", "出让底价（万元/亩）", "状态", "配套条件"]
        rows = [office.row([office.cell(f"{full[zone]}地块一览表", columns=8)] + [office.COVERED] * 7), office.row(head)]
        for p in members:
            rows.append(office.row([p["key"], p["area"], p["use"], p["industry"], p["plot_ratio"], p["price_wan_per_mu"],
                                    p["status"], p["utilities"]]))
        sheets.append(office.sheet(zone, rows, 8))
    office.save(office.workbook(sheets), target)


def factories(target):
    """A Markdown table."""
    head = ["楼栋", "园区", "楼层", "建筑面积（㎡）", "层高（m）", "楼面荷载", "租金（元/㎡·月）", "适合产业", "状态"]
    lines = [f"# {TITLES['factories']}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row.values()) + " |" for row in data("factories")]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def chains(target):
    """A chain's name over its rows."""
    head = ["产业链", "环节", "位置", "现状", "已有企业", "拟引进"]
    rows = [office.row([office.cell(TITLES["chains"], columns=6)] + [office.COVERED] * 5), office.row(head)]
    for chain, members in groupby(data("chains"), key=lambda c: c["chain"]):
        members = list(members)
        for index, c in enumerate(members):
            first = office.cell(chain, rows=len(members)) if index == 0 else office.COVERED
            rows.append(office.row([first, c["link"], c["position"], c["state"], c["companies"], c["wanted"]]))
    office.save(office.workbook([office.sheet("产业链", rows, 6)]), target)


def policy(name):
    parts = policy_parts(name, [p for p in data("policies") if p["policy"] == name],
                         [t for t in data("tiers") if t["policy"] == name])
    return lambda target: office.save(office.text_document(parts), target)


def tariffs(target):
    office.save(office.text_document(tariff_parts(data("power"), data("utilities"))), target)


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
    wanted += [("plots", ["key", "area", "use", "industry", "plot_ratio", "price_wan_per_mu", "status", "utilities"],
                "land/plots-2026.xlsx"),
               ("factories", None, "land/factories-2026.md"), ("power", None, "prices/tariffs-2026.docx"),
               ("utilities", None, "prices/tariffs-2026.docx"),
               ("chains", ["link", "position", "state", "companies", "wanted"], "chains/chains-2026.xlsx")]
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
