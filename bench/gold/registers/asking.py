"""Asks of projects: the same filters give the right answer and the usual wrong ones."""

from decimal import Decimal

from forms import Questions, count, dollars, keys, no_count, yuan
from model import ROWS, ZONES, largest, select, total

q = Questions("rp")
HIGH_TECH, SONGHE, LINGANG, BAISHI = (zone["short"] for zone in ZONES)
NAMES = {zone["short"]: [zone["short"], zone["full"], zone["other"], zone["english"]] for zone in ZONES}
NAMES[HIGH_TECH].append("High-tech Zone")


def wrong_counts(chosen, **filters):
    """Counts with duplicates, and of the rows for staff."""
    wrong = {len(select(ROWS, **filters))}
    if not {"signed", "started", "operating"} & set(filters):
        wrong.add(len(chosen) + len(select(staff=True, **filters)))
    return no_count(*(wrong - {len(chosen)}))


def ask_count(lang, question, forbid=(), history=None, kind="count", **filters):
    chosen = select(**filters)
    more = {"history": history} if history else {}
    q.ask(lang, kind, question, [count(len(chosen))], list(forbid) + wrong_counts(chosen, **filters), keys(chosen), **more)


def ask_sum(lang, question, forbid=(), history=None, with_count=False, **filters):
    chosen = select(**filters)
    must = ([count(len(chosen))] if with_count else []) + [yuan(total(chosen))]
    usd = total(chosen, "USD")
    doubled = total(select(ROWS, **filters))
    forbid = list(forbid) + (wrong_counts(chosen, **filters) if with_count else [])
    forbid += yuan(doubled)[:2] if doubled != total(chosen) else []
    if usd:
        must.append(dollars(usd))
        forbid += yuan(total(chosen) + usd)[:2] + [form for rate in (7, Decimal("7.1"), Decimal("7.2"))
                                                   for form in yuan(total(chosen) + usd * rate)[:2]]
    more = {"history": history} if history else {}
    q.ask(lang, "sum", question, must, forbid, keys(chosen), **more)


def ask_list(lang, question, kind="list", amounts=False, **filters):
    chosen = select(**filters)
    assert 0 < len(chosen) <= 8, len(chosen)
    q.ask(lang, kind, question, [core(p) for p in chosen], [core(p) for p in ROWS if p.staff], keys(chosen))


def core(project):
    """The part of a name that no bracket touches."""
    return project.name.split("（")[0].split("(")[0].removesuffix("项目")


def ask_largest(lang, question, number=1, history=None, **filters):
    chosen = select(**filters)
    top = largest(chosen, number)
    must = [[core(p)] for p in top] + ([yuan(top[0].amount[1])] if number == 1 else [])
    q.ask(lang, "largest" if number == 1 else "list", question, must, [], keys(top),
          **({"history": history} if history else {}))


def ask_average(lang, question, **filters):
    chosen = [p for p in select(**filters) if p.amount and p.amount[0] == "CNY"]
    every = len(select(**filters))
    wrong = yuan(total(chosen) / every, 2)[:1] if every != len(chosen) else []
    q.ask(lang, "average", question, [yuan(total(chosen) / len(chosen), 2)], wrong, keys(chosen))
