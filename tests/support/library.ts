import { onTestFinished } from 'vitest';
import { type AnswerDesk, answerQuestion } from '../../src/answer/answer.ts';
import { markdownReader } from '../../src/documents/markdown.ts';
import { embedDocument, ingestDocument } from '../../src/ingest/document.ts';
import { prepareDocument } from '../../src/ingest/prepare.ts';
import { resolveValidity, settleValidity } from '../../src/ingest/validity.ts';
import type { EmbeddingModel } from '../../src/models/model.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { IncentiveStore } from '../../src/store/incentive-store.ts';
import type { KnowledgeStore } from '../../src/store/knowledge-store.ts';
import type { RegisterStore } from '../../src/store/register-store.ts';
import { openIncentiveStore } from '../../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../../src/store/sqlite-registers.ts';
import type { Answer, AnswerEvent, DocumentSource, Evidence, Question } from '../../src/types.ts';
import { openEmbeddedIndex } from '../../src/vectors/embedded.ts';
import type { PassageIndex } from '../../src/vectors/passage-index.ts';

/** A document of a small pack: its Markdown, and what the pack says of it. */
export interface LibraryDocument extends Partial<DocumentSource> {
  text: string;
}

export interface MemoryLibrary {
  store: KnowledgeStore;
  index: PassageIndex;
  registers: RegisterStore;
  incentives: IncentiveStore;
  embedding?: EmbeddingModel;
}

/** A store and an index in memory that hold the documents; closed after the test. */
export async function openLibrary(
  documents: readonly LibraryDocument[],
  embedding?: EmbeddingModel,
): Promise<MemoryLibrary> {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const library = {
    store: openKnowledgeStore(database),
    index: await openEmbeddedIndex(database),
    registers: openRegisterStore(database),
    incentives: openIncentiveStore(database),
    embedding,
  };
  for (const [at, document] of documents.entries()) await addDocument(document, at, library);
  const served = new Map((await library.store.documents()).map((record) => [record.id, record]));
  await settleValidity({ ...library, served });
  return library;
}

async function addDocument(
  { text, ...given }: LibraryDocument,
  at: number,
  { store, index, registers, embedding }: MemoryLibrary,
): Promise<void> {
  const path = given.path ?? `document-${at + 1}.md`;
  const clean = await markdownReader.read(new TextEncoder().encode(text), path);
  const source: DocumentSource = { path, file: path, audience: 'public', ...given };
  const prepared = await prepareDocument({ id: path, version: 'v1', source, clean });
  const { title, ownWords } = prepared;
  const described = { id: path, version: 'v1', contentHash: path, title, source, packName: 'test', ownWords };
  const validity = resolveValidity([described]).get(path)!;
  const dense = await embedDocument(prepared.passages, { embedding });
  await ingestDocument(
    { document: { ...described, validity, clean: prepared.clean }, prepared, dense },
    { store, index, registers },
  );
}

/** A public question of today without history, with what is given in place of that. */
export function questionOf(text: string, given: Partial<Question> = {}): Question {
  return { text, history: [], audience: 'public', asOf: '2024-03-01', ...given };
}

/** Runs a question to its end: the events, the answer, and the text as a channel shows it. */
export async function ask(
  question: Question | string,
  desk: Partial<AnswerDesk> & MemoryLibrary,
): Promise<{ events: AnswerEvent[]; answer: Answer; shown: string }> {
  const asked = typeof question === 'string' ? questionOf(question) : question;
  const events: AnswerEvent[] = [];
  let shown = '';
  for await (const event of answerQuestion(asked, { about: { name: '江川经济技术开发区' }, ...desk })) {
    events.push(event);
    if (event.type === 'text') shown += event.delta;
    if (event.type === 'reset') shown = '';
  }
  const last = events.at(-1);
  if (last?.type !== 'answer') throw new Error('The last event is no answer.');
  return { events, answer: last.answer, shown };
}

/** Evidence of one passage with this text, for what looks at texts only. */
export function evidenceOf(text: string, given: { id?: string; title?: string } = {}): Evidence {
  const { id = '1', title = '' } = given;
  const passage = {
    id,
    document: 'a.md',
    version: 'v1',
    ordinal: 0,
    kind: 'paragraph' as const,
    start: 0,
    end: text.length,
    text,
    locator: { headingPath: [] },
  };
  const source = { path: 'a.md', file: 'a.md', audience: 'public' as const };
  const ownWords = { repeals: [], spans: [] };
  const head = { id: 'a.md', version: 'v1', contentHash: '', title, source, packName: 'test', ownWords };
  const document = { ...head, validity: { fromText: false } };
  return { passage, document, score: 1, sentences: [], around: '', signals: {} };
}

/** A small pack of an invented park. */
export const PARK: readonly LibraryDocument[] = [
  {
    path: 'results.md',
    title: '江川经开区2023年招商成果',
    text: `# 江川经开区2023年招商成果

## 年度数据

2023年江川经开区引进项目52个，总投资额222.8亿元，其中2亿元以上的项目25个。

2023年江川经开区实际使用外资4478万美元，同比增长166.5%。

## 重点项目

青禾新材料二期项目投资100亿元，2023年6月30日签约，落户江川经开区的新材料园。

智能装备产业集群引进了文泰光学、蓝图显示、悠乐华、鑫鼎鸿光四家企业。`,
  },
  {
    path: 'policy.md',
    title: '江川经开区厂房租金奖补办法',
    type: 'policy',
    documentNumber: '江经开〔2023〕5号',
    text: `# 江川经开区厂房租金奖补办法

## 厂房租金补贴

租用标准厂房的制造业企业，前三年按每月每平方米8元给予厂房租金补贴，每家企业每年最高不超过60万元。

## 申报流程

企业在政务大厅企业服务窗口提交申请，受理后15个工作日内办结。`,
  },
];
