"""Computes all questions from data/*.csv and writes ../registers.jsonl; `--check` only compares."""

import json
import sys
from collections import Counter
from pathlib import Path

import questions_groups
import questions_land
import questions_prices
import questions_projects
import questions_refused
import questions_rules
import questions_sources

SUBJECTS = [
    questions_projects,
    questions_groups,
    questions_sources,
    questions_land,
    questions_prices,
    questions_rules,
    questions_refused,
]
TARGET = Path(__file__).parent.parent / "registers.jsonl"


def lines():
    return [line for subject in SUBJECTS for line in subject.q.all]


def main():
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines())
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") != text:
            raise SystemExit("registers.jsonl is not what the data gives.")
    else:
        TARGET.write_text(text, encoding="utf-8")
    print(len(lines()), Counter(line["lang"] for line in lines()), Counter(line["type"] for line in lines()))


if __name__ == "__main__":
    main()
