import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Comparison } from '../compare.ts';
import { isFaulty, type Verdict } from '../judge.ts';
import type { RunHead } from '../run.ts';
import type { Score } from '../score.ts';
import type { Bilingual } from '../words.ts';
import { breakdownSection } from './breakdown.ts';
import { comparisonSection } from './comparison.ts';
import { type Html, html, ownText } from './html.ts';
import { outcomesSection } from './outcomes.ts';
import { both, minuteOf, percent } from './parts.ts';
import { questionsSections } from './questions.ts';
import { timesSection } from './times.ts';
import { totalsSection } from './totals.ts';

/** What a report tells of. */
export interface Reported {
  head: RunHead;
  score: Score;
  verdicts: readonly Verdict[];
  comparison?: Comparison;
}

/** What paper wants differs from all the rest, so it comes last. */
const STYLES = ['page', 'figures', 'questions', 'print'];

/**
 * An evaluation as one web page that needs nothing else and asks nobody: totals, what changed since the last
 * run, counts by type and language, outcomes, times, and each question to look at beside its evidence.
 * What answers and documents say is text in it and nothing more; its own script only filters.
 */
export function reportPage(reported: Reported): string {
  const { head, score, verdicts, comparison } = reported;
  const style = STYLES.map((name) => own(`styles/${name}.css`)).join('');
  const script = own('filter.js');
  // Were anything of a document to get through as mark-up, it still could neither run nor load.
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}`;
  return html`<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>问答评测 ${percent(score.right, score.total)} · ${head.gold}</title><style>${ownText(style)}</style></head><body>
${masthead(reported)}
<main id="main">${totalsSection(score, comparison)}
${comparison && comparisonSection(comparison)}
${breakdownSection(score, comparison)}
${outcomesSection(score)}
${timesSection(verdicts.map(({ given }) => given.ms))}
${questionsSections(verdicts)}</main>
<script>${ownText(script)}</script></body></html>
`.text;
}

function masthead({ head, score, verdicts, comparison }: Reported): Html {
  const contents: Entry[] = [
    ['totals', { zh: '总览', en: 'Totals' }],
    ...(comparison ? [['comparison', { zh: '较上次', en: 'Changes' }] satisfies Entry] : []),
    ['breakdown', { zh: '题型和语言', en: 'Types' }],
    ['outcomes', { zh: '结果', en: 'Outcomes' }],
    ['times', { zh: '用时', en: 'Time' }],
    ['faulty', { zh: '需要查看', en: 'To look at' }],
    ...(verdicts.every(isFaulty) ? [] : [['sound', { zh: '答对', en: 'Right' }] satisfies Entry]),
  ];
  const facts = [
    head.packs.join('、'),
    head.gold,
    minuteOf(head.at),
    head.model === undefined ? '未用模型 no model' : `模型 model ${head.model}`,
    head.audience === 'staff' ? '内部资料 staff' : '公开资料 public',
    `以 ${head.asOf} 为准 as of`,
  ];
  return html`<header class="masthead"><div><p class="kicker">落地 Luodi</p><h1>${both({ zh: '问答评测报告', en: 'Evaluation report' })}</h1>
<p class="headline"><b>${score.right}</b> / ${score.total} ${both({ zh: '答对', en: 'right' })}</p>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
<nav aria-label="目录 Contents"><ul>${contents.map(([id, words]) => html`<li><a href="#${id}">${both(words)}</a></li>`)}</ul></nav></div></header>`;
}

type Entry = [id: string, words: Bilingual];

function own(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
