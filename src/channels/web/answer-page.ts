import type { ChartImage } from '../../charts/draw.ts';
import type { Answer, AnswerTable, Citation, Language, Outcome } from '../../types.ts';
import { AI_LABEL } from '../ai-label.ts';
import { ANSWER_STRINGS, type AnswerStrings } from './answer-strings.ts';
import { renderAnswerText } from './answer-text.ts';
import { languageOf, type Markup, markup } from './markup.ts';
import type { BuiltPage } from './template.ts';

/** One question with its answer, for whoever has the link. */
export interface ShownAnswer {
  park: string;
  question: string;
  answer: Answer;
  chart?: ChartImage;
  /** When it was asked, in milliseconds. */
  askedAt: number;
}

/** The parks are in China, and so are the days of their answers. */
const TIMEZONE = 'Asia/Shanghai';
const ROWS_SHOWN = 50;

/** The page of an answer: question, answer, sources, when it was asked, and that a machine wrote it. */
export function renderAnswer({ park, question, answer, chart, askedAt }: ShownAnswer): BuiltPage {
  const strings = ANSWER_STRINGS[answer.language];
  const known = (n: number) => answer.citations.some((citation) => citation.n === n);
  const { outcome } = answer;
  const body = markup`${renderTop(park, strings, answer.language)}
<main class="shared" lang="${answer.language}">
  ${renderQuestion(question, strings)}
  <section class="answer ${outcome}" aria-label="${strings.answer}">
    ${isTold(outcome) && markup`<p class="outcome">${strings[outcome]}</p>`}
    <div class="words">${renderAnswerText(answer.text, known)}</div>
    ${chart && renderChart(chart)}
    ${answer.table && renderTable(answer.table, strings)}
    ${renderSources(answer.citations, strings)}
    <p class="written"><b>AI</b> <span>${AI_LABEL[answer.language]}</span> <span>${dayOf(askedAt, strings)}</span></p>
  </section>
  ${renderOwn(strings)}
</main>`;
  return { title: `${short(question)} · ${park}`, body };
}

/** Whether the outcome stands above the answer: where it is none. */
function isTold(outcome: Outcome): outcome is 'declined' | 'handoff' | 'failed' {
  return outcome === 'declined' || outcome === 'handoff' || outcome === 'failed';
}

/** The same page while the answer is being made. It is read again and again, with a script or without. */
export function renderWaiting({
  park,
  question,
  language,
}: {
  park: string;
  question: string;
  language: Language;
}): BuiltPage {
  const strings = ANSWER_STRINGS[language];
  const body = markup`${renderTop(park, strings, language)}
<main class="shared" lang="${language}">
  ${renderQuestion(question, strings)}
  <section class="answer pending" aria-label="${strings.answer}" aria-busy="true" id="answer">
    <div class="words" id="words" aria-live="polite"></div>
    <p class="progress" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${strings.waiting}</p>
    <p class="hint">${strings.waitingHint}</p>
    <p class="hint"><a href="">${strings.reload}</a></p>
  </section>
</main>`;
  // Slower than the script, which reads the answer as soon as it is there; it alone reloads where that does not run.
  const head = markup`<meta http-equiv="refresh" content="20"><script src="/waiting.js" defer></script>`;
  return { title: `${short(question)} · ${park}`, body, head };
}

/** For a link that is too old, forged, or whose answer is gone: it must not tell which. */
export function renderGone(): BuiltPage {
  const { 'zh-Hans': chinese, en } = ANSWER_STRINGS;
  const body = markup`${renderTop(undefined, chinese, 'zh-Hans')}
<main class="apology">
  <h1>这个链接已经失效 <span class="english" lang="en">This link has expired</span></h1>
  <p>回答的链接只在一段时间内有效，问答记录也可能已经清除。请重新提问，回答会附上最新的出处。</p>
  <p lang="en">Links to answers last for a limited time, and the conversation may have been cleared. Please ask again: the new answer will cite the documents as they are now.</p>
  <p class="ask"><a href="/">${chinese.own} <span class="english" lang="en">${en.own}</span></a></p>
</main>`;
  return { title: '这个链接已经失效', body };
}

function renderTop(park: string | undefined, strings: AnswerStrings, language: Language): Markup {
  const name = park !== undefined && markup`<b lang="${languageOf(park)}">${park}</b>`;
  return markup`<div class="top"><div><a href="/" lang="${language}"><span>${strings.desk}</span> ${name}</a></div></div>`;
}

function renderQuestion(question: string, strings: AnswerStrings): Markup {
  return markup`<p class="asked">${strings.asked}</p><h1 lang="${languageOf(question)}">${question}</h1>`;
}

function renderSources(citations: readonly Citation[], strings: AnswerStrings): Markup | false {
  if (citations.length === 0) return false;
  return markup`<h2>${strings.sources}</h2>
<ol class="sources">${citations.map((citation) => renderSource(citation, strings))}</ol>`;
}

function renderSource({ n, title, locator, quote, passage }: Citation, strings: AnswerStrings): Markup {
  const address = `/source/${encodeURIComponent(passage)}#cited`;
  return markup`<li id="source-${n}">
  <span class="number" aria-hidden="true">${n}</span>
  <div>
    <a href="${address}" title="${strings.openSource.replace('{0}', String(n))}" lang="${languageOf(title)}">${title}</a>
    ${locator !== '' && markup`<p class="place" lang="${languageOf(locator)}">${locator}</p>`}
    <blockquote lang="${languageOf(quote)}">${quote}</blockquote>
  </div>
</li>`;
}

function renderChart({ narrow, wide, alt }: ChartImage): Markup {
  const address = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return markup`<picture class="chart"><source media="(max-width: 639px)" srcset="${address(narrow)}"><img src="${address(wide)}" alt="${alt}"></picture>`;
}

function renderTable({ title, columns, rows, total }: AnswerTable, strings: AnswerStrings): Markup {
  const shown = rows.slice(0, ROWS_SHOWN);
  const left = total - shown.length;
  return markup`<div class="table" tabindex="0"><table>
  ${title !== '' && markup`<caption>${title}</caption>`}
  <thead><tr>${columns.map(({ name, kind }) => markup`<th scope="col" class="${kind}">${name}</th>`)}</tr></thead>
  <tbody>${shown.map((cells) => markup`<tr>${cells.map(({ text }, at) => markup`<td class="${columns[at]?.kind ?? 'text'}">${text}</td>`)}</tr>`)}</tbody>
</table></div>
${left > 0 && markup`<p class="hint">${strings.moreRows.replace('{0}', String(left))}</p>`}`;
}

function renderOwn({ own }: AnswerStrings): Markup {
  return markup`<p class="ask"><a href="/">${own}</a></p>`;
}

function dayOf(instant: number, { locale }: AnswerStrings): Markup {
  const date = new Date(instant);
  const written = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIMEZONE }).format(date);
  return markup`<time datetime="${date.toISOString()}">${written}</time>`;
}

function short(question: string): string {
  const letters = [...question.replace(/\s+/g, ' ')];
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : letters.join('');
}
