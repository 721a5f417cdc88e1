import type { Day, DocumentType } from '../../types.ts';
import type { SourceView } from '../desk-port.ts';
import { label, languageOf, type Markup, markup } from './markup.ts';
import type { SourceState } from './public-source.ts';

const TYPES: Record<DocumentType, [chinese: string, english: string]> = {
  policy: ['政策', 'Policy'],
  zone: ['园区', 'Zone'],
  case: ['案例', 'Case'],
  projects: ['项目', 'Projects'],
  event: ['活动', 'Event'],
  procedure: ['办事流程', 'Procedure'],
  faq: ['常见问题', 'FAQ'],
  news: ['新闻', 'News'],
  chain: ['产业链', 'Industry chain'],
  plan: ['规划', 'Plan'],
};

/** What stands above a document's text: its title, whether it is the rule today, and what it is. */
export function renderHead(view: SourceView, state: SourceState | undefined): Markup {
  const { title, type, zone, documentNumber, locator } = view;
  return markup`<header class="head">
    <h1 lang="${languageOf(title)}">${title}</h1>
    ${state && renderState(state)}
    <dl>
      ${documentNumber !== undefined && fact(label('文号', 'Number'), documentNumber)}
      ${type !== undefined && fact(label('类型', 'Type'), label(...TYPES[type]))}
      ${zone !== undefined && fact(label('园区', 'Zone'), zone)}
      ${locator !== '' && fact(label('引用位置', 'Cited place'), locator)}
    </dl>
  </header>`;
}

function fact(name: Markup, value: Markup | string): Markup {
  return markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function renderState(state: SourceState): Markup {
  const [chinese, english] = wordState(state);
  return markup`<p id="validity" class="state ${state.kind}"><span>${chinese}</span> <span class="english" lang="en">${english}</span></p>`;
}

/** The state in two words. */
export function stateLabel({ kind }: SourceState): Markup {
  return label(...STATES[kind]);
}

const STATES: Record<SourceState['kind'], [chinese: string, english: string]> = {
  'in-force': ['现行有效', 'In force'],
  'not-yet': ['尚未施行', 'Not yet in force'],
  expired: ['已失效', 'No longer in force'],
};

/** The state in a Chinese and an English sentence. */
function wordState(state: SourceState): [chinese: string, english: string] {
  const [chinese, english] = STATES[state.kind];
  if (state.kind === 'not-yet') {
    return [
      `${chinese} · 自${chineseDay(state.from)}起施行`,
      `Not in force before ${englishDay(state.from)}`,
    ];
  }
  const { until } = state;
  if (state.kind === 'in-force') {
    if (until) return [`${chinese} · 有效期至${chineseDay(until)}`, `${english} until ${englishDay(until)}`];
    return [`${chinese} · 自${chineseDay(state.from!)}起施行`, `${english} since ${englishDay(state.from!)}`];
  }
  const successor = state.successor?.replace(/^《(.*)》$/, '$1');
  const details = [until && `适用至${chineseDay(until)}`, successor && `现行规定为《${successor}》`].filter(
    Boolean,
  );
  return [
    details.length > 0 ? `${chinese}（${details.join('，')}）` : chinese,
    [english, until && `applied until ${englishDay(until)}`, successor && `replaced by “${successor}”`]
      .filter(Boolean)
      .join(', '),
  ];
}

function chineseDay(day: Day): string {
  return writtenDay('zh-CN', day);
}

function englishDay(day: Day): string {
  return writtenDay('en-GB', day);
}

/** A day as it is written: 2028年12月31日, 31 December 2028. */
function writtenDay(language: string, day: Day): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** A link out, only to a web address, and with the whole host in sight before anyone follows it. */
export function renderOriginal(address: string | undefined): Markup {
  const url = webAddress(address);
  if (!url) return markup``;
  return markup`<p class="original"><a href="${url.href}" target="_blank" rel="noopener noreferrer nofollow">${label('打开原文网页', 'Open the original page')} <span class="host">${url.host}</span></a></p>`;
}

function webAddress(address: string | undefined): URL | undefined {
  const url = address === undefined ? null : URL.parse(address);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}
