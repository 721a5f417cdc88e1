import { describeLocator } from '../../src/answer/citations.ts';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import { assembleCleanText, type DraftBlock } from '../../src/documents/blocks.ts';
import { splitPassages } from '../../src/passages/split.ts';
import { viewSource } from '../../src/source-view.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import type { Citation, DocumentSource, Passage, Validity } from '../../src/types.ts';
import { ABOUT } from './fake-desk.ts';

export interface TestDocument {
  blocks: DraftBlock[];
  title?: string;
  version?: string;
  source?: Partial<DocumentSource>;
  validity?: Validity;
}

/** Serves documents as they are once ingested, from a database in memory, and shows their passages at a desk. */
export async function serveDocuments(documents: Record<string, TestDocument>) {
  const database = openDatabase(':memory:');
  const store = openKnowledgeStore(database);
  const passages: Passage[] = [];

  /** Another version of the same name replaces the one before. */
  const serve = async (id: string, { blocks, title, version = '1', source, validity }: TestDocument) => {
    const clean = await assembleCleanText({ blocks, title });
    const split = splitPassages({ id, version }, clean);
    const document = {
      id,
      version,
      title: clean.title ?? id,
      contentHash: 'content-hash',
      source: { path: id, file: `/srv/packs/${id}`, audience: 'public' as const, ...source },
      packName: ABOUT.name,
      ownWords: { repeals: [], spans: [] },
      validity: validity ?? { fromText: false },
      clean,
    };
    await store.stage(document, split, new Map());
    await store.serve(id, version);
    passages.push(...split);
  };
  for (const [id, document] of Object.entries(documents)) await serve(id, document);

  /** The newest passage of a document that holds these words. */
  const passageOf = (id: string, words: string): Passage => {
    const found = passages.findLast(({ document, text }) => document === id && text.includes(words));
    if (!found) throw new Error(`No passage of ${id} holds "${words}".`);
    return found;
  };
  return {
    serve,
    passageOf,
    /** How a desk shows passages of these documents. */
    source: ((passageId, audience, from) =>
      viewSource({ store, passageId, audience, from })) satisfies DeskPort['source'],
    /** A citation of the words in a document, as an answer would carry it. */
    cite: (id: string, words: string, n = 1): Citation => {
      const { text, id: passage, locator } = passageOf(id, words);
      const start = text.indexOf(words);
      const highlights = [{ start, end: start + words.length }];
      const place = describeLocator(locator);
      return { n, document: id, title: id, locator: place, quote: text, highlights, passage };
    },
    close: () => database.close(),
  };
}

const rows = (count: number, text: (row: number) => string, kept: Partial<DraftBlock> = {}): DraftBlock[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'table-row', row: at + 1, text: text(at + 1), ...kept }));

/** A policy with chapters and articles over pages, of which the last is a table. */
export const POLICY: TestDocument = {
  title: '江川经济技术开发区招商引资若干政策（2026版）',
  source: {
    type: 'policy',
    zone: '新材料园',
    documentNumber: '江经开〔2026〕3号',
    sourceUrl: 'https://www.jiangchuan.example/policy/2026',
  },
  validity: { from: '2026-01-01', to: '2028-12-31', fromText: false },
  blocks: [
    { kind: 'heading', level: 1, text: '江川经济技术开发区招商引资若干政策（2026版）', page: 1 },
    {
      kind: 'paragraph',
      text: '为进一步扩大招商引资成果，推动主导产业集聚发展，结合本区实际，制定本政策。',
      page: 1,
    },
    ...Array.from({ length: 8 }, (_, at): DraftBlock[] => {
      const page = 1 + Math.floor(at / 3);
      return [
        { kind: 'heading', level: 2, text: `第${'一二三四五六七八'[at]}章 支持事项${at + 1}`, page },
        {
          kind: 'paragraph',
          text: `第${at + 1}条 支持主导产业项目落户，项目应符合第${at + 1}类产业方向，并在本区依法登记、独立核算。`,
          page,
        },
        {
          kind: 'list-item',
          text: `（一）固定资产投资${(at + 1) * 1000}万元以上的，按实际投资额的${at + 1}%给予奖励；`,
          page,
        },
        {
          kind: 'list-item',
          text: `（二）三年内年纳税达到${(at + 1) * 100}万元的，再给予${at + 1}0万元奖励。`,
          page,
        },
      ];
    }).flat(),
    { kind: 'heading', level: 2, text: '附件 奖励标准', page: 4 },
    ...rows(
      12,
      (row) =>
        `产业类别：第${row}类产业；固定资产投资：${row * 1000}万元；奖励比例：${row}%；最高奖励：${row * 100}万元；${row % 3 === 0 ? `备注：第${row}类须经专题会议审定；分三年兑现；` : ''}主管部门：招商服务中心`,
      { table: '表1 固定资产投资奖励标准', page: 4 },
    ),
    { kind: 'caption', text: '注：本表所称投资额以第三方审计结果为准。', page: 5 },
    { kind: 'paragraph', text: '本政策自2026年1月1日起施行，有效期至2028年12月31日。', page: 5 },
  ],
};

/** A ledger of one sheet, long enough for several windows. */
export const LEDGER: TestDocument = {
  title: '重点项目台账',
  source: { type: 'projects' },
  blocks: rows(
    400,
    (row) =>
      `项目名称：${row}号项目；投资方：江川第${row}公司；投资额：${row}.5亿元；签约日期：2025年3月${1 + (row % 28)}日`,
    {
      sheet: '2025年签约',
      table: '2025年签约项目',
    },
  ),
};
