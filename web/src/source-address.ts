import type { Citation, PublicSource } from './protocol.ts';

/** What a citation relies on: its passage, or what is recorded of when its document is the rule. */
export type Place = 'cited' | 'validity';

/** Where a citation's document opens, at the place that the citation is about. */
export function sourceAddress({ passage }: Citation, place: Place): string {
  return `/source/${encodeURIComponent(passage)}#${place}`;
}

/** Told by the words: a citation of the days repeats a passage that another one quotes, and quotes its own. */
export function placeAmong(citations: readonly Citation[], citation: Citation): Place {
  const first = citations.find(({ passage }) => passage === citation.passage);
  return first !== undefined && first.quote !== citation.quote ? 'validity' : 'cited';
}

/** The same told by the passage itself, once that is loaded: only its own words are in it. */
export function placeIn(view: PublicSource, citation: Citation): Place {
  return view.passage.includes(citation.quote) ? 'cited' : 'validity';
}
