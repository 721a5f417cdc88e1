import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementsOf } from '../src/answer/model/statements.ts';

async function* stream(deltas: readonly string[]): AsyncGenerator<string> {
  yield* deltas;
}

async function statements(...deltas: string[]): Promise<string[]> {
  const cut: string[] = [];
  for await (const statement of statementsOf(stream(deltas))) cut.push(statement);
  return cut;
}

describe('a text is cut into statements', () => {
  it.each([
    ['项目52个[1]。总投资222.8亿元[2]。', ['项目52个[1]。', '总投资222.8亿元[2]。']],
    ['项目52个。[1]总投资222.8亿元。[2]', ['项目52个。[1]', '总投资222.8亿元。[2]']],
    ['项目52个。【1】【2】签约。', ['项目52个。【1】【2】', '签约。']],
    ['It has 52 projects [1]. RMB 22.28 billion [1].', ['It has 52 projects [1].', 'RMB 22.28 billion [1].']],
    ['There are 52. [1] It grew by 166.5% [2].', ['There are 52. [1]', 'It grew by 166.5% [2].']],
    ['他说：“项目为王。”之后开工。', ['他说：“项目为王。”', '之后开工。']],
    ['第一行\n第二行\n\n第三行', ['第一行', '第二行', '第三行']],
    ['没有句号', ['没有句号']],
    ['', []],
    [' \n ', []],
  ])('%s', async (text, expected) => {
    expect(await statements(text)).toEqual(expected);
  });

  it('and never within a number', async () => {
    expect(await statements('投资222.', '8亿元[1]。')).toEqual(['投资222.8亿元[1]。']);
    expect(await statements('RMB 22', '.', '28 billion [1].')).toEqual(['RMB 22.28 billion [1].']);
  });

  it('each as soon as it is complete', async () => {
    let sent = 0;
    async function* slow() {
      for (const delta of ['项目52个[1]。', '总', '投资222.8亿元[2]。']) {
        sent += 1;
        yield delta;
      }
    }
    const first = await statementsOf(slow()).next();
    expect(first.value).toBe('项目52个[1]。');
    expect(sent).toBe(1);
  });

  it('the same wherever the stream is cut', async () => {
    const pieces = fc.constantFrom(
      ...[
        '项目52个',
        '。',
        '[1]',
        '【2】',
        '[1, 2]',
        '. ',
        '222.8亿元',
        '！',
        '？',
        '”',
        '\n签约',
        ' ',
        'RMB 22.28 billion',
        '.',
        '签约',
      ],
    );
    const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(200), { maxLength: 6 }), async (text, places) => {
        const cuts = [
          0,
          ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b),
          text.length,
        ];
        const deltas = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        expect(deltas.join('')).toBe(text);
        expect(await statements(...deltas)).toEqual(await statements(text));
        expect(await statements(...text)).toEqual(await statements(text));
      }),
      { numRuns: 500 },
    );
  });

  it('without losing a character but white space', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('甲', '。', '[1]', '. ', 'a', '5', '\n', '！')),
        async (deltas) => {
          const joined = (await statements(...deltas)).join('');
          expect(joined.replace(/\s/g, '')).toBe(deltas.join('').replace(/\s/g, ''));
        },
      ),
    );
  });

  it('and passes on what breaks the stream, after what was complete', async () => {
    async function* broken() {
      yield '项目52个[1]。总';
      throw new Error('cut');
    }
    const seen: string[] = [];
    const read = async () => {
      for await (const statement of statementsOf(broken())) seen.push(statement);
    };
    await expect(read()).rejects.toThrow('cut');
    expect(seen).toEqual(['项目52个[1]。']);
  });
});
