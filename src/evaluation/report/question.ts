import { foldForScoring, type GivenAnswer, type Verdict } from '../judge.ts';
import { languageOf } from '../score.ts';
import { languageWords, objectionsTo, outcomeWords, typeWords } from '../words.ts';
import { type Fragment, type Html, html } from './html.ts';
import { both } from './parts.ts';

/** One question: what was asked, what was wanted and what was answered side by side, and what the answer cites. */
export function questionCard(verdict: Verdict, anchor: string): Html {
  const { gold, given } = verdict;
  const objections = objectionsTo(verdict);
  const kinds = objections.map(({ kind }) => kind).join(' ');
  const remarks = objections.map(
    ({ words, detail }) => html`<li>${both(words)}${detail && html` <b>${detail}</b>`}</li>`,
  );
  return html`<article id="${anchor}" class="card" data-type="${gold.type}" data-language="${languageOf(verdict)}" data-faults="${kinds}" aria-labelledby="${anchor}-asked">
<header><p class="labels"><b>${gold.id}</b> · ${both(typeWords(gold.type))} · ${both(languageWords(languageOf(verdict)))} · ${Math.round(given.ms)} ms</p>
${gold.history.map((earlier) => html`<p class="earlier"><span class="quiet">先前问 earlier</span> ${earlier}</p>`)}
<h3 id="${anchor}-asked">${gold.question}</h3></header>
${remarks.length > 0 ? html`<ul class="remarks">${remarks}</ul>` : undefined}
<div class="pair"><div class="wanted"><h4>${both({ zh: '标准', en: 'Wanted' })} <small>${both(outcomeWords(gold.outcome))}</small></h4>${wanted(verdict)}</div>
<div class="given"><h4>${both({ zh: '回答', en: 'Given' })} <small>${both(outcomeWords(given.outcome))}</small></h4><p class="answer">${answerText(given, anchor)}</p></div></div>
${citations(verdict, anchor)}</article>`;
}

function wanted({ gold, faults, evidenceCited }: Verdict): Fragment {
  const missing = new Set(faults.map((fault) => (fault.kind === 'missing' ? fault.group : undefined)));
  const said = new Set(faults.map((fault) => (fault.kind === 'forbidden' ? fault.text : undefined)));
  const must = gold.must.map((group) =>
    checked(!missing.has(group), { zh: '须有', en: 'must hold' }, group.join(' / ')),
  );
  const forbid = gold.forbid.map((text) =>
    checked(!said.has(text), { zh: '不得有', en: 'must not say' }, text),
  );
  const evidence =
    gold.evidence === undefined
      ? []
      : [checked(evidenceCited, { zh: '依据', en: 'evidence' }, gold.evidence)];
  const rows = [...must, ...forbid, ...evidence];
  return rows.length === 0 ? html`<p class="quiet">–</p>` : html`<ul class="checks">${rows}</ul>`;
}

/** One thing gold asks for, and whether it is so; `undefined` where it was not looked for. */
function checked(isSo: boolean | undefined, what: { zh: string; en: string }, text: string): Html {
  const [sign, words] =
    isSo === undefined ? ['–', '未核对 not checked'] : isSo ? ['✓', '有 yes'] : ['✗', '不符 no'];
  const tone = isSo === undefined ? 'quiet' : isSo ? 'up' : 'down';
  return html`<li><span class="${tone}" aria-hidden="true">${sign}</span><span class="sr">${words}</span> <span class="quiet">${both(what)}</span> ${text}</li>`;
}

/** The answer as given; a mark of a source leads to its citation. */
function answerText({ text, citations }: GivenAnswer, anchor: string): Fragment {
  return text.split(/(\[\d+\])/).map((part) => {
    const n = Number(/^\[(\d+)\]$/.exec(part)?.[1]);
    return citations.some((citation) => citation.n === n)
      ? html`<a class="mark" href="#${anchor}-c${n}" aria-label="来源 ${n} source ${n}">[${n}]</a>`
      : part;
  });
}

function citations({ gold, given }: Verdict, anchor: string): Html {
  if (given.citations.length === 0)
    return html`<p class="quiet">${both({ zh: '没有引用。', en: 'Nothing is cited.' })}</p>`;
  const evidence = gold.evidence === undefined ? undefined : foldForScoring(gold.evidence);
  const rows = given.citations.map((citation) => {
    const isGold = evidence !== undefined && foldForScoring(citation.quote).includes(evidence);
    const badge = isGold
      ? html` <span class="badge">${both({ zh: '含标准依据', en: 'holds the evidence' })}</span>`
      : undefined;
    return html`<li id="${anchor}-c${citation.n}"><p class="source"><b>[${citation.n}]</b> ${citation.title}${citation.locator && ` · ${citation.locator}`} <small class="quiet">${citation.document}</small>${badge}</p><blockquote>${marked(citation)}</blockquote></li>`;
  });
  return html`<h4>${both({ zh: '引用的依据', en: 'What it cites' })}</h4><ol class="citations">${rows}</ol>`;
}

/** A quote with the parts marked that carry the answer; parts that overlap are marked once. */
function marked({ quote, highlights }: GivenAnswer['citations'][number]): Fragment {
  const parts: Fragment[] = [];
  let at = 0;
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    parts.push(quote.slice(at, from), html`<mark>${quote.slice(from, end)}</mark>`);
    at = end;
  }
  return [...parts, quote.slice(at)];
}
