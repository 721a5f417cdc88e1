import type { Day } from '../../types.ts';
import type { SourceValidity, SourceView } from '../desk-port.ts';

/** What the page is told of a passage: its document's state today, and the words around it. */
export interface PublicSource
  extends Pick<
    SourceView,
    'document' | 'title' | 'type' | 'zone' | 'documentNumber' | 'sourceUrl' | 'locator'
  > {
  state?: SourceState;
  before: string;
  passage: string;
  after: string;
}

/** What a document is on a day: the rule until a last day, not yet, or no more since a last day. */
export type SourceState =
  | { kind: 'in-force'; from?: Day; until?: Day }
  | { kind: 'not-yet'; from: Day }
  | { kind: 'expired'; until?: Day; successor?: string };

/** The state on a day; `undefined` of a document that has no days. */
export function stateOn(today: Day, { from, to, successor }: SourceValidity): SourceState | undefined {
  if (from === undefined && to === undefined) return undefined;
  const isNever = to !== undefined && to < (from ?? FIRST_DAY);
  if (isNever) return { kind: 'expired', successor };
  if (from !== undefined && today < from) return { kind: 'not-yet', from };
  if (to !== undefined && to < today) return { kind: 'expired', until: to, successor };
  return { kind: 'in-force', from, until: to };
}

/** No rule is older: an earlier last day stands for one that replaced says no day of. */
const FIRST_DAY: Day = '1000-01-01';

/** Named field by field, as in `ui-message-stream.ts`: nothing new leaves by accident. */
export function publicSource(view: SourceView, today: Day): PublicSource {
  const { document, title, type, zone, documentNumber, sourceUrl, locator } = view;
  const { before, passage, after, validity } = view;
  const state = stateOn(today, validity);
  const head = { document, title, type, zone, documentNumber, sourceUrl, locator };
  return { ...head, state, before, passage, after };
}
