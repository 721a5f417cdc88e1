"""Questions that group and compare projects and measure the time between stages."""

from asking import (
    BAISHI,
    HIGH_TECH,
    LINGANG,
    NAMES,
    SONGHE,
    ProjectQuestions,
    core,
    optional,
)
from forms import beside, dollars, figure, keys, yuan
from model import elapsed, select, total, whole

q = ProjectQuestions("rg")
INDUSTRIES = {
    "新材料": ["new material"],
    "新能源": ["new energy"],
    "装备制造": ["equipment"],
    "电子信息": ["electronic"],
    "食品加工": ["food"],
    "生物医药": ["biomed", "biopharm"],
}


def ask_groups(lang, question, groups, sums=False, history=None):
    """One line a group: its count, or its sum of money (dollars apart)."""
    must = []
    for names, chosen in groups:
        must.append(names)
        must += [beside(names, len(chosen))] if not sums else [yuan(total(chosen))]
        must += [dollars(total(chosen, "USD"))] if sums and total(chosen, "USD") else []
    rows = [key for _, chosen in groups for key in keys(chosen)]
    q.ask(lang, "aggregate", question, must, [], rows, **optional(history))


def by_zone(**filters):
    return [(NAMES[zone], select(zone=zone, **filters)) for zone in NAMES]


def by_industry(**filters):
    groups = [([name, *english], select(industry=name, **filters)) for name, english in INDUSTRIES.items()]
    return [(names, chosen) for names, chosen in groups if chosen]


def by_year(first, last, **filters):
    return [([str(year)], select(signed=whole(year), **filters)) for year in range(first, last + 1)]


ask_groups("zh-Hans", "2025年签约项目按园区统计，各有多少个？", by_zone(signed=whole(2025)))
ask_groups("en", "Break down the projects signed in 2024 by zone, please.", by_zone(signed=whole(2024)))
ask_groups("zh-Hant", "2023年各園區簽約投資額分別是多少？", by_zone(signed=whole(2023)), sums=True)
ask_groups("zh-Hant", "2022年各產業分別簽約了幾個項目？", by_industry(signed=whole(2022)))
ask_groups("en", "How many projects per industry were signed in 2026?", by_industry(signed=whole(2026)))
ask_groups("zh-Hans", "松河园2021年到2025年每年签约多少个项目？", by_year(2021, 2025, zone=SONGHE))
ask_groups(
    "zh-Hant", "臨港園近三年（2023、2024、2025）每年的簽約金額", by_year(2023, 2025, zone=LINGANG), sums=True
)
ask_groups(
    "zh-Hans",
    "去年各种招商渠道分别引来几个项目",
    [
        ([source], select(by=source, signed=whole(2025)))
        for source in ("上海推介会", "以商招商", "驻点招商", "深圳推介会", "商会引荐", "自主洽谈")
    ],
)
ask_groups("zh-Hans", "按园区分一下", by_zone(signed=whole(2026)), history=["2026年签约项目一共多少个？"])


def ask_compared(lang, question, sides):
    """Two sides with the count and the sum of each."""
    must, rows = [], []
    for names, chosen in sides:
        must += [names, beside(names, len(chosen)), yuan(total(chosen))]
        must += [dollars(total(chosen, "USD"))] if total(chosen, "USD") else []
        rows += keys(chosen)
    q.ask(lang, "comparison", question, must, [], rows)


ask_compared(
    "zh-Hans",
    "对比一下临港园和松河园2025年的签约项目数和投资额",
    [(NAMES[zone], select(zone=zone, signed=whole(2025))) for zone in (LINGANG, SONGHE)],
)
ask_compared(
    "en",
    "Compare the High-tech Zone and Baishi Park in 2022: number of projects signed and total investment.",
    [(NAMES[zone], select(zone=zone, signed=whole(2022))) for zone in (HIGH_TECH, BAISHI)],
)
ask_compared(
    "zh-Hant",
    "2021年和2022年，高新區哪一年簽得多？項目數和金額都列一下",
    [([str(year)], select(zone=HIGH_TECH, signed=whole(year))) for year in (2021, 2022)],
)
ask_compared(
    "zh-Hans",
    "2025年上海推介会跟深圳推介会比，引进的项目数、金额各是多少？",
    [([event], select(by=event, signed=whole(2025))) for event in ("上海推介会", "深圳推介会")],
)
ask_compared(
    "en",
    "Equipment manufacturing versus new materials in 2023: how many signed, and for how much?",
    [
        ([name, *INDUSTRIES[name]], select(industry=name, signed=whole(2023)))
        for name in ("装备制造", "新材料")
    ],
)

# Time between stages, from days alone.
DAYS = ("天", "日", "days", "day")


def ask_elapsed(lang, question, name, first, last):
    project = next(p for p in select() if core(p) == name)
    q.ask(lang, "elapsed", question, [figure(elapsed(project, first, last), *DAYS)], [], project.keys)


ask_elapsed(
    "zh-Hans", "盛衡车载显示模组项目从签约到开工用了多少天？", "盛衡车载显示模组", "signed", "started"
)
ask_elapsed("zh-Hant", "朗泰伺服電機項目簽約後過了幾天開工？", "朗泰伺服电机", "signed", "started")
ask_elapsed(
    "en",
    "How many days did the 启源车载显示模组 project take from signing to operation?",
    "启源车载显示模组",
    "signed",
    "operating",
)
ask_elapsed(
    "zh-Hant",
    "晟垚儲能集裝箱系統集成項目簽約後隔了多少天才開工？",
    "晟垚储能集装箱系统集成",
    "signed",
    "started",
)
KNOWN = [(elapsed(p, "signed", "started"), p) for p in select(zone=HIGH_TECH, signed=whole(2022))]
KNOWN = [(days, p) for days, p in KNOWN if days is not None]
MEAN = sum(days for days, _ in KNOWN) / len(KNOWN)
q.ask(
    "zh-Hans",
    "elapsed",
    "高新区2022年签约的项目，从签约到开工平均多少天？只算日期精确到日的",
    [figure(round(MEAN), *DAYS) + [f"{MEAN:.1f}天", f"{MEAN:.2f}天", f"{MEAN:.1f}日"]],
    [],
    keys(p for _, p in KNOWN),
)
KNOWN = [
    (elapsed(p, "signed", "operating"), p) for p in select(zone=SONGHE, signed=whole(2023), operating=True)
]
assert all(days is not None for days, _ in KNOWN)
q.ask(
    "zh-Hant",
    "elapsed",
    "松河園2023年簽約且已投產的項目裡，從簽約到投產最快的是哪個？",
    [core(min(KNOWN, key=lambda k: k[0])[1])],
    [],
    keys(p for _, p in KNOWN),
)
