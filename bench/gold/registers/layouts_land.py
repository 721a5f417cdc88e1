"""Plots, halls, chains, policies and prices, each in another layout; each function writes one file of the pack."""

from itertools import groupby

import office
from pack_texts import TITLES, policy_parts, tariff_parts
from source import data


def plots(target):
    """One sheet a zone, two of them in 亩 and two in 公顷."""
    full = {zone["short"]: zone["full"] for zone in data("zones")}
    sheets = []
    for zone, members in groupby(data("plots"), key=lambda p: p["zone"]):
        members = list(members)
        head = [
            "地块编号",
            f"面积（{members[0]['area_unit']}）",
            "用地性质",
            "产业方向",
            "容积率",
            "出让底价（万元/亩）",
            "状态",
            "配套条件",
        ]
        rows = [
            office.row([office.cell(f"{full[zone]}地块一览表", columns=8)] + [office.COVERED] * 7),
            office.row(head),
        ]
        for p in members:
            rows.append(
                office.row(
                    [
                        p["key"],
                        p["area"],
                        p["use"],
                        p["industry"],
                        p["plot_ratio"],
                        p["price_wan_per_mu"],
                        p["status"],
                        p["utilities"],
                    ]
                )
            )
        sheets.append(office.sheet(zone, rows, 8))
    office.save(office.workbook(sheets), target)


def factories(target):
    """A Markdown table."""
    head = [
        "楼栋",
        "园区",
        "楼层",
        "建筑面积（㎡）",
        "层高（m）",
        "楼面荷载",
        "租金（元/㎡·月）",
        "适合产业",
        "状态",
    ]
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
            rows.append(
                office.row([first, c["link"], c["position"], c["state"], c["companies"], c["wanted"]])
            )
    office.save(office.workbook([office.sheet("产业链", rows, 6)]), target)


def policy(name):
    parts = policy_parts(
        name,
        [p for p in data("policies") if p["policy"] == name],
        [t for t in data("tiers") if t["policy"] == name],
    )
    return lambda target: office.save(office.text_document(parts), target)


def tariffs(target):
    office.save(office.text_document(tariff_parts(data("power"), data("utilities"))), target)
