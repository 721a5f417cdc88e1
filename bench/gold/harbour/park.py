"""Reads source/*.csv, chooses projects, and writes a right answer in the ways people do."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent


def read(name):
    with open(HERE / "source" / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Park:
    """The tables; a project of two ledgers is one, with what either says of it."""

    def __init__(self):
        merged = {}
        for p in read("projects"):
            p["amount"] = Decimal(p["amount"])
            p["ledgers"] = {p["ledger"]}
            if p["name"] in merged:
                merged[p["name"]]["ledgers"].add(p["ledger"])
                merged[p["name"]]["status"] = p["status"]
            else:
                merged[p["name"]] = p
        self.projects = list(merged.values())
        self.plots, self.halls = read("plots"), read("halls")

    def select(self, *, signed="", started="", operating="", zone="", industry="", ledger="", status="",
               currency="", least=None, over=None, under=None, months=None, to=None):
        """Those to which all that is given applies; amounts in 万元 and of RMB alone."""
        found = []
        for p in self.projects:
            fits = p["signed"].startswith(signed) and p["started"].startswith(started)
            fits &= p["operating"].startswith(operating) and zone in ("", p["zone"])
            fits &= industry in ("", p["industry"]) and (not ledger or ledger in p["ledgers"])
            fits &= status in ("", p["status"]) and currency in ("", p["currency"])
            if least is not None or over is not None or under is not None:
                fits &= p["currency"] == "CNY"
                fits &= least is None or p["amount"] >= least
                fits &= over is None or p["amount"] > over
                fits &= under is None or p["amount"] < under
            if months:
                fits &= p["signed"][5:7] in [f"{m:02}" for m in months]
            if fits:
                found.append(p)
        return found


def plain(value):
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(n):
    words = "zero one two three four five six seven eight nine ten".split()
    forms = [f"{n}{u}" for u in "个项家宗块栋"] + [f"{n}{u}" for u in ("project", "signed", "plot", "hall", "building")]
    forms += [f"共{n}", f"|{n}|", f"were{n}.", f"are{n}.", f"is{n}."]
    return forms + ([f"{words[n]}project", f"{words[n]}plot", f"{'两' if n == 2 else '〇一二三四五六七八九十'[n]}个"] if n < 11 else [])


def yuan(wan, digits=None):
    """RMB in 万元; `digits` says that rounded values are right too."""
    wan = Decimal(wan)
    forms = []
    for divisor, units in ((1, ("万",)), (10000, ("亿",)), (100, ("million",)), (100000, ("billion",))):
        value = wan / divisor
        values = {value} if digits is None else {round(value, d) for d in range(digits + 1)}
        forms += [f"{plain(v)}{unit}" for v in sorted(values) if abs(v / value - 1) < Decimal("0.01") for unit in units]
    return forms


def dollars(wan):
    return [f"{plain(wan)}万美元", f"{plain(Decimal(wan) / 10000)}亿美元", f"usd{plain(Decimal(wan) / 100)}million",
            f"{plain(Decimal(wan) / 100)}millionus", f"${plain(Decimal(wan) / 100)}million", f"us${plain(Decimal(wan) / 100)}m",
            f"{plain(Decimal(wan) / 100)}millionusd"]


def days(p):
    return (date.fromisoformat(p["started"]) - date.fromisoformat(p["signed"])).days


def core(p):
    return [p["name"].removesuffix("项目")]
