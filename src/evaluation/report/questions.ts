import { isFaulty, type Verdict } from '../judge.ts';
import { languageOf } from '../score.ts';
import { bothOf, languageWords, OBJECTIONS, type Objection, objectionsTo, typeWords } from '../words.ts';
import { type Html, html } from './html.ts';
import { section } from './parts.ts';
import { questionCard } from './question.ts';

/** Every question with something to object to beside its evidence, to be filtered; then those without, folded. */
export function questionsSections(verdicts: readonly Verdict[]): Html {
  const numbered = verdicts.map((verdict, at) => ({ verdict, anchor: `q${at + 1}` }));
  const faulty = numbered.filter(({ verdict }) => isFaulty(verdict));
  const sound = numbered.filter(({ verdict }) => !isFaulty(verdict));
  return html`${faultySection(faulty)}${soundSection(sound)}`;
}

type Numbered = { verdict: Verdict; anchor: string };

function faultySection(faulty: readonly Numbered[]): Html {
  if (faulty.length === 0) {
    const note = { zh: '没有需要查看的题目。', en: 'Nothing to look at.' };
    return section('faulty', { zh: '需要查看的题目', en: 'Questions to look at' }, note, undefined);
  }
  const note = {
    zh: '答错的、数字无出处的、未引用标准依据的题目，各附其依据。',
    en: 'Wrong, with a loose figure, or without the evidence gold names; each beside what it cites.',
  };
  const content = html`${filter(faulty.map(({ verdict }) => verdict))}
<div id="cards">${faulty.map(({ verdict, anchor }) => questionCard(verdict, anchor))}</div>`;
  return section(
    'faulty',
    { zh: `需要查看的题目：${faulty.length}题`, en: `Questions to look at: ${faulty.length}` },
    note,
    content,
  );
}

function soundSection(sound: readonly Numbered[]): Html {
  if (sound.length === 0) return html``;
  const items = sound.map(
    ({ verdict, anchor }) =>
      html`<details class="sound"><summary><b>${verdict.gold.id}</b> ${verdict.gold.question}</summary>${questionCard(verdict, anchor)}</details>`,
  );
  const note = { zh: '点开可看回答和依据。', en: 'Each opens to its answer and evidence.' };
  return section('sound', { zh: `答对的题目：${sound.length}题`, en: `Right: ${sound.length}` }, note, items);
}

/** Three choices over the cards below. Hidden until the page's script shows it: without script it would do nothing. */
function filter(verdicts: readonly Verdict[]): Html {
  const types = [...new Set(verdicts.map(({ gold }) => gold.type))];
  const languages = [...new Set(verdicts.map(languageOf))];
  const found = new Set(verdicts.flatMap((verdict) => objectionsTo(verdict).map(({ kind }) => kind)));
  const kinds = (Object.keys(OBJECTIONS) as Objection[]).filter((kind) => found.has(kind));
  return html`<form id="filter" hidden>
${choice(
  'type',
  '题型 Type',
  types.map((type) => [type, bothOf(typeWords(type))]),
)}
${choice(
  'language',
  '语言 Language',
  languages.map((language) => [language, bothOf(languageWords(language))]),
)}
${choice(
  'fault',
  '问题 Fault',
  kinds.map((kind) => [kind, bothOf(OBJECTIONS[kind])]),
)}
<output id="shown" aria-live="polite"></output></form>`;
}

function choice(name: string, title: string, options: readonly (readonly [string, string])[]): Html {
  const rows = options.map(([value, words]) => html`<option value="${value}">${words}</option>`);
  return html`<label>${title}<select name="${name}"><option value="">全部 all</option>${rows}</select></label>`;
}
