"""Writes pack/ from source/*.csv; needs LibreOffice. The office files are made as in ../registers/office.py."""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "registers"))
from office import COVERED, cell, heading, paragraph, row, save, sheet, table, text_document, workbook  # noqa: E402

PACK = HERE / "pack"
CITY = {
    "东湾经开区": "港城东湾经济技术开发区",
    "港城综保区": "港城综合保税区",
    "沙头化工园": "沙头精细化工产业园",
    "石浦镇工业集中区": "石浦镇工业集中区",
    "云麓科学城": "港城云麓科学城",
}


def read(name):
    with open(HERE / "source" / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


PROJECTS = read("projects")


def of(ledger):
    return [p for p in PROJECTS if p["ledger"] == ledger]


def yi(wan):
    return f"{int(wan) / 10000:g}"


def title(text, width):
    return row([cell(text, width)] + [COVERED] * (width - 1))


def yearly():
    """A sheet a year, 万元, a subtotal after each industry, a blank row after it."""
    heads = ["序号", "项目名称", "投资方", "落户载体", "行业", "总投资（万元）", "签约日期", "开工日期", "投产日期", "备注"]
    sheets = []
    for year in ("2023", "2024", "2025"):
        what = "1—6月" if year == "2025" else ""
        rows = [title(f"港城经济开发区{year}年{what}签约项目台账", 10), row(heads)]
        number = 0
        for industry in sorted({p["industry"] for p in of(year)}):
            group = [p for p in of(year) if p["industry"] == industry]
            for p in group:
                number += 1
                note = "" if p["started"] else "待供地"
                rows.append(
                    row([str(number), p["name"], p["investor"], p["zone"], industry, p["amount"], p["signed"],
                         p["started"], p["operating"], note])
                )
            total = sum(int(p["amount"]) for p in group)
            rows += [row(["", f"{industry}小计", "", "", "", str(total), "", "", "", f"{len(group)}个"]), row([""] * 10)]
        sheets.append(sheet(f"{year}年", rows, 10))
    save(workbook(sheets), PACK / "ledgers/yearly.xlsx")


def recent():
    """亿元, the zones' full names, days as 2025.07.14 and months as 25年7月."""
    with open(PACK / "ledgers/recent.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["项目", "企业", "园区", "产业", "计划投资额（亿元）", "签约时间", "备注"])
        for p in of("recent"):
            day = p["signed"].replace("-", ".")
            if len(day) == 7:
                day = f"{day[2:4]}年{int(day[5:])}月"
            out.writerow([p["name"], p["investor"], CITY[p["zone"]], p["industry"], yi(p["amount"]), day, ""])


def foreign():
    heads = ["项目名称 Project", "投资方 Investor", "园区 Zone", "产业 Industry", "投资总额 Investment（万美元 USD 10,000）",
             "签约日期 Signed on"]
    rows = [title("外商投资项目一览表 Foreign-invested Projects", 6), row(heads)]
    rows += [row([p[k] for k in ("name", "investor", "zone", "industry", "amount", "signed")]) for p in of("foreign")]
    save(workbook([sheet("外资", rows, 6)]), PACK / "ledgers/foreign.xlsx")


def markdown(path, caption, heads, rows):
    lines = [f"# {caption}", "", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(one)} |" for one in rows]
    (PACK / path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def key_projects():
    rows = [[p["name"], p["investor"], p["zone"], p["industry"], yi(p["amount"]), p["status"]] for p in of("key")]
    markdown("ledgers/key.md", "港城经济开发区市级重点项目清单",
             ["重点项目", "建设单位", "所在园区", "产业类别", "总投资/亿元", "进展"], rows)


def land():
    heads = ["编号", "所在园区", "面积（亩）", "起始价（万元/亩）", "产业准入", "容积率下限", "状态"]
    rows = [title("2026年工业用地推介表", 7), row(heads)] + [row(list(p.values())) for p in read("plots")]
    save(workbook([sheet("用地", rows, 7)]), PACK / "land/plots.xlsx")
    markdown("land/halls.md", "港城经济开发区标准厂房及仓库招租表",
             ["楼栋", "园区", "建筑面积（平方米）", "楼层", "层高（米）", "楼面荷载（kg/㎡）", "租金（元/㎡·月）", "租赁状态"],
             [list(h.values()) for h in read("halls")])


def prices():
    rows = [["类别", "规格", "价格", "计价单位"]] + [list(p.values()) for p in read("prices")]
    parts = [heading("港城经济开发区生产要素价格表"), paragraph("本表自2026年1月1日起执行。"), table("价格", rows)]
    save(text_document(parts), PACK / "land/prices.docx")


def chains():
    rows = [row(["产业链", "环节", "本地企业", "缺口"])] + [row(list(c.values())) for c in read("chains")]
    save(workbook([sheet("链图", rows, 4)]), PACK / "chains.xlsx")


POLICY = [
    "第一条 本办法适用于在港城经济开发区登记注册、独立核算的企业。",
    "第二条 固定资产投资奖补分三档：第一档，固定资产投资5000万元（含）至1亿元（不含）的，按3%给予奖补；第二档，1亿元（含）至5亿元（不含）的，按4%给予奖补；第三档，5亿元（含）以上的，按5%给予奖补。单个项目奖补总额最高2000万元。",
    "第三条 设备购置额1000万元以上的，按设备购置额的8%给予补助，每家企业每年最高500万元。",
    "第四条 租用标准厂房的企业，前两年按实际租金的50%给予补贴，每年最高60万元。",
    "第五条 首次认定为高新技术企业的，一次性奖励30万元。",
    "第六条 引进全职博士的，每人每年补贴3万元；引进全职硕士的，每人每年补贴1万元，期限三年。",
    "第七条 外资项目实际到位外资1000万美元以上的，按到位外资的2%给予奖励，最高折合人民币500万元。",
    "第八条 第二条与第三条不得重复享受，企业可择高申报；其余条款可叠加。",
    "第九条 本办法自2026年1月1日起施行，有效期三年。",
]


def policy():
    parts = [heading("港城经济开发区产业扶持办法（2026年）"), paragraph("港经发〔2026〕5号")]
    save(text_document(parts + [paragraph(one) for one in POLICY]), PACK / "policy.docx")


def zones():
    names = {"东湾经开区": "Dongwan Economic Development Zone", "港城综保区": "Gangcheng Bonded Zone",
             "沙头化工园": "Shatou Chemical Park", "石浦镇工业集中区": "Shipu Town Industrial Area",
             "云麓科学城": "Yunlu Science City"}
    markdown("zones.md", "港城经济开发区园区简介", ["简称", "全称", "英文名"],
             [[short, CITY[short], english] for short, english in names.items()])


for folder in ("ledgers", "land"):
    (PACK / folder).mkdir(parents=True, exist_ok=True)
for make in (yearly, recent, foreign, key_projects, land, prices, chains, policy, zones):
    make()
