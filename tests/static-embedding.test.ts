import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { parseTable, wordTable } from '../src/semantics/table.ts';
import { wordsIn } from '../src/semantics/words.ts';

const model = createStaticEmbedding();
const embed = async (text: string) => (await model.embed([text], 'passage'))[0]!;
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The text nearest in meaning to a question. */
async function nearest(question: string, texts: readonly string[]): Promise<string> {
  const asked = await embed(question);
  const scores = (await model.embed(texts, 'passage')).map((vector) => dot(vector, asked));
  return texts[scores.indexOf(Math.max(...scores))]!;
}

const PASSAGES = {
  tax: '符合条件的小微企业可以减免所得税，减免期最长三年。',
  power: '园区新建一座110千伏变电站，保障企业用电。',
  housing: '引进的博士可以租住人才公寓，第一年免收房租。',
  road: '高速公路出口距园区两公里，货车十分钟可以到达。',
  water: '污水处理厂每天处理污水三万吨，出水达到一级标准。',
};

describe('the embedding that ships', () => {
  it.each([
    ['How long can small companies be exempt from income tax?', PASSAGES.tax],
    ['Is the electricity supply for factories reliable?', PASSAGES.power],
    ['Do scientists with a doctorate get an apartment?', PASSAGES.housing],
    ['How far is the motorway for our trucks?', PASSAGES.road],
    ['Where does the sewage go?', PASSAGES.water],
  ])('finds Chinese for the English question "%s"', async (question, passage) => {
    expect(await nearest(question, Object.values(PASSAGES))).toBe(passage);
  });

  it('finds English for a Chinese question', async () => {
    const passages = [
      'The waste water plant treats 30,000 tonnes a day.',
      'Companies that hire graduates receive a wage subsidy.',
      'The airport is half an hour away by car.',
    ];
    expect(await nearest('聘用大学毕业生有没有补助', passages)).toBe(passages[1]);
    expect(await nearest('坐车去机场要多久', passages)).toBe(passages[2]);
  });

  it('finds another word for the same thing', async () => {
    expect(await nearest('补贴', ['河流', '奖补', '会议', '公路'])).toBe('奖补');
    expect(await nearest('停车', ['厂房', '泊车位', '税收', '员工'])).toBe('泊车位');
  });

  it('knows the words of the trade in both languages', async () => {
    const words = ['租金', '补贴', '土地', '出口', '专利', '分期', '唐朝'];
    expect(await nearest('rent', words)).toBe('租金');
    expect(await nearest('subsidies', words)).toBe('补贴');
    expect(await nearest('land', words)).toBe('土地');
    expect(await nearest('patent', words)).toBe('专利');
  });

  it('gives Traditional Chinese the vector of Simplified', async () => {
    expect(await embed('園區對製造業有什麼優惠')).toEqual(await embed('园区对制造业有什么优惠'));
  });

  it('holds texts together by words that it does not know', async () => {
    const texts = ['the Qwyxlor project', 'the Zzyvant project'];
    expect(await nearest('Qwyxlor', texts)).toBe(texts[0]);
    expect(await nearest('2031', ['in 2031', 'in 2027'])).toBe('in 2031');
  });

  it('gives any text a unit vector of one length, the same every time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const vector = await embed(text);
        expect(vector).toHaveLength(wordTable().dimensions);
        expect(Math.abs(dot(vector, vector) - 1)).toBeLessThan(1e-4);
        expect(await embed(text)).toEqual(vector);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the order of the texts and takes none', async () => {
    const texts = ['税收', '道路', '住房'];
    expect(await model.embed(texts, 'query')).toEqual(await Promise.all(texts.map(embed)));
    expect(await model.embed([], 'query')).toEqual([]);
  });
});

describe('words of a text', () => {
  const words = (text: string) => wordsIn(text, wordTable());

  it('are cut where Chinese has its words', () => {
    expect(words('专项资金申报材料').map(({ text }) => text)).toEqual(['专项资金', '申报材料']);
    expect(words('研究生命起源').map(({ text }) => text)).toEqual(['研究', '生命', '起源']);
  });

  it('are cut in however long a run', () => {
    expect(words(`${'鬼'.repeat(300_000)}研究`).at(-1)!.text).toBe('研究');
  });

  it('are known in their inflected forms and without accents', () => {
    expect(words('subsidizing')[0]!.row).toBeDefined();
    expect(words('zürich')[0]!.row).toBe(words('zurich')[0]!.row);
  });

  it('leave no Han character and no digit out', () => {
    const text = fc.string({ unit: fc.constantFrom(...'园区龘𠮷鬼 ,。a9é') });
    fc.assert(
      fc.property(text, (folded) => {
        const cut = words(folded).map(({ text }) => text);
        expect(cut.join('')).toBe(folded.replace(/[ ,。]/g, ''));
      }),
    );
  });
});

describe('the table file', () => {
  const bytes = readFileSync(new URL('../src/semantics/table.bin', import.meta.url));

  it('holds unit vectors', () => {
    const table = wordTable();
    for (const word of ['补贴', 'subsidy', '园', 'luxembourg']) {
      const sum = new Float32Array(table.dimensions);
      table.add(table.rows.get(word)!, 1, sum);
      expect(Math.abs(dot(sum, sum) - 1)).toBeLessThan(1e-4);
    }
  });

  it('is refused with a word on what to do when it is cut short, of another form or of another version', () => {
    const otherVersion = Buffer.from(bytes);
    otherVersion.writeUInt32LE(99, 8);
    for (const damaged of [bytes.subarray(0, -1), Buffer.from('no table'), Buffer.alloc(0), otherVersion]) {
      expect(() => parseTable(damaged)).toThrow(AppError);
      expect(() => parseTable(damaged)).toThrow(/damaged/);
    }
  });

  it('is small enough to be cloned with the rest', () => {
    expect(bytes.length).toBeLessThanOrEqual(20 * 2 ** 20);
  });
});
