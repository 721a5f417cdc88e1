import type { SourceView } from '../desk-port.ts';
import { label, languageOf, type Markup, markup } from './markup.ts';
import type { SourceState } from './public-source.ts';
import { blockId, renderBlocks } from './source-blocks.ts';
import { renderHead, renderOriginal, stateLabel } from './source-head.ts';
import type { BuiltPage } from './template.ts';

/**
 * A document around a cited passage. Everything of it becomes text: no mark-up, no picture, no link.
 * @param address where the page is, without a query
 */
export function renderSource(
  view: SourceView,
  { address, state }: { address: string; state: SourceState | undefined },
): BuiltPage {
  const { title, park, passage, sourceUrl, window } = view;
  const hasMargin = window.blocks.some(({ page, sheet }) => page !== undefined || sheet !== undefined);
  const body = markup`${renderTop(park, state)}
<main>
  ${renderHead(view, state)}
  <article class="${hasMargin ? 'text placed' : 'text'}" lang="${languageOf(passage)}">
    ${renderOnward(view, address, 'earlier')}
    ${renderBlocks(window)}
    ${renderOnward(view, address, 'later')}
  </article>
  ${renderOriginal(sourceUrl)}
  ${renderAsk(label('返回问答台', 'Back to the chat'))}
</main>`;
  return { title: `${title} · ${park}`, body };
}

/** One page for what never was, is no more, or is not for the public: it must not tell which. */
export function renderMissing(): BuiltPage {
  return renderApology({
    heading: ['没有找到这段原文', 'This passage was not found'],
    chinese: '文件可能已经更新或撤下，链接所指的段落已不在公开资料中。请重新提问，回答会附上最新的出处。',
    english:
      'The document may have been replaced or withdrawn since this link was made. Please ask again: the answer will link to the passage as it is now.',
    onward: label('重新提问', 'Ask again'),
  });
}

/** For what broke on our side; says nothing of what. */
export function renderFailure(): BuiltPage {
  return renderApology({
    heading: ['原文暂时打不开', 'The document cannot be opened right now'],
    chinese: '系统出现故障，请稍后刷新本页。',
    english: 'Something is broken on our side. Please reload this page in a while.',
    onward: label('返回问答台', 'Back to the chat'),
  });
}

interface Apology {
  heading: [chinese: string, english: string];
  chinese: string;
  english: string;
  onward: Markup;
}

function renderApology({ heading, chinese, english, onward }: Apology): BuiltPage {
  const body = markup`${renderTop()}
<main class="apology">
  <h1>${label(...heading)}</h1>
  <p>${chinese}</p>
  <p lang="en">${english}</p>
  ${renderAsk(onward)}
</main>`;
  return { title: heading[0], body };
}

/** Stays in sight while the text is read, and so does the warning that it is not the rule. */
function renderTop(park?: string, state?: SourceState): Markup {
  const name = park !== undefined && markup`<b lang="${languageOf(park)}">${park}</b>`;
  return markup`<div class="top"><div>
  <a href="/"><span>${label('招商问答台', 'Ask the park')}</span> ${name}</a>
  ${state && state.kind !== 'in-force' && markup`<a class="caution" href="#validity">${stateLabel(state)}</a>`}
</div></div>`;
}

function renderAsk(words: Markup): Markup {
  return markup`<p class="ask"><a href="/">${words}</a></p>`;
}

/** The way to the text before or after the window, and back to the passage where that is elsewhere. */
function renderOnward({ window }: SourceView, address: string, way: 'earlier' | 'later'): Markup {
  const { blocks, from, total } = window;
  const end = from + blocks.length;
  const earlier = `${Math.max(0, from - blocks.length)}#${blockId(from - 1)}`;
  const later = `${end}#${blockId(end)}`;
  const isThere = way === 'earlier' ? from > 0 : end < total;
  const isPassageHere = blocks.some(({ cited }) => cited !== undefined);
  if (!isThere && isPassageHere) return markup``;
  const [chinese, english] = way === 'earlier' ? ['上文', 'Earlier'] : ['下文', 'Later'];
  const onward = `${address}?from=${way === 'earlier' ? earlier : later}`;
  const back = label('回到引用的段落', 'Back to the cited passage');
  return markup`<nav class="onward" aria-label="${chinese} ${english}">
    ${isThere && markup`<a href="${onward}">${label(chinese, english)}</a>`}
    ${!isPassageHere && markup`<a href="${address}#cited">${back}</a>`}
  </nav>`;
}
