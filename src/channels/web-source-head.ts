import type { Day, DocumentType } from '../types.ts';
import type { SourceView } from './desk-port.ts';
import type { SourceState } from './public-source.ts';
import { label, languageOf, type Markup, markup } from './web-markup.ts';

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

/** The state in a Chinese and an English sentence. */
function wordState(state: SourceState): [chinese: string, english: string] {
  switch (state.kind) {
    case 'not-yet':
      return [
        `尚未施行 · 自${chineseDay(state.from)}起施行`,
        `Not in force before ${englishDay(state.from)}`,
      ];
    case 'in-force': {
      const { from, until } = state;
      if (until) return [`现行有效 · 有效期至${chineseDay(until)}`, `In force until ${englishDay(until)}`];
      return [`现行有效 · 自${chineseDay(from!)}起施行`, `In force since ${englishDay(from!)}`];
    }
    case 'expired': {
      const { until, successor } = state;
      const bare = successor?.replace(/^《(.*)》$/, '$1');
      const chinese = [until && `适用至${chineseDay(until)}`, bare && `现行规定为《${bare}》`].filter(
        Boolean,
      );
      const english = [until && `applied until ${englishDay(until)}`, bare && `replaced by “${bare}”`];
      return [
        `已失效${chinese.length > 0 ? `（${chinese.join('，')}）` : ''}`,
        ['No longer in force', ...english].filter(Boolean).join(', '),
      ];
    }
  }
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
