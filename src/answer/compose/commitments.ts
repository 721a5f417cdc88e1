import { inScriptOf } from '../../language/detect.ts';
import type { Citation, DocumentHead } from '../../types.ts';
import type { Citations } from '../citations.ts';
import { wordingFor } from '../wording.ts';

/**
 * What an answer must say of the documents it cites that bind nobody yet: drafts for comment, and plans.
 *
 * @returns statements without their last mark, in the asker's language, each with the mark of the document
 */
export function commitmentRemarks(citations: Citations): string[] {
  const { language } = citations;
  const wording = wordingFor(language);
  return citations.documents().flatMap((document) => {
    const cited = citations.list.filter((citation) => citation.document === document.id);
    const say = isDraft(document, cited) ? wording.draft : isPlan(document) ? wording.plan : undefined;
    if (!say) return [];
    const title = inScriptOf(language, document.title.replace(/^《(.*)》$/, '$1'));
    return [`${say(title)}${language === 'en' ? ' ' : ''}[${cited[0]!.n}]`];
  });
}

const DRAFT =
  /征求意见稿|徵求意見稿|征询意见稿|讨论稿|討論稿|送审稿|送審稿|报审稿|草案|草稿|\bdraft\b|\bfor (?:public )?(?:comment|consultation)\b/i;
/** In running text only what a document says of itself; others' drafts are news. */
const OWN_DRAFT =
  /^.{0,4}(?:征求意见稿|讨论稿|送审稿|草案)|(?:本|此)(?:征求意见稿|讨论稿|送审稿|草案)|this draft\b/i;

/** Whether a document calls itself a draft: in its title or its file's name, or where it is cited. */
function isDraft({ title, source }: DocumentHead, cited: readonly Citation[]): boolean {
  if (DRAFT.test(title) || DRAFT.test(source.path)) return true;
  return cited.some(
    ({ quote, locator }) => OWN_DRAFT.test(quote) || /征求意见稿|讨论稿|送审稿/.test(locator),
  );
}

function isPlan({ source }: DocumentHead): boolean {
  return source.type === 'plan';
}
