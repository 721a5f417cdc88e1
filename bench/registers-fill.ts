import type { Currency, FieldValue, RegisterRow } from '../src/register-types.ts';
import type { KnowledgeStore } from '../src/store/knowledge-store.ts';
import type { RegisterStore } from '../src/store/register-store.ts';
import type { Passage, ServedDocument } from '../src/types.ts';
import { createRandom, type Random } from './fill.ts';

export const ZONES = [
  '高新区',
  '经开区',
  '松木片区',
  '白沙洲片区',
  '综保区',
  '临港片区',
  '空港片区',
  '南岳片区',
];
export const INDUSTRIES = [
  ...['新能源汽车', '锂电池材料', '电子信息', '装备制造', '生物医药', '食品加工', '现代物流', '有色金属加工'],
  ...['输变电设备', '轨道交通装备', '精细化工', '数字经济'],
];
const PEOPLE = ['驻深圳招商组', '驻上海招商组', '商会', '以商招商', '展会', '中介机构'];

const ROWS_OF_A_DOCUMENT = 2000;
/** Of a hundred rows, those of a project that an earlier document names too. */
const SHARED = 5;

/**
 * Ledgers of projects as parks keep them, invented from a seed, taken into the stores: 2,000 rows a document, every
 * fifth of these for staff alone.
 */
export async function fillRegisters(
  rows: number,
  stores: { knowledge: KnowledgeStore; registers: RegisterStore },
): Promise<void> {
  const random = createRandom(1);
  for (let start = 0; start < rows; start += ROWS_OF_A_DOCUMENT) {
    const number = start / ROWS_OF_A_DOCUMENT;
    const names = Array.from({ length: Math.min(ROWS_OF_A_DOCUMENT, rows - start) }, (_, at) =>
      nameOf(number > 0 && below(100, random) < SHARED ? below(start, random) : start + at),
    );
    const { document, passages } = ledger(`ledger-${number}.xlsx`, number % 5 === 4, names);
    await stores.knowledge.stage(document, passages, new Map());
    const projects = passages.map(({ id }, at) => projectOf(id, names[at]!, random));
    await stores.registers.stage(document.id, document.version, projects);
    await stores.knowledge.serve(document.id, document.version);
  }
  await stores.registers.settle();
}

/** The name of the project with a number. */
export function nameOf(number: number): string {
  return `${ZONES[number % ZONES.length]}${INDUSTRIES[number % INDUSTRIES.length]}${number}号项目`;
}

function ledger(id: string, isForStaff: boolean, names: readonly string[]) {
  const version = 'v1';
  const source = { path: id, file: `/${id}`, audience: isForStaff ? 'staff' : 'public' } as const;
  const document: ServedDocument = {
    ...{ id, version, source, title: id, contentHash: id, packName: '', validity: { fromText: false } },
    ownWords: { repeals: [], spans: [] },
    clean: { text: '', blocks: [], warnings: [] },
  };
  const passages = names.map(
    (text, ordinal): Passage => ({
      ...{ id: `${id}#${ordinal}`, document: id, version, ordinal, kind: 'table-row', text },
      ...{ start: 0, end: text.length, locator: { headingPath: [] } },
    }),
  );
  return { document, passages };
}

function projectOf(passage: string, name: string, random: Random): RegisterRow {
  const year = 2015 + below(11, random);
  const later = (years: number) => (below(3, random) === 0 ? undefined : period(year + years, random));
  const foreign = below(12, random) === 0;
  return {
    register: 'projects',
    passage,
    values: {
      name: text(name),
      investor: text(`投资方${below(5000, random)}有限公司`),
      zone: text(pick(ZONES, random)),
      industry: text(pick(INDUSTRIES, random)),
      amount:
        below(20, random) === 0
          ? undefined
          : money((1 + below(3000, random)) * 1_000_000, foreign ? 'USD' : 'CNY', random),
      foreignCapital: foreign ? money((1 + below(900, random)) * 10_000, 'USD', random) : undefined,
      signed: period(year, random),
      started: later(1),
      operating: later(2),
      introducedBy: text(pick(PEOPLE, random)),
    },
  };
}

function text(raw: string): FieldValue {
  return { type: 'text', raw };
}

function money(value: number, currency: Currency, random: Random): FieldValue {
  return { type: 'money', raw: `${value}`, value, currency, isAbout: below(20, random) === 0 };
}

/** One of ten is written as a year alone. */
function period(year: number, random: Random): FieldValue {
  if (below(10, random) === 0)
    return { type: 'period', raw: `${year}`, from: `${year}-01-01`, to: `${year}-12-31` };
  const part = (most: number) => String(1 + below(most, random)).padStart(2, '0');
  const day = `${year}-${part(12)}-${part(28)}`;
  return { type: 'period', raw: day, from: day, to: day };
}

/** A whole number from 0 and below a limit. */
export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** One of several. */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[below(items.length, random)]!;
}
