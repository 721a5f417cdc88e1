import type { Comparison, Measure, Movement } from '../compare.ts';
import type { Score } from '../score.ts';
import type { Bilingual } from '../words.ts';
import { type Html, html } from './html.ts';
import { bar, both, percent, section, turned } from './parts.ts';

interface Tile {
  title: Bilingual;
  value: string;
  note: string;
  /** For the bar: what share, and whether more of it is good. */
  share?: { count: number; total: number; tone: 'good' | 'bad' };
  measure?: Measure;
  /** Whether it is as it should be. */
  isFine?: boolean;
}

/** The totals as tiles, each with how it moved since the last run. */
export function totalsSection(score: Score, comparison: Comparison | undefined): Html {
  const tiles = [...judged(score), ...spent(score)].map((each) => {
    const movement = comparison?.measures.find(({ measure }) => measure === each.measure);
    return tile(each, movement);
  });
  return section('totals', { zh: '总览', en: 'Totals' }, undefined, html`<ul class="tiles">${tiles}</ul>`);
}

function judged({
  right,
  total,
  evidence,
  unanswerable,
  answerable,
  untraced,
  answered,
  failed,
}: Score): Tile[] {
  return [
    counted({ zh: '答对', en: 'Right' }, right, total, 'good', 'right'),
    counted({ zh: '引用依据', en: 'Evidence cited' }, evidence.cited, evidence.total, 'good', 'cited'),
    counted(
      { zh: '该拒而拒', en: 'Declined rightly' },
      unanswerable.declined,
      unanswerable.total,
      'good',
      'declinedRightly',
    ),
    counted({ zh: '该拒而答', en: 'Answered wrongly' }, unanswerable.answered, unanswerable.total, 'bad'),
    counted(
      { zh: '该答而拒', en: 'Declined wrongly' },
      answerable.declined,
      answerable.total,
      'bad',
      'answeredRightly',
    ),
    counted({ zh: '数字无出处', en: 'Loose figures' }, untraced, answered, 'bad', 'traced'),
    counted({ zh: '出错', en: 'Failed' }, failed, total, 'bad'),
  ];
}

function counted(
  title: Bilingual,
  count: number,
  total: number,
  tone: 'good' | 'bad',
  measure?: Measure,
): Tile {
  return {
    title,
    value: tone === 'good' ? percent(count, total) : String(count),
    note: `${count} / ${total}`,
    share: { count, total, tone },
    measure,
    isFine: tone === 'bad' ? count === 0 : undefined,
  };
}

function spent({ tokens, p50, p95, factCharacters }: Score): Tile[] {
  const perAnswer = tokens && Math.round((tokens.prompt + tokens.completion) / tokens.answers);
  return [
    {
      title: { zh: '用时中位数', en: 'Median time' },
      value: `${Math.round(p50)} ms`,
      note: `95%: ${Math.round(p95)} ms`,
    },
    {
      title: { zh: '每答词元', en: 'Tokens an answer' },
      value: perAnswer === undefined ? '–' : String(perAnswer),
      note: tokens ? `${tokens.prompt} + ${tokens.completion}` : '未用模型 no model',
    },
    {
      title: { zh: '事实与数字的字数', en: 'Characters of a fact' },
      value: factCharacters === undefined ? '–' : String(factCharacters),
      note: '中位数 median',
    },
  ];
}

function tile({ title, value, note, share, isFine }: Tile, movement: Movement | undefined): Html {
  const tone = isFine === undefined ? '' : isFine ? 'fine' : 'amiss';
  const drawn = share && share.total > 0 ? bar(share.count / share.total, share.tone) : undefined;
  return html`<li class="tile ${tone}"><h3>${both(title)}</h3><p class="value">${value}</p><p class="of">${note}</p>${drawn}${movement && chip(movement)}</li>`;
}

/** How many questions turned since the last run, and whether that is more than chance. */
function chip({ better, worse, beyondChance }: Pick<Movement, 'better' | 'worse' | 'beyondChance'>): Html {
  if (better + worse === 0)
    return html`<p class="chip same">${both({ zh: '与上次相同', en: 'as last time' })}</p>`;
  const mark = beyondChance
    ? html` <b class="star">★ ${both({ zh: '非偶然', en: 'beyond chance' })}</b>`
    : undefined;
  const tone = worse > better ? 'down' : better > worse ? 'up' : 'same';
  return html`<p class="chip ${tone}"><span class="sr">较上次 since the last run: </span>${turned({ better, worse })}${mark}</p>`;
}
