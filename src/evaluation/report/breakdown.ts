import type { Comparison } from '../compare.ts';
import type { Score, Tally } from '../score.ts';
import { type Bilingual, languageWords, typeWords } from '../words.ts';
import { type Html, html } from './html.ts';
import { both, scrolling, section, shareCell, turned } from './parts.ts';

type Group = Tally & { name: Bilingual; key: string };
type Since = Comparison['types'] | undefined;

/** The counts by type of question, by language, and right answers by both. */
export function breakdownSection(score: Score, comparison: Comparison | undefined): Html {
  const types = score.types.map((row) => ({ ...row, name: typeWords(row.type), key: row.type }));
  const languages = score.languages.map((row) => ({
    ...row,
    name: languageWords(row.language),
    key: row.language,
  }));
  const content = html`${groupTable({ zh: '题型', en: 'Type' }, types, comparison?.types)}
${groupTable({ zh: '语言', en: 'Language' }, languages, comparison?.languages)}
${score.languages.length > 1 ? grid(score) : undefined}`;
  const note = {
    zh: '“引用”只计标准答案写明依据且作了回答的题；“该拒”是资料中没有答案的题。',
    en: 'Cited counts answered questions whose gold names evidence; unanswerable ones are those gold declines.',
  };
  return section('breakdown', { zh: '按题型和语言', en: 'By type and language' }, note, content);
}

const COLUMNS: Bilingual[] = [
  { zh: '答对', en: 'right' },
  { zh: '引用依据', en: 'cited' },
  { zh: '该拒而拒', en: 'declined rightly' },
  { zh: '该拒而答', en: 'answered wrongly' },
  { zh: '该答而拒', en: 'declined wrongly' },
  { zh: '数字无出处', en: 'loose' },
  { zh: '每答词元', en: 'tokens' },
  { zh: '毫秒 50%', en: 'ms' },
  { zh: '毫秒 95%', en: 'ms' },
];

function groupTable(title: Bilingual, groups: readonly Group[], since: Since): Html {
  const columns = since ? [...COLUMNS, { zh: '较上次', en: 'turned' }] : COLUMNS;
  const head = [title, ...columns].map((name) => html`<th scope="col">${both(name)}</th>`);
  const rows = groups.map((group) => groupRow(group, since));
  return scrolling(
    `${title.zh} ${title.en}`,
    html`<table class="groups"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function groupRow(group: Group, since: Since): Html {
  const { evidence, unanswerable, answerable, tokens } = group;
  const perAnswer = tokens && Math.round((tokens.prompt + tokens.completion) / tokens.answers);
  return html`<tr><th scope="row">${both(group.name)}</th>${shareCell(group.right, group.total, 'good')}${shareCell(evidence.cited, evidence.total, 'good')}${shareCell(unanswerable.declined, unanswerable.total, 'good')}${shareCell(unanswerable.answered, unanswerable.total, 'bad')}${shareCell(answerable.declined, answerable.total, 'bad')}${shareCell(group.untraced, group.answered, 'bad')}<td>${perAnswer ?? '–'}</td><td>${Math.round(group.p50)}</td><td>${Math.round(group.p95)}</td>${since && html`<td>${turned(since[group.key] ?? { better: 0, worse: 0 })}</td>`}</tr>`;
}

function grid({ types, languages, cells }: Score): Html {
  const head = languages.map(({ language }) => html`<th scope="col">${both(languageWords(language))}</th>`);
  const rows = types.map(({ type }) => {
    const row = languages.map(({ language }) => {
      const cell = cells.find((each) => each.type === type && each.language === language);
      return shareCell(cell?.right ?? 0, cell?.total ?? 0, 'good');
    });
    return html`<tr><th scope="row">${both(typeWords(type))}</th>${row}</tr>`;
  });
  return html`<h3>${both({ zh: '题型 × 语言：答对', en: 'Type × language: right' })}</h3>${scrolling(
    '题型与语言 Type and language',
    html`<table class="groups"><thead><tr><th scope="col">${both({ zh: '题型', en: 'Type' })}</th>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  )}`;
}
