import type { Comparison } from '../evaluation/compare.ts';
import type { Gold } from '../evaluation/gold.ts';
import { isFaulty, type Verdict } from '../evaluation/judge.ts';
import type { Score, Tally } from '../evaluation/score.ts';
import { bothOf, languageWords, objectionsTo, outcomeWords, typeWords } from '../evaluation/words.ts';
import { comparisonLines } from './eval-comparison-lines.ts';
import { clip, formatTable, printable } from './terminal.ts';

/** A score for a person at a terminal: by type, by language, in total, since the last run, and what to look at. */
export function scoreText(score: Score, verdicts: readonly Verdict[], comparison?: Comparison): string {
  return [
    groupTable(
      '类型\ntype',
      score.types.map((row) => ({ ...row, name: bothOf(typeWords(row.type)), key: row.type })),
      comparison?.types,
    ),
    groupTable(
      '语言\nlanguage',
      score.languages.map((row) => ({
        ...row,
        name: bothOf(languageWords(row.language)),
        key: row.language,
      })),
      comparison?.languages,
    ),
    ...(score.languages.length > 1 ? [grid(score)] : []),
    formatTable(['合计 total', ''], totals(score)),
    ...(comparison ? comparisonLines(comparison) : []),
    ...verdicts.filter(isFaulty).map(faultyLines),
  ].join('\n');
}

type Group = Tally & { name: string; key: string };

const COLUMNS: [head: string, cell: (group: Tally) => string][] = [
  ['答对\nright', ({ right, total }) => `${right}/${total}`],
  ['引证\ncited', ({ evidence }) => share(evidence.cited, evidence.total)],
  ['该拒而拒\ndeclined\nrightly', ({ unanswerable }) => share(unanswerable.declined, unanswerable.total)],
  ['该拒而答\nanswered\nwrongly', ({ unanswerable }) => share(unanswerable.answered, unanswerable.total)],
  ['该答而拒\ndeclined\nwrongly', ({ answerable }) => share(answerable.declined, answerable.total)],
  ['数字无据\nloose', ({ untraced, answered }) => share(untraced, answered)],
  ['词元/答\ntokens', (group) => tokensPerAnswer(group)],
  ['毫秒\nms 50%', ({ p50 }) => String(Math.round(p50))],
  ['\n95%', ({ p95 }) => String(Math.round(p95))],
];

function groupTable(title: string, groups: readonly Group[], turned?: Comparison['types']): string {
  const head = [title, ...COLUMNS.map(([name]) => name), ...(turned ? ['较上次\nturned'] : [])];
  const rows = groups.map((group) => [
    group.name,
    ...COLUMNS.map(([, cell]) => cell(group)),
    ...(turned ? [turnedCell(turned[group.key])] : []),
  ]);
  return formatTable(head, rows);
}

function turnedCell(turned: { better: number; worse: number } | undefined): string {
  if (!turned || turned.better + turned.worse === 0) return '';
  return `+${turned.better} −${turned.worse}`;
}

/** Right answers by type and language. */
function grid({ types, languages, cells }: Score): string {
  const rows = types.map(({ type }) => [
    bothOf(typeWords(type)),
    ...languages.map(({ language }) => {
      const cell = cells.find((each) => each.type === type && each.language === language);
      return cell ? `${cell.right}/${cell.total}` : '';
    }),
  ]);
  return formatTable(
    ['答对 right', ...languages.map(({ language }) => bothOf(languageWords(language)))],
    rows,
  );
}

function totals(score: Score): [string, string][] {
  const { evidence, unanswerable, answerable, tokens } = score;
  return [
    ['答对 right', of(score.right, score.total)],
    ['引用依据 evidence cited, of answered', of(evidence.cited, evidence.total)],
    ['该拒而拒 declined rightly, of unanswerable', of(unanswerable.declined, unanswerable.total)],
    ['该拒而答 answered wrongly, of unanswerable', of(unanswerable.answered, unanswerable.total)],
    ['该答而拒 declined wrongly, of answerable', of(answerable.declined, answerable.total)],
    ['数字无出处 answers with a figure no quote holds', of(score.untraced, score.answered)],
    ['出错 failed', String(score.failed)],
    ['事实与数字的字数 characters of a fact (median)', String(score.factCharacters ?? '-')],
    ['词元 tokens, read and written', tokens ? `${tokens.prompt} + ${tokens.completion}` : '-'],
    ['用时 time (median, 95th percentile)', `${Math.round(score.p50)} ms, ${Math.round(score.p95)} ms`],
  ];
}

const of = (count: number, total: number) => `${count} of ${total}`;
const share = (count: number, total: number) => (total === 0 ? '' : `${count}/${total}`);

function tokensPerAnswer({ tokens }: Tally): string {
  return tokens ? String(Math.round((tokens.prompt + tokens.completion) / tokens.answers)) : '';
}

function faultyLines(verdict: Verdict): string {
  const { gold, given } = verdict;
  const objections = objectionsTo(verdict).map(({ words, detail }) =>
    `  ${bothOf(words)} ${printable(detail)}`.trimEnd(),
  );
  return [
    `${printable(String(gold.id))} ${clip(gold.question, 120)}`,
    `  应为 expected ${printable(expected(gold))}`,
    `  实得 got      ${bothOf(outcomeWords(given.outcome))}: ${clip(given.text, 240)}`,
    ...objections,
  ].join('\n');
}

function expected(gold: Gold): string {
  const groups = gold.must.map((group) => group.join(' / '));
  return [
    bothOf(outcomeWords(gold.outcome)),
    ...(groups.length > 0 ? [`with ${groups.join(', ')}`] : []),
  ].join(' ');
}
