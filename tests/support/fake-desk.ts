import type {
  About,
  DeskPort,
  DocumentCard,
  DocumentFile,
  PassageFound,
  SourceView,
  TableExport,
} from '../../src/channels/desk-port.ts';
import type { Answer, AnswerEvent, Audience, Citation, Question } from '../../src/types.ts';

export type Script = (question: Question, signal: AbortSignal) => AsyncIterable<AnswerEvent>;

export interface FakeDesk extends DeskPort {
  /** Every question the desk was asked, oldest first. */
  asked: Question[];
  /** The signal of each question, same order. */
  signals: AbortSignal[];
  sourcesAsked: { passage: string; audience: Audience; from?: number }[];
  exportsAsked: { token: string; audience: Audience }[];
}

/** A desk that plays scripts by the question's exact text; a question without a script fails loudly. */
export function createFakeDesk(options: {
  scripts?: Record<string, Script>;
  sources?: Record<string, SourceView>;
  /** Tables by the token that asks for them. */
  exports?: Record<string, TableExport>;
  about?: Partial<About>;
  /** What the public may see; staff see no more. */
  documents?: DocumentCard[];
  files?: Record<string, DocumentFile>;
  /** Passages by the question that finds them. */
  passages?: Record<string, PassageFound[]>;
}): FakeDesk {
  const desk: FakeDesk = {
    asked: [],
    signals: [],
    sourcesAsked: [],
    exportsAsked: [],
    answer(question, signal = new AbortController().signal) {
      desk.asked.push(question);
      desk.signals.push(signal);
      const script = options.scripts?.[question.text];
      if (script === undefined) throw new Error(`No script for the question "${question.text}".`);
      return script(question, signal);
    },
    async source(passage, audience, from) {
      desk.sourcesAsked.push({ passage, audience, ...(from !== undefined && { from }) });
      return options.sources?.[passage];
    },
    async exportTable(token, audience) {
      desk.exportsAsked.push({ token, audience });
      return options.exports?.[token];
    },
    async about() {
      return { ...ABOUT, ...options.about };
    },
    documents: async () => options.documents ?? [],
    file: async (document) => options.files?.[document],
    search: async ({ text }, limit) => (options.passages?.[text] ?? []).slice(0, limit),
  };
  return desk;
}

/** Plays the events one after the other. */
export function play(...events: AnswerEvent[]): Script {
  return async function* () {
    yield* events;
  };
}

/** Streams the answer's text in small pieces, then the answer. */
export function stream(answer: Answer): Script {
  return async function* () {
    yield { type: 'status', step: 'searching' };
    yield { type: 'status', step: 'composing' };
    for (const piece of answer.text.match(/.{1,6}/gsu) ?? []) yield { type: 'text', delta: piece };
    yield { type: 'answer', answer };
  };
}

/** An answer with sensible defaults. */
export function answerOf(parts: Partial<Answer>): Answer {
  return {
    outcome: 'answered',
    text: '',
    citations: [],
    language: 'zh-Hans',
    composedBy: 'extractive',
    ...parts,
  };
}

export const ABOUT: About = {
  name: '江川经济技术开发区',
  languages: ['zh-Hans', 'zh-Hant', 'en'],
  contact: {
    name: '招商服务中心',
    phone: '0734-8888666',
    telegram: '@jiangchuan_desk',
    hours: '工作日 9:00-17:30',
  },
  documents: 12,
  suggestions: {
    'zh-Hans': ['2025年规上工业总产值是多少？', '制造业项目有哪些奖励？', '新材料园在哪里？'],
    'zh-Hant': ['2025年規上工業總產值是多少？', '製造業項目有哪些獎勵？'],
    en: ['What was the industrial output in 2025?', 'Which incentives are there for manufacturing?'],
  },
};

export const OUTPUT_CITATION: Citation = {
  n: 1,
  document: 'news/results-2025.md',
  title: '江川经开区2025年招商成果通报',
  locator: '招商成果 › 年度数据 · 第3段',
  quote: '2025年，全区规模以上工业总产值达到1638.77亿元，同比增长9.2%，新签约项目86个。',
  highlights: [{ start: 6, end: 28 }],
  passage: 'passage-output',
  sourceUrl: 'https://www.jiangchuan.example/news/2025',
};

export const POLICY_CITATION: Citation = {
  n: 2,
  document: 'policies/policy-2026.docx',
  title: '招商引资若干政策（2026版）',
  locator: '第二章 制造业 › 固定资产投资奖励 · 第2段',
  quote: '对固定资产投资5000万元以上的制造业项目，按实际投资额的5%给予奖励，最高不超过2000万元。',
  highlights: [{ start: 22, end: 47 }],
  passage: 'passage-policy',
};

const IN_PARK = {
  park: ABOUT.name,
  window: { blocks: [], from: 0, total: 0 },
};

export const OUTPUT_SOURCE: SourceView = {
  document: OUTPUT_CITATION.document,
  title: OUTPUT_CITATION.title,
  type: 'news',
  locator: OUTPUT_CITATION.locator,
  sourceUrl: OUTPUT_CITATION.sourceUrl,
  ...IN_PARK,
  validity: {},
  before: '一年来，全区上下聚焦主导产业，坚持项目为王，招商引资工作取得新的进展。现将有关情况通报如下。',
  passage: OUTPUT_CITATION.quote,
  after: '其中，新材料产业完成产值612.4亿元，装备制造产业完成产值498.1亿元。',
};

export const POLICY_SOURCE: SourceView = {
  document: POLICY_CITATION.document,
  title: POLICY_CITATION.title,
  type: 'policy',
  zone: '新材料园',
  documentNumber: '江经开〔2026〕3号',
  ...IN_PARK,
  validity: { from: '2026-01-01', to: '2028-12-31' },
  locator: POLICY_CITATION.locator,
  before: '第四条 支持制造业项目落户。项目应符合园区主导产业方向。',
  passage: POLICY_CITATION.quote,
  after: '奖励资金分三年兑现，比例为4:3:3。',
};
