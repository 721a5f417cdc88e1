"""The projects in five layouts; each function writes one file of the pack."""

import csv
import io
from decimal import Decimal
from itertools import groupby

import office
from pack_texts import TITLES
from source import projects

FIELDS = [
    "name",
    "investor",
    "industry",
    "chain_link",
    "amount",
    "foreign_wan_usd",
    "signed",
    "started",
    "operating",
    "source",
]


def merged_ledger(target):
    """2021–2023: title rows, two tiers of headings, a zone's cell over its rows, subtotals and a total."""
    width = 12
    title = TITLES["ledger-2021-2023"]
    upper = [
        office.cell("园区", rows=2),
        office.cell("序号", rows=2),
        office.cell("项目名称", rows=2),
        office.cell("投资方", rows=2),
        office.cell("产业", rows=2),
        office.cell("产业链环节", rows=2),
        office.cell("投资情况", columns=2),
        office.COVERED,
        office.cell("建设进度", columns=3),
        office.COVERED,
        office.COVERED,
        office.cell("引荐来源", rows=2),
    ]
    lower = [office.COVERED] * 6 + [
        "投资额（亿元）",
        "其中：外资（万美元）",
        "签约时间",
        "开工时间",
        "投产时间",
        office.COVERED,
    ]
    rows = [
        office.row([office.cell(title, columns=width)] + [office.COVERED] * (width - 1)),
        office.row(
            [office.cell("填报单位：江川经济技术开发区招商服务中心", columns=6)]
            + [office.COVERED] * 5
            + [office.cell("单位：亿元、万美元", columns=6)]
            + [office.COVERED] * 5
        ),
        office.row(upper),
        office.row(lower),
    ]
    number, total, counted = 0, Decimal(0), 0
    for zone, members in groupby(projects("ledger-2021-2023"), key=lambda p: p["zone"]):
        members = list(members)
        for index, project in enumerate(members):
            number += 1
            first = office.cell(zone, rows=len(members)) if index == 0 else office.COVERED
            rows.append(office.row([first, str(number)] + [project[field] for field in FIELDS]))
        subtotal = sum(Decimal(p["amount"]) for p in members if p["amount"].replace(".", "").isdigit())
        rows.append(
            office.row(["小计", "", f"{len(members)}个项目", "", "", "", str(subtotal), "", "", "", "", ""])
        )
        total, counted = total + subtotal, counted + len(members)
    rows.append(office.row(["合计", "", f"{counted}个项目", "", "", "", str(total), "", "", "", "", ""]))
    office.save(office.workbook([office.sheet("签约项目", rows, width)]), target)


def csv_ledger(target):
    """2024–2026: GB18030, other headings, amounts with their unit within some cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            "序号",
            "项目",
            "企业名称",
            "落户园区",
            "所属行业",
            "链条环节",
            "总投资(万元)",
            "到资外资(万美元)",
            "签约日期",
            "开工日期",
            "投产日期",
            "项目来源",
        ]
    )
    for index, p in enumerate(projects("ledger-2024-2026"), 1):
        writer.writerow([index, p["name"], p["investor"], p["zone"]] + [p[f] for f in FIELDS[2:]])
    target.write_bytes(out.getvalue().encode("gb18030"))


def event_document(target):
    """The projects of one event, as a table within an announcement."""
    rows = [
        [
            "序号",
            "项目名称",
            "投资方",
            "落地园区",
            "产业",
            "产业链环节",
            "计划投资",
            "外资（万美元）",
            "签约时间",
            "项目来源",
        ]
    ]
    for index, p in enumerate(projects("shanghai-event-2025"), 1):
        rows.append(
            [
                str(index),
                p["name"],
                p["investor"],
                p["zone"],
                p["industry"],
                p["chain_link"],
                p["amount"],
                p["foreign_wan_usd"],
                p["signed"],
                p["source"],
            ]
        )
    office.save(
        office.text_document(
            [
                office.heading(TITLES["shanghai-event-2025"]),
                office.paragraph(
                    "2025年9月18日，江川经济技术开发区在上海举办产业合作推介会，会上集中签约一批项目，名单公布如下。"
                ),
                office.table("签约项目", rows),
                office.paragraph("以上项目的建设进度以项目台账为准。"),
            ]
        ),
        target,
    )


def odd_ledger(target):
    """Headings of somebody's own making, which pack.yaml names."""
    head = [
        "事项",
        "对方",
        "落点",
        "门类",
        "环节",
        "盘子（万元）",
        "境外资金（万美元）",
        "敲定时间",
        "动工",
        "出产品",
        "牵线",
    ]
    rows = [office.row(head)]
    for p in projects("business-leads-2026"):
        rows.append(office.row([p["name"], p["investor"], p["zone"]] + [p[f] for f in FIELDS[2:]]))
    office.save(office.workbook([office.sheet("Sheet1", rows, len(head))]), target)


def staff_ledger(target):
    """Projects still under negotiation, for staff alone."""
    head = [
        "项目名称",
        "意向投资方",
        "拟落户园区",
        "产业",
        "产业链环节",
        "预计投资（亿元）",
        "线索来源",
        "洽谈进展",
    ]
    rows = [
        office.row([office.cell(TITLES["negotiating-2026"], columns=8)] + [office.COVERED] * 7),
        office.row(head),
    ]
    for p in projects("negotiating-2026"):
        rows.append(
            office.row(
                [
                    p["name"],
                    p["investor"],
                    p["zone"],
                    p["industry"],
                    p["chain_link"],
                    p["amount"],
                    p["source"],
                    "在谈",
                ]
            )
        )
    office.save(office.workbook([office.sheet("在谈项目", rows, 8)]), target)
