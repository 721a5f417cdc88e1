"""The source data as typed rows, read from data/*.csv alone, and the rules by which they are counted."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal

from source import data

MU_IN_HECTARE = 15

ZONES = data("zones")
ZONE_OF = {name: zone["short"] for zone in ZONES for name in (zone["short"], zone["full"], zone["other"])}


def amount_of(text, unit):
    """(currency, 万) of an amount as it stands in a cell; the cell's own unit goes before the heading's. None: not a figure."""
    found = re.fullmatch(r"约?(\d+(?:\.\d+)?)(亿元|万元|万美元)?", text)
    if not found:
        return None
    unit = found[2] or unit
    return ("USD" if "美元" in unit else "CNY", Decimal(found[1]) * (10000 if unit.startswith("亿") else 1))


def span_of(text):
    """First and last day that a date text may mean; None where there is none or it is only planned."""
    if text == "" or text.startswith(("计划", "预计")):
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day
    year = int(text[:4])
    rest = text[4:].lstrip("年")
    if found := re.fullmatch(r"(\d+)月", rest):
        return months(year, int(found[1]), int(found[1]))
    if found := re.fullmatch(r"第([一二三四])季度", rest):
        return quarter(year, "一二三四".index(found[1]) + 1)
    if rest in ("上半年", "下半年"):
        return half(year, 1 if rest == "上半年" else 2)
    assert rest == "", text
    return whole(year)


def months(year, first, last):
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def quarter(year, number):
    return months(year, 3 * number - 2, 3 * number)


def half(year, number):
    return months(year, 6 * number - 5, 6 * number)


def whole(first, last=None):
    return date(first, 1, 1), date(last or first, 12, 31)


class Project:
    """One project, whatever number of documents names it."""

    def __init__(self, line):
        self.keys = [line["key"]]
        self.staff = line["document"] == "negotiating-2026"
        self.documents = {line["document"]}
        self.name, self.investor = line["name"], line["investor"]
        self.zone, self.industry, self.link = ZONE_OF[line["zone"]], line["industry"], line["chain_link"]
        self.amount = amount_of(line["amount"], line["amount_unit"])
        self.foreign = Decimal(line["foreign_wan_usd"] or 0)
        self.source = line["source"]
        self.days = {stage: line[stage] for stage in ("signed", "started", "operating")}

    def merge(self, other):
        """Takes over what the other document says and this one does not; what both say must agree."""
        for field in ("investor", "zone", "industry", "link", "amount", "foreign", "source"):
            assert getattr(self, field) == getattr(other, field), (self.keys, other.keys, field)
        for stage, text in other.days.items():
            assert not self.days[stage] or not text or self.days[stage] == text, (
                self.keys,
                other.keys,
                stage,
            )
            self.days[stage] = self.days[stage] or text
        self.keys += other.keys
        self.documents |= other.documents

    def at(self, stage):
        return span_of(self.days[stage])


def read_projects(merged=True):
    """All projects; by name once, unless every row is to count."""
    projects = {}
    for line in data("projects"):
        name = unicodedata.normalize("NFKC", line["name"]) if merged else line["key"]
        if name in projects:
            projects[name].merge(Project(line))
        else:
            projects[name] = Project(line)
    return list(projects.values())


PROJECTS = read_projects()
ROWS = read_projects(merged=False)


def within(span, period):
    return span is not None and period[0] <= span[0] and span[1] <= period[1]


def select(
    source=None,
    staff=False,
    zone=None,
    industry=None,
    link=None,
    by=None,
    investor=None,
    signed=None,
    started=None,
    operating=None,
    least=None,
    over=None,
    most=None,
    below=None,
    foreign=False,
    document=None,
):
    """Public projects that fit; a stage is a period, True (reached) or False (not reached); amounts in 万元, CNY alone."""
    chosen = []
    for p in PROJECTS if source is None else source:
        wan = p.amount[1] if p.amount and p.amount[0] == "CNY" else None
        bounds = [
            (least, lambda b: wan >= b),
            (over, lambda b: wan > b),
            (most, lambda b: wan <= b),
            (below, lambda b: wan < b),
        ]
        fits = (
            p.staff == staff
            and (zone is None or p.zone == zone)
            and (industry is None or p.industry == industry)
            and (link is None or p.link == link)
            and (by is None or p.source == by)
            and (investor is None or investor in p.investor)
            and (not foreign or p.foreign > 0)
            and (document is None or document in p.documents)
            and all(test is None or (wan is not None and holds(test)) for test, holds in bounds)
            and all(
                (
                    wanted is None or (p.at(stage) is not None) == wanted
                    if isinstance(wanted, bool) or wanted is None
                    else within(p.at(stage), wanted)
                )
                for stage, wanted in (("signed", signed), ("started", started), ("operating", operating))
            )
        )
        if fits:
            chosen.append(p)
    return chosen


def total(projects, currency="CNY"):
    """Sum of the stated amounts of one currency, in 万."""
    return sum((p.amount[1] for p in projects if p.amount and p.amount[0] == currency), Decimal(0))


def largest(projects, number=1):
    """The projects of the largest CNY amounts; fails where the last place is shared."""
    ranked = sorted((p for p in projects if p.amount and p.amount[0] == "CNY"), key=lambda p: -p.amount[1])
    assert len(ranked) == number or ranked[number - 1].amount[1] > ranked[number].amount[1], "a shared place"
    return ranked[:number]


def elapsed(project, first, last):
    """Days between two stages; None unless both are known to the day."""
    spans = project.at(first), project.at(last)
    if not all(span and span[0] == span[1] for span in spans):
        return None
    return (spans[1][0] - spans[0][0]).days


def mu(plot):
    """Area of a plot in 亩."""
    return Decimal(plot["area"]) * (MU_IN_HECTARE if plot["area_unit"] == "公顷" else 1)


def load_kg(factory):
    """Floor load in kg/㎡."""
    value, unit = factory["load"].split(" ")
    return Decimal(value) * (1000 if unit == "t/㎡" else 1)


PLOTS, FACTORIES, POWER, UTILITIES = data("plots"), data("factories"), data("power"), data("utilities")
CHAINS, TIERS = data("chains"), data("tiers")
