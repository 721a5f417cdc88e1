"""The ways in which people write a right answer, and a question in the form of the gold sets."""

from decimal import Decimal

AS_OF = "2026-11-24"


def plain(value):
    """A number without an exponent and without zeros at its end."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


UNITS = "个项家宗笔块幅栋处"
NOUNS = (
    """project signed plot hall building factor compan enterprise deal unit of in are were have had started
such new standard missing link""".split()
)
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
DIGITS = "〇一二三四五六七八九十"


def count(number):
    """A count with its measure word or noun, in a sentence or a table's cell."""
    forms = [f"{number}{unit}" for unit in UNITS] + [f"{number}{noun}" for noun in NOUNS]
    forms += [
        f"共{number}",
        f"数：{number}",
        f"total:{number}",
        f"count:{number}",
        f"projects:{number}",
        f"|{number}|",
        f"is{number}.",
        f"are{number}.",
        f"were{number}.",
    ]
    if number <= 10:
        forms += [f"{WORDS[number]}{noun}" for noun in NOUNS]
        forms += [f"{'两' if number == 2 else DIGITS[number]}{unit}" for unit in UNITS]
    return forms


def no_count(*numbers):
    """Counts that would be wrong, as whole phrases so that no other figure is meant."""
    return [form for n in numbers for form in (f"{n}个项目", f"共{n}个", f"{n}projects")]


def beside(names, number):
    """A count that stands beside what it is of, as in a table or a list of groups, or by itself."""
    seams = ["", "|", "：", "，", "（", "有", "共", "共有", "-", "签约", "—", "had", "has"]
    return [f"{name}{seam}{number}" for name in names for seam in seams] + count(number)


def yuan(wan, digits=None):
    """An amount of RMB given in 万元; with `digits` also rounded to so many and fewer."""
    wan = Decimal(wan)
    values = (
        [wan]
        if digits is None
        else [wan.quantize(Decimal(10) ** step) for step in (2, 1, 0, -1, -2) if step >= -digits]
        + [(wan / 10000).quantize(Decimal(10) ** -step) * 10000 for step in (1, 2, 3, 4)]
    )
    forms = []
    for value in values:
        exact = [
            f"{plain(value / 10000)}亿",
            f"{plain(value)}万",
            f"{plain(value / 100000)}billion",
            f"{plain(value / 100)}million",
            f"{plain(value * 10000)}元",
            f"{plain(value / 100000)}bn",
        ]
        if value < 10000:
            exact.append(f"{plain(value * 10000)}yuan")
            exact += [f"{currency}{plain(value * 10000)}" for currency in ("rmb", "cny", "¥")]
        forms += [form for form in exact if form not in forms]
    return forms


def dollars(wan):
    """An amount of US dollars given in 万美元."""
    wan = Decimal(wan)
    millions = plain(wan / 100)
    return [f"{plain(wan)}万美元", f"{plain(wan / 10000)}亿美元"] + [
        form
        for form in (
            f"usd{millions}million",
            f"us${millions}million",
            f"${millions}million",
            f"{millions}millionusd",
            f"{millions}millionus",
            f"{millions}milliondollars",
        )
    ]


def figure(value, *units):
    """A figure with one of its units."""
    return [f"{plain(value)}{unit}" for unit in units]


class Questions:
    """Collects questions of one subject, numbered."""

    def __init__(self, prefix):
        self.prefix, self.all = prefix, []

    def ask(self, lang, kind, question, must, forbid=(), rows=(), **more):
        """One question; `forbid` loses what a right answer may hold."""
        groups = [group if isinstance(group, list) else [group] for group in must]
        rights = [squeezed(form) for group in groups for form in group]
        wrong = [
            text for text in dict.fromkeys(forbid) if not any(squeezed(text) in right for right in rights)
        ]
        line = {
            "id": f"{self.prefix}{len(self.all) + 1:02d}",
            "lang": lang,
            "type": kind,
            "question": question,
        }
        line |= {"history": more["history"]} if "history" in more else {}
        line |= {"audience": more["audience"]} if "audience" in more else {}
        line |= {
            "as_of": more.get("as_of", AS_OF),
            "outcome": more.get("outcome", "answered"),
            "must": groups,
        }
        line |= {"forbid": wrong} if wrong else {}
        line |= {"evidence": more["evidence"]} if "evidence" in more else {}
        line |= {"rows": list(rows)} if rows else {}
        self.all.append(line)

    def decline(self, lang, question, forbid=(), **more):
        """One question that the registers cannot answer."""
        self.ask(lang, more.pop("kind", "unanswerable"), question, [], forbid, outcome="declined", **more)


def squeezed(text):
    return "".join(text.split()).lower()


def keys(projects):
    return [key for project in projects for key in project.keys]
