import type { SourceView } from '../../src/channels/desk-port.ts';
import {
  answerOf,
  createFakeDesk,
  type FakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  stream,
} from './fake-desk.ts';

/** Words that stand in nothing but what visitor A said and was told. */
export const WORDS_OF_A = '青铜獬豸七百三十一';
/** Words that stand in nothing but a document for staff. */
export const WORDS_OF_STAFF = '丙级密函朱砂批注';

export const QUESTION_OF_A = `${WORDS_OF_A}号地块每平方米租金是多少？`;
export const OTHER_QUESTION = '2025年产值是多少？';

const ANSWER_TO_A = answerOf({
  text: `${WORDS_OF_A}号地块每平方米12元[1]。`,
  citations: [{ ...OUTPUT_CITATION, quote: `${WORDS_OF_A}号地块每平方米12元。` }],
  table: {
    title: '',
    columns: [
      { name: '地块', kind: 'text' },
      { name: '租金', kind: 'number' },
    ],
    rows: [`${WORDS_OF_A}号`, '甲号'].map((text, at) => [{ text }, { text: `${12 + at}`, value: 12 + at }]),
    total: 2,
    chart: { kind: 'bar', label: 0, value: 1 },
  },
});
const OTHER_ANSWER = answerOf({ text: '产值为1638.77亿元[1]。', citations: [OUTPUT_CITATION] });

const STAFF_SOURCE: SourceView = {
  ...OUTPUT_SOURCE,
  document: 'staff/notes.md',
  title: WORDS_OF_STAFF,
  passage: WORDS_OF_STAFF,
};

/** A desk that knows a document for staff beside a public one, and keeps them apart as the real one does. */
export function createGuardedDesk(): FakeDesk & { today(): string } {
  const desk = createFakeDesk({
    scripts: { [QUESTION_OF_A]: stream(ANSWER_TO_A), [OTHER_QUESTION]: stream(OTHER_ANSWER) },
  });
  const staffOnly = <Value>(audience: string, staff: Value, others: Value) =>
    audience === 'staff' ? staff : others;
  return Object.assign(desk, {
    today: () => '2026-03-01',
    source: async (passage, audience) => {
      if (passage === 'passage-staff') return staffOnly(audience, STAFF_SOURCE, undefined);
      return passage === 'passage-output' ? OUTPUT_SOURCE : undefined;
    },
    documents: async (audience) =>
      staffOnly(audience, [{ document: 'staff/notes.md', title: WORDS_OF_STAFF, validity: {} }], []),
    file: async (document, audience) =>
      document === 'staff/notes.md'
        ? staffOnly(
            audience,
            { name: 'notes.md', bytes: new Uint8Array(Buffer.from(WORDS_OF_STAFF)) },
            undefined,
          )
        : undefined,
    exportTable: async (token, audience) =>
      token === 'table-staff'
        ? staffOnly(audience, { name: WORDS_OF_STAFF, columns: [WORDS_OF_STAFF], rows: none() }, undefined)
        : undefined,
  } satisfies Partial<FakeDesk> & { today(): string });
}

async function* none(): AsyncGenerator<never> {}
