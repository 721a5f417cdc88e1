"""Computes ../harbour.jsonl from source/*.csv; imports nothing of src/ and reads nothing of the pack."""

import json
from collections import Counter

from asked import ask_all
from park import HERE, Park


class Questions:
    def __init__(self):
        self.rows = []

    def ask(self, lang, kind, question, must=(), forbid=(), history=None, outcome="answered"):
        row = {"id": f"hb{len(self.rows) + 1:03}", "lang": {"s": "zh-Hans", "t": "zh-Hant", "e": "en"}[lang], "type": kind}
        row |= {"history": history} if history else {}
        row |= {"question": question, "as_of": "2026-11-24", "outcome": outcome, "must": [list(m) for m in must]}
        self.rows.append(row | ({"forbid": list(forbid)} if forbid else {}))

    def refuse(self, lang, question):
        self.ask(lang, "unanswerable", question, outcome="declined")


if __name__ == "__main__":
    questions = Questions()
    ask_all(questions, Park())
    with open(HERE.parent / "harbour.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in questions.rows)
    print(len(questions.rows), Counter(r["type"] for r in questions.rows), Counter(r["lang"] for r in questions.rows))
