"""Questions on plots and factory halls."""

from decimal import Decimal

from asking import BAISHI, HIGH_TECH, LINGANG, NAMES, SONGHE
from forms import Questions, beside, count, figure, no_count
from model import FACTORIES, PLOTS, load_kg, mu

q = Questions("rl")


def plots(zone=None, industry=None, status="可供", least=None, over=None, most=None, under=None, use=None):
    """Plots that fit; areas in 亩, prices (`most`, `under`) in 万元/亩, where they are figures."""
    chosen = []
    for plot in PLOTS:
        price = None if plot["price_wan_per_mu"] == "面议" else Decimal(plot["price_wan_per_mu"])
        if (
            (zone is None or plot["zone"] == zone)
            and (industry is None or industry in plot["industry"])
            and plot["status"] == status
            and (use is None or plot["use"] == use)
            and (least is None or mu(plot) >= least)
            and (over is None or mu(plot) > over)
            and (most is None or (price is not None and price <= most))
            and (under is None or (price is not None and price < under))
        ):
            chosen.append(plot)
    return chosen


def halls(
    zone=None, industry=None, least=None, most=None, over=None, height=None, taller=None, load=None, rent=None
):
    """Halls to let that fit; areas in ㎡, heights in m, loads in kg/㎡, rents in 元/㎡·月."""
    bounds = [
        (least, lambda h, b: Decimal(h["area_sqm"]) >= b),
        (most, lambda h, b: Decimal(h["area_sqm"]) <= b),
        (over, lambda h, b: Decimal(h["area_sqm"]) > b),
        (height, lambda h, b: Decimal(h["height_m"]) >= b),
        (taller, lambda h, b: Decimal(h["height_m"]) > b),
        (load, lambda h, b: load_kg(h) >= b),
        (rent, lambda h, b: Decimal(h["rent"]) <= b),
    ]
    return [
        hall
        for hall in FACTORIES
        if hall["status"] == "可租"
        and (zone is None or hall["zone"] == zone)
        and (industry is None or hall["industry"] == industry)
        and all(bound is None or holds(hall, bound) for bound, holds in bounds)
    ]


def key(rows):
    return [row["key"] for row in rows]


def ask_listed(lang, question, chosen, pool):
    """By key; wrong are those of the same zone and kind that do not fit."""
    assert 0 < len(chosen) <= 8, len(chosen)
    q.ask(lang, "list", question, key(chosen), [k for k in key(pool) if k not in key(chosen)], key(chosen))


def others(zone, rows):
    return [row for row in rows if row["zone"] == zone]


# Plots.
ask_listed(
    "zh-Hans",
    "50亩以上、适合食品加工、现在可供的地块有哪些？",
    plots(industry="食品加工", least=50),
    others(BAISHI, PLOTS),
)
ask_listed(
    "en",
    "Which plots over 50 mu are open for food processing?",
    plots(industry="食品加工", over=50),
    others(BAISHI, PLOTS),
)
ask_listed(
    "zh-Hant",
    "高新區面積50畝及以上的可供地塊是哪幾塊？",
    plots(HIGH_TECH, least=50),
    others(HIGH_TECH, PLOTS),
)
q.ask(
    "zh-Hans",
    "plots",
    "高新区超过50亩的可供地块有几块",
    [count(len(plots(HIGH_TECH, over=50)))],
    no_count(len(plots(HIGH_TECH, least=50))) + [f"{len(plots(HIGH_TECH, least=50))}块"],
    key(plots(HIGH_TECH, over=50)),
)
ask_listed(
    "zh-Hans",
    "江川高新技术产业园区不超过28万一亩的可供地有哪些",
    plots(HIGH_TECH, most=28),
    others(HIGH_TECH, PLOTS),
)
ask_listed("zh-Hant", "食品園底價低於16萬元/畝的可供地塊？", plots(BAISHI, under=16), others(BAISHI, PLOTS))
ask_listed(
    "en",
    "We need at least 100 mu of industrial land, any zone. What is available?",
    plots(least=100, use="工业用地"),
    [plot for plot in PLOTS if plot["status"] != "可供"],
)
BIGGEST = max(plots(SONGHE), key=mu)
q.ask(
    "zh-Hans",
    "plots",
    "松河园可供地块里最大的是哪块，多少亩？",
    [BIGGEST["key"], figure(mu(BIGGEST), "亩", "mu")],
    ["SH-2026-06"],
    [BIGGEST["key"]],
)
q.ask(
    "zh-Hans",
    "plots",
    "SH-2026-01号地合多少亩？",
    [figure(mu(PLOTS[key(PLOTS).index("SH-2026-01")]), "亩", "mu")],
    [],
    ["SH-2026-01"],
)
AREA = sum(mu(plot) for plot in plots(LINGANG))
q.ask(
    "zh-Hant",
    "plots",
    "臨港園可供地塊總共多少畝？",
    [figure(AREA, "亩")],
    figure(sum(mu(plot) for plot in others(LINGANG, PLOTS)), "亩"),
    key(plots(LINGANG)),
)
q.ask(
    "en",
    "plots",
    "How many plots are available in Songhe Park right now?",
    [count(len(plots(SONGHE)))],
    ["7plots", "7 plots", "sevenplots"],
    key(plots(SONGHE)),
)
CHEAPEST = min(plots(industry="装备制造"), key=lambda plot: Decimal(plot["price_wan_per_mu"]))
q.ask(
    "zh-Hans",
    "plots",
    "做装备制造的可供地块，哪块底价最便宜？多少一亩",
    [CHEAPEST["key"], figure(CHEAPEST["price_wan_per_mu"], "万")],
    [],
    [CHEAPEST["key"]],
)
q.ask("zh-Hans", "plots", "SH-2026-07这块地出让底价是多少", ["面议"], [], ["SH-2026-07"])
q.ask("en", "plots", "Is plot GX-2026-05 still available?", [["预留", "reserved"]], [], ["GX-2026-05"])
q.ask(
    "zh-Hans",
    "comparison",
    "临港园和白石园可供的地块各有几块、各多少亩？",
    [
        group
        for zone in (LINGANG, BAISHI)
        for group in (
            NAMES[zone],
            beside(NAMES[zone], len(plots(zone))),
            figure(sum(mu(p) for p in plots(zone)), "亩", "mu"),
        )
    ],
    [],
    key(plots(LINGANG) + plots(BAISHI)),
)
# Halls.
q.ask(
    "zh-Hans",
    "factories",
    "可租的标准厂房里，层高8米及以上的有几栋？",
    [count(len(halls(height=8)))],
    figure(len(halls(taller=8)), "栋", "幢", "处"),
    key(halls(height=8)),
)
q.ask(
    "zh-Hant",
    "factories",
    "層高超過8米的可租廠房有幾棟？",
    [count(len(halls(taller=8)))],
    figure(len(halls(height=8)), "栋", "幢", "处"),
    key(halls(taller=8)),
)
ask_listed(
    "en",
    "Do you have a vacant factory hall of more than 5,000 sqm with a clear height of at least 9 m in Lingang Park?",
    halls(LINGANG, over=5000, height=9),
    others(LINGANG, FACTORIES),
)
ask_listed(
    "zh-Hans",
    "楼面荷载2.5吨以上、还能租的厂房有哪些",
    halls(load=2500),
    [hall for hall in FACTORIES if hall["status"] != "可租"],
)
ask_listed(
    "zh-Hans",
    "高新区荷载不低于2000kg/㎡的可租厂房",
    halls(HIGH_TECH, load=2000),
    others(HIGH_TECH, FACTORIES),
)
ask_listed(
    "zh-Hant",
    "月租不超過10元/㎡的可租廠房有哪些？",
    halls(rent=10),
    [hall for hall in FACTORIES if hall["key"] in ("白石F4", "临港戊")],
)
ask_listed(
    "zh-Hans",
    "做食品的，要3000到5000平的厂房，有空的吗？",
    halls(industry="食品加工", least=3000, most=5000),
    others(BAISHI, FACTORIES),
)
q.ask(
    "en",
    "factories",
    "How many standard factory halls are available for rent in the High-tech Zone?",
    [count(len(halls(HIGH_TECH)))],
    ["7halls", "sevenhalls"],
    key(halls(HIGH_TECH)),
)
RENT = sum(Decimal(hall["rent"]) for hall in halls(SONGHE)) / len(halls(SONGHE))
q.ask(
    "zh-Hans",
    "factories",
    "松河园可租厂房的平均租金是多少？",
    [figure(RENT, "元", "yuan")],
    [],
    key(halls(SONGHE)),
)
BIGGEST = max(halls(), key=lambda hall: Decimal(hall["area_sqm"]))
q.ask(
    "zh-Hant",
    "factories",
    "現在可租的廠房最大的是哪一棟，面積多少？",
    [BIGGEST["key"], figure(BIGGEST["area_sqm"], "㎡", "平方米", "m2", "平米", "平")],
    [],
    [BIGGEST["key"]],
)
TOTAL = sum(Decimal(hall["area_sqm"]) for hall in halls(LINGANG))
q.ask(
    "zh-Hans",
    "factories",
    "临港片区可租厂房总面积多少平方米？",
    [figure(TOTAL, "㎡", "平方米", "平米", "m2") + figure(TOTAL / 10000, "万平方米", "万㎡")],
    figure(sum(Decimal(h["area_sqm"]) for h in others(LINGANG, FACTORIES)), "㎡", "平方米"),
    key(halls(LINGANG)),
)
