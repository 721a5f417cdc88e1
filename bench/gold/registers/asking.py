"""Asks of projects: the same filters give the right answer and the usual wrong ones."""

from decimal import Decimal

from forms import Questions, count, dollars, keys, no_count, yuan
from model import ROWS, ZONES, largest, select, total

HIGH_TECH, SONGHE, LINGANG, BAISHI = (zone["short"] for zone in ZONES)
NAMES = {zone["short"]: [zone["short"], zone["full"], zone["other"], zone["english"]] for zone in ZONES}
NAMES[HIGH_TECH].append("High-tech Zone")


def wrong_counts(chosen, **filters):
    """Counts with duplicates; where no date keeps them out, with the rows for staff."""
    wrong = {len(select(ROWS, **filters))}
    if not {"signed", "started", "operating"} & set(filters):
        wrong.add(len(chosen) + len(select(staff=True, **filters)))
    return no_count(*(wrong - {len(chosen)}))


def core(project):
    """The part of a name that no bracket touches."""
    return project.name.split("（")[0].split("(")[0].removesuffix("项目")


def optional(history):
    return {"history": history} if history else {}


class ProjectQuestions(Questions):
    """Questions whose filters are those of `model.select`."""

    def count(self, lang, question, forbid=(), history=None, kind="count", **filters):
        chosen = select(**filters)
        wrong = list(forbid) + wrong_counts(chosen, **filters)
        self.ask(lang, kind, question, [count(len(chosen))], wrong, keys(chosen), **optional(history))

    def sum(self, lang, question, forbid=(), history=None, kind="sum", with_count=False, **filters):
        """Of RMB and of dollars, each by itself; wrong are sums with duplicates and across currencies."""
        chosen = select(**filters)
        money, usd, doubled = total(chosen), total(chosen, "USD"), total(select(ROWS, **filters))
        must = ([count(len(chosen))] if with_count else []) + [yuan(money)]
        wrong = list(forbid) + (wrong_counts(chosen, **filters) if with_count else [])
        wrong += yuan(doubled)[:2] if doubled != money else []
        if usd:
            must.append(dollars(usd))
            for rate in (1, 7, Decimal("7.1"), Decimal("7.2")):
                wrong += yuan(money + usd * rate)[:2]
        self.ask(lang, kind, question, must, wrong, keys(chosen), **optional(history))

    def average(self, lang, question, **filters):
        """Over the projects whose amount is a figure in RMB; wrong is the sum over all of them."""
        every = select(**filters)
        chosen = [p for p in every if p.amount and p.amount[0] == "CNY"]
        wrong = yuan(total(chosen) / len(every), 2)[:1] if len(every) != len(chosen) else []
        self.ask(lang, "average", question, [yuan(total(chosen) / len(chosen), 2)], wrong, keys(chosen))

    def largest(self, lang, question, number=1, history=None, kind="largest", **filters):
        top = largest(select(**filters), number)
        must = [[core(p)] for p in top] + ([yuan(top[0].amount[1])] if number == 1 else [])
        self.ask(lang, kind if number == 1 else "list", question, must, [], keys(top), **optional(history))

    def list(self, lang, question, **filters):
        """By name; wrong is any project that is for staff alone."""
        chosen = select(**filters)
        assert 0 < len(chosen) <= 8, len(chosen)
        wrong = [core(p) for p in select(staff=True)]
        self.ask(lang, "list", question, [core(p) for p in chosen], wrong, keys(chosen))
