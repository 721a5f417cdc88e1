"""What of the pack is prose: titles, policies, prices, the list of zones, and pack.yaml."""

from decimal import Decimal

import office

PARK = "江川经济技术开发区"
TITLES = {
    "ledger-2021-2023": f"{PARK}2021—2023年签约项目台账",
    "ledger-2024-2026": f"{PARK}2024—2026年签约项目台账",
    "business-leads-2026": f"{PARK}2026年下半年专班跟进项目台账",
    "shanghai-event-2025": "2025江川—上海产业合作推介会签约项目名单",
    "negotiating-2026": f"{PARK}洽谈中项目（内部）",
    "plots": f"{PARK}工业用地一览表（2026年10月）",
    "factories": f"{PARK}标准厂房一览表（2026年10月）",
    "tariffs": f"{PARK}要素价格（2026年下半年）",
    "chains": f"{PARK}重点产业链现状与缺口（2026年）",
    "policy-2026": f"{PARK}招商引资若干政策（2026版）",
    "policy-2024": f"{PARK}招商引资若干政策（2024版）",
    "zones": f"{PARK}园区简介",
}
NUMBERS = {"policy-2026": "江经开〔2026〕2号", "policy-2024": "江经开〔2024〕1号"}


def money(wan):
    """万元 as people write it: 1亿元 from ten thousand on."""
    value = Decimal(wan)
    return f"{(value / 10000).normalize():f}亿元" if value >= 10000 else f"{wan}万元"


def prose(tiers):
    """Tiers as one sentence."""
    parts = []
    for tier in tiers:
        below = f"不足{money(tier['below_wan'])}" if tier["below_wan"] else ""
        parts.append(
            f"固定资产投资{money(tier['from_wan'])}以上（含）{below}的，按{tier['rate_percent']}%给予奖励，"
            f"最高{tier['cap_wan']}万元"
        )
    return "；".join(parts) + "。"


def tier_table(tiers):
    rows = [["设备投资额", "补贴比例", "最高金额（万元）"]]
    for tier in tiers:
        below = f"、不足{money(tier['below_wan'])}" if tier["below_wan"] else ""
        rows.append(
            [f"{money(tier['from_wan'])}以上（含）{below}", f"{tier['rate_percent']}%", tier["cap_wan"]]
        )
    return office.table("设备投资补贴标准", rows)


def policy_parts(name, articles, tiers):
    parts = [office.heading(TITLES[name]), office.paragraph(NUMBERS[name])]
    for article in articles:
        own = [tier for tier in tiers if tier["article"] == article["article"]]
        text = article["text"].replace("{prose}", prose(own) if "{prose}" in article["text"] else "")
        parts += [
            office.heading(f"{article['article']} {article['heading']}", 2),
            office.paragraph(text.replace("{table}", "")),
        ]
        if "{table}" in text:
            parts.append(tier_table(own))
    return parts


def tariff_parts(power, utilities):
    return [
        office.heading(TITLES["tariffs"]),
        office.paragraph("执行期：2026年7月1日至2026年12月31日。"),
        office.heading("工业用电（元/千瓦时）", 2),
        office.table(
            "工业用电",
            [["电压等级", "高峰电价", "平段电价", "低谷电价"]] + [list(row.values()) for row in power],
        ),
        office.heading("蒸汽、天然气和用水", 2),
        office.table(
            "其他要素",
            [["项目", "适用园区", "价格", "单位", "说明"]] + [list(row.values()) for row in utilities],
        ),
    ]


def write_zones(pack, zones):
    lines = [
        f"# {TITLES['zones']}",
        "",
        f"{PARK}下辖四个园区。",
        "",
        "| 简称 | 全称 | 又称 | 英文名 | 主导产业 |",
        "|---|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(zone.values()) + " |" for zone in zones]
    (pack / "zones.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_pack_yaml(pack):
    t = TITLES
    (pack / "pack.yaml").write_text(
        f"""name: {PARK}
languages: [zh-Hans, zh-Hant, en]
timezone: Asia/Shanghai
contact: {{ name: 江川经济技术开发区招商服务中心, phone: "0799-5550126", hours: 工作日 9:00-17:30 }}
documents:
  - {{ path: zones.md, title: {t['zones']}, type: zone }}
  - {{ path: projects/ledger-2021-2023.xlsx, title: {t['ledger-2021-2023']}, type: projects }}
  - {{ path: projects/ledger-2024-2026.csv, title: {t['ledger-2024-2026']}, type: projects }}
  - path: projects/business-leads-2026.xlsx
    title: {t['business-leads-2026']}
    type: projects
    columns:
      name: 事项
      investor: 对方
      zone: 落点
      industry: 门类
      chain_link: 环节
      amount: 盘子（万元）
      foreign_capital: 境外资金（万美元）
      signed_on: 敲定时间
      started_on: 动工
      operating_on: 出产品
      source: 牵线
  - path: events/shanghai-event-2025.docx
    title: {t['shanghai-event-2025']}
    type: event
    event: {{ id: shanghai-2025, starts_on: "2025-09-18", ends_on: "2025-09-18" }}
  - {{ path: staff/negotiating-2026.xlsx, title: {t['negotiating-2026']}, type: projects, audience: staff }}
  - {{ path: land/plots-2026.xlsx, title: {t['plots']}, type: zone }}
  - {{ path: land/factories-2026.md, title: {t['factories']}, type: zone }}
  - path: prices/tariffs-2026.docx
    title: {t['tariffs']}
    type: zone
    effective_from: "2026-07-01"
    effective_to: "2026-12-31"
  - {{ path: chains/chains-2026.xlsx, title: {t['chains']}, type: chain }}
  - path: policies/policy-2026.docx
    title: {t['policy-2026']}
    type: policy
    document_number: {NUMBERS['policy-2026']}
    effective_from: "2026-01-01"
    effective_to: "2028-12-31"
    supersedes: {NUMBERS['policy-2024']}
  - path: policies/policy-2024.docx
    title: {t['policy-2024']}
    type: policy
    document_number: {NUMBERS['policy-2024']}
    effective_from: "2024-01-01"
    effective_to: "2025-12-31"
""",
        encoding="utf-8",
    )
