"""Questions on the prices of power, steam, gas and water."""

from decimal import Decimal

from asking import BAISHI, NAMES, SONGHE
from forms import Questions, figure, plain, yuan
from model import POWER, UTILITIES

q = Questions("rt")


def power(voltage, part):
    return next(row[part] for row in POWER if row["voltage"] == voltage)


def price(item, zone="全区"):
    return next(row["price"] for row in UTILITIES if row["item"] == item and row["zone"] == zone)


q.ask(
    "zh-Hans",
    "tariff",
    "35千伏的工业用电高峰电价多少钱一度？",
    [power("35千伏", "peak")],
    [power("35千伏", "flat"), power("1-10千伏", "peak")],
)
q.ask(
    "zh-Hant",
    "tariff",
    "110千伏低谷電價是多少？",
    [power("110千伏", "valley")],
    [power("220千伏", "valley"), power("110千伏", "peak")],
)
q.ask(
    "en",
    "tariff",
    "What is the off-peak (valley) electricity price at 10 kV?",
    [power("1-10千伏", "valley")],
    [power("35千伏", "valley")],
)
q.ask(
    "zh-Hans",
    "tariff",
    "松河园蒸汽一吨多少钱？",
    [figure(price("蒸汽", SONGHE), "元")],
    [figure(price("蒸汽", BAISHI), "元/吨")[0]],
)
q.ask(
    "zh-Hans",
    "tariff",
    "哪个园区蒸汽最便宜，多少钱一吨",
    [NAMES[SONGHE], figure(price("蒸汽", SONGHE), "元")],
    [],
)
q.ask("en", "tariff", "How much is natural gas per cubic metre?", [price("天然气")], [])
q.ask("zh-Hant", "tariff", "工業用水每立方米多少元？含污水處理費嗎？", [price("工业用水"), ["不含"]], [])
STEAM = Decimal(price("蒸汽", BAISHI)) * 3000
q.ask("zh-Hans", "tariff", "我们在白石园每月用3000吨蒸汽，一个月蒸汽费大概多少？", [yuan(STEAM / 10000)], [])
assert plain(STEAM) == "645000"
