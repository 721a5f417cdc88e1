import type { Explanation, GateExplained, PassageExplained, SearchExplained } from '../answer/explain.ts';
import type { Answer } from '../types.ts';
import { cells, clip, formatTable, printable, wrap } from './terminal.ts';

type Part = keyof PassageExplained['parts'];
type Feature = GateExplained['parts'][number]['feature'];

/** Cells of a line, which is what a terminal has at least. */
const WIDTH = 80;
const LABEL_WIDTH = 18;
/** Characters of a word and of its other wordings in the table of words. */
const WORD_LENGTH = 20;
const WORDINGS_LENGTH = 14;

/** How an answer came about, for a person at a terminal: Chinese first, English beside it. */
export function explanationText(explanation: Explanation, answer: Answer): string {
  const { search } = explanation;
  const parts = [
    ...section('问题', 'question', questionLines(explanation)),
    ...(search ? section('信号', 'signals', signalLines(search)) : []),
    ...(search ? section('段落', 'passages', passageLines(search.passages)) : []),
    ...section('判断', 'decision', decisionLines(explanation, answer)),
    ...section('回答', 'answer', []),
  ];
  return parts.join('\n');
}

function section(chinese: string, english: string, lines: readonly string[]): string[] {
  const title = `── ${chinese} ${english} `;
  return [title + '─'.repeat(WIDTH - cells(title)), ...lines, ...(lines.length > 0 ? [''] : [])];
}

/** A label and what it says, which goes on in the next lines beside it. */
function row(label: string, text: string): string[] {
  const lines = wrap(printable(text), WIDTH - LABEL_WIDTH);
  return lines.map((line, at) => pad(at === 0 ? label : '', LABEL_WIDTH) + line);
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

function questionLines({ question, search }: Explanation): string[] {
  const asked = [
    ...row('原文 asked', question.text),
    ...row('对象 audience', `${question.audience}, ${question.asOf}`),
  ];
  if (!search) return asked;
  const { text, language, expectations, years, impliedYears, phases, article, listSize, sides } =
    search.understood;
  const item = article?.item === undefined ? '' : `(${article.item})`;
  const told: [string, string][] = [
    ['补全 completed', text === question.text ? '' : text],
    ['语言 language', language],
    ['所问 expects', expectations.map((name) => `${EXPECTATIONS[name]} ${name}`).join('、')],
    ['年份 years', years.join('、')],
    ['沿用年份 earlier', impliedYears.join('、')],
    ['分期 phases', phases.join('、')],
    ['条款 article', article ? `${article.article}${item}` : ''],
    ['几项 items', listSize === undefined ? '' : String(listSize)],
    ['比较 compares', sides.join(' ↔ ')],
  ];
  const rows = told.filter(([, value]) => value !== '').flatMap(([label, value]) => row(label, value));
  return [...asked, ...rows, wordTable(search)];
}

/** The share of the question is what search weighs by; that of the words is what the gate looks at. */
function wordTable({ words, characters }: SearchExplained): string {
  const total = words.reduce((sum, { share }) => sum + share, 0);
  const rows = words.map(({ word, share, focus, known, wordings }) => {
    const found = wordings.filter((wording) => wording.known).map(({ text }) => text);
    const notes = [focus && '所问 asked for', !known && '资料中无 in no document'].filter(Boolean);
    const shares = [percent(share), percent(total > 0 ? share / total : 0)];
    return [clip(word, WORD_LENGTH), ...shares, clip(found.join('、'), WORDINGS_LENGTH), notes.join('\n')];
  });
  const head = ['词\nword', '占问题\nof question', '占词语\nof words', '也作\nor', '说明\nnote'];
  return formatTable(head, [...rows, ['单字等 characters', percent(characters), '', '', '']]);
}

function signalLines({ signals, compared }: SearchExplained): string[] {
  const { vectors, reranker, pastRules } = signals;
  const weights = vectors.weights
    ? `; 同语言 same language ${vectors.weights.same}, 跨语言 across languages ${vectors.weights.cross}`
    : '';
  const past = pastRules.documents.map(({ title }) => `《${title.replace(/^《(.*)》$/, '$1')}》`);
  const how = pastRules.named ? '点名 asked for by name' : '按年份 by year';
  return [
    ...row('词语 words', `使用 in use; 比较了 ${compared} 段 passages compared`),
    ...row('向量 vectors', stateOf(vectors) + weights),
    ...row('重排 reranker', stateOf(reranker)),
    ...row('旧规 past rules', past.length > 0 ? `${how}: ${past.join('、')}` : '未用 none'),
  ];
}

function stateOf({ state, model = '', failure = '' }: SearchExplained['signals']['reranker']): string {
  if (state === 'off') return '未用 not in use';
  return state === 'in-use' ? `使用 in use: ${model}` : `失败 failed: ${model}: ${failure}`;
}

/** A table of scores, and below it what each passage is. */
function passageLines(passages: readonly PassageExplained[]): string[] {
  if (passages.length === 0) return ['没有找到任何段落 nothing was found'];
  const columns = (Object.keys(PARTS) as Part[]).filter((part) =>
    passages.some(({ parts }) => Math.abs(parts[part] ?? 0) >= 0.005),
  );
  const head = ['#', '得分\nscore', ...columns.map((part) => PARTS[part])];
  const rows = passages.map(({ rank, score, parts }) => [
    String(rank),
    score.toFixed(2),
    ...columns.map((part) => parts[part]?.toFixed(2) ?? ''),
  ]);
  return [formatTable(head, rows), ...passages.flatMap(describePassage)];
}

function describePassage({ rank, title, locator, cited, sentences, lacks }: PassageExplained): string[] {
  const mark = cited === undefined ? '' : ` [${cited}]`;
  const place = clip([title, locator].filter(Boolean).join(' · '), 120);
  const lines = sentences.flatMap(({ text, chosen, judged }) => {
    const notes = [chosen && '采用 chosen', judged && '据此判断 judged'].filter(Boolean).join(', ');
    return indented(`${chosen ? '✓' : '·'} ${clip(text, 160)}${notes && ` (${notes})`}`);
  });
  const lacking = lacks.length > 0 ? indented(`缺 lacks: ${lacks.join('、')}`) : [];
  return [...hanging(`${rank}. ${place}${mark}`, ''), ...lines, ...lacking];
}

function indented(text: string): string[] {
  return hanging(text, '   ');
}

/** A text in lines, those after the first a little further in. */
function hanging(text: string, indent: string): string[] {
  const lines = wrap(printable(text), WIDTH - indent.length - 2);
  return lines.map((line, at) => `${indent}${at === 0 ? '' : '  '}${line}`);
}

function decisionLines({ decision }: Explanation, answer: Answer): string[] {
  switch (decision.by) {
    case 'intent':
      return [`不是对资料的提问 not a question to the documents: ${decision.intent}`];
    case 'failure':
      return ['检索失败 the search failed; 原因见标准错误 standard error says why'];
    case 'register':
      return [
        '由登记表的行计算 computed over the rows of registers; 依据见所引各行 the rows cited are what it rests on',
      ];
    case 'incentive':
      return [
        '由政策条款计算 computed by the rules of policies; 依据见所引各条 the articles cited are what it rests on',
      ];
    case 'comparison':
      return [
        '两方分别检索、分别判断 each side was searched for and judged by itself;',
        '以上是整个问题的检索 above is the search for the question as a whole',
      ];
    case 'gate': {
      const isModels = decision.open && answer.outcome === 'declined';
      const model = isModels ? ['模型没有有据可查的答复 the model gave no answer that can be traced'] : [];
      return [...gateLines(decision), ...model];
    }
  }
}

function gateLines(gate: GateExplained): string[] {
  const { open, confidence, threshold, parts } = gate;
  const sign = confidence >= threshold ? '≥' : '<';
  const measured = `把握 confidence ${confidence.toFixed(3)} ${sign} 门槛 threshold ${threshold}`;
  const overruled = !open && confidence >= threshold ? '，规则优先 but the rule goes first' : '';
  const lines = open ? [`开 open: ${measured}`] : [`关 closed: ${reasonOf(gate)}`, measured + overruled];
  if (parts.length === 0) return lines;
  const sum = parts.reduce((total, { contribution }) => total + contribution, 0);
  const rows = parts.map(({ feature, value, weight, contribution }) =>
    [FEATURES[feature], value, weight, contribution].map((cell) =>
      typeof cell === 'number' ? cell.toFixed(2) : cell,
    ),
  );
  const head = ['特征 feature', '值 value', '权重 weight', '贡献 adds'];
  const total = ['合计 sum', '', '', sum.toFixed(2)];
  return [...lines, formatTable(head, [...rows, total])];
}

function reasonOf({ closedBy, missing }: GateExplained): string {
  switch (closedBy) {
    case 'nothing-found':
      return '没有找到任何句子 no sentence was found';
    case 'no-figure':
      return '没有所问一类的数字 no figure of the kind asked for';
    case 'missing': {
      const { years = [], words = [] } = missing ?? {};
      const lacking = years.length > 0 ? `年份 year ${years.join('、')}` : words.join('、');
      return `最近的内容没有涉及 what comes nearest does not speak of: ${lacking}`;
    }
    default:
      return '把握不足 not confident enough';
  }
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

const EXPECTATIONS: Record<SearchExplained['understood']['expectations'][number], string> = {
  money: '金额',
  count: '数量',
  people: '人数',
  percent: '比例',
  date: '日期',
  duration: '时长',
  area: '面积',
  quantity: '数值',
  person: '人物',
  place: '地点',
  list: '列举',
  'yes-no': '是否',
  reason: '原因',
  manner: '做法',
  comparison: '比较',
  thing: '事物',
};

const PARTS: Record<Part, string> = {
  words: '词语\nwords',
  vectors: '向量\nvectors',
  beside: '相邻\nbeside',
  single: '单句\nsingle',
  double: '双句\ndouble',
  likeness: '近义\nalike',
  preference: '偏好\nprefers',
  sentence: '最佳句\nsentence',
  reranker: '重排\nrerank',
};

const FEATURES: Record<Feature, string> = {
  bias: '基数 bias',
  sentence: '句中所含 held by the sentence',
  surroundings: '连同上下文所含 with its surroundings',
  words: '句中词语 words held',
  focusWords: '句中所问词语 words asked for',
  missing: '缺少的词语 words missing',
  heaviestMissing: '最重的缺词 heaviest missing',
  expected: '所问一类的内容 kind asked for',
  margin: '领先其他段落 ahead of others',
  alike: '最近义的句子 sentence most alike',
  alikeThird: '第三段最近义的句子 alike in the third',
  literal: '原样说到 said literally',
  unsaid: '没有说到的词 word not said',
  close: '集中说到 said close together',
  closeThird: '第三段集中说到 close in the third',
  closeFifth: '第五段集中说到 close in the fifth',
  asked: '所问之词 word asked for',
  candidate: '答案一致 agree on an answer',
  common: '共同用词 words in common',
  name: '共同名称 names in common',
  repetition: '相互重复 repeat each other',
  overlap: '最相近的两段 two most alike',
  figure: '近旁有所问数字 figure nearby',
  bound: '所问与答案同在一处 bound to an answer',
  agreed: '同处的答案一致 bound answers agree',
  asksFigure: '问数字 asks for a figure',
  asksPerson: '问人物 asks for a person',
};
