import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Figure, readFigures, sameFigure } from '../src/language/figures.ts';
import { fold } from '../src/language/fold.ts';

const directory = fileURLToPath(new URL('../knowledge/', import.meta.url));
const article = fileURLToPath(new URL('../../shared/corpus/hengyang-parks-2023.txt', import.meta.url));
const names = globSync('**/*.md', { cwd: directory }).sort();
const documents = names.map((name) => ({ name, text: readFileSync(directory + name, 'utf8') }));

/** The article folded, without the pinyin that scraping left behind characters. */
function readArticle(): string {
  return fold(readFileSync(article, 'utf8').replaceAll(/\(\p{Script=Latin}+\)/gu, ''));
}

/** Figures of the article; where it leaves 元 out (税收2个亿, 社零额60亿), the bare 亿 is money too. */
function readSourceFigures(): Figure[] {
  const figures = readFigures(readArticle());
  const money = figures.filter(({ raw, unit }) => unit === '' && raw.includes('亿'));
  return [...figures, ...money.map((figure): Figure => ({ ...figure, unit: 'CNY' }))];
}

/** Letters and digits only, so that another comma does not make a copied sentence a new one. */
const bare = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

describe('the pack that ships', () => {
  it('lists every document that is there, and no other', () => {
    const pack = parse(readFileSync(`${directory}pack.yaml`, 'utf8')) as { documents: { path: string }[] };
    expect(pack.documents.map(({ path }) => path).sort()).toEqual(names);
  });

  it.each(documents)(
    '$name says where its facts come from, beside its text, and begins with its title',
    ({ text }) => {
      const [, source = '', , , title = ''] = text.split('\n');
      expect(source).toMatch(/^source: .*(?:公开报道|public reports)/);
      expect(source).toContain('2023');
      expect(title).toMatch(/^# \S/);
    },
  );

  it('says the same figures in English as in Chinese', () => {
    const chinese = documents
      .filter(({ name }) => !name.includes('.en.'))
      .flatMap(({ text }) => readFigures(text));
    const english = documents
      .filter(({ name }) => name.includes('.en.'))
      .flatMap(({ text }) => readFigures(text));
    const alone = english.filter((figure) => !chinese.some((other) => sameFigure(figure, other)));
    expect(english.length).toBeGreaterThan(100);
    expect(alone.map(({ raw }) => raw)).toEqual([]);
  });
});

describe.skipIf(!existsSync(article))(
  'the pack against its source (skipped where ../shared/corpus is absent)',
  () => {
    it.each(documents)('$name has no figure that the source does not have', ({ text }) => {
      const source = readSourceFigures();
      const isSaid = (figure: Figure) => source.some((other) => sameFigure(figure, other));
      // The article says the year once and then the days of it.
      const partsOf = ({ date, ...figure }: Figure): Figure[] => [
        { ...figure, date: { year: date?.year } },
        { ...figure, date: { month: date?.month, day: date?.day } },
      ];
      const untraced = readFigures(text).filter(
        (figure) => !isSaid(figure) && !(figure.date?.day && partsOf(figure).every(isSaid)),
      );
      expect(
        untraced.map(({ raw, start }) => `${raw} ← ${text.slice(Math.max(0, start - 12), start + 12)}`),
      ).toEqual([]);
    });

    it.each(documents.filter(({ name }) => !name.includes('.en.')))(
      '$name writes every number as the source does',
      ({ text }) => {
        const numerals = new Set(readArticle().match(/\d+(?:\.\d+)?/g));
        const own = text.match(/\d+(?:\.\d+)?/g) ?? [];
        expect(own.filter((numeral) => !numerals.has(numeral))).toEqual([]);
      },
    );

    it.each(documents)('$name repeats no run of 25 characters of the source', ({ text }) => {
      const source = bare(readArticle());
      const own = bare(text);
      const copied = Array.from({ length: Math.max(0, own.length - 24) }, (_, start) =>
        own.slice(start, start + 25),
      ).filter((run) => source.includes(run));
      expect(copied).toEqual([]);
    });
  },
);
