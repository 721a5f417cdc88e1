import { readFigures, sameFigure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import type { Expectation } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';
import { enumerated, fitness, type Wanted, wantedBy } from '../../retrieval/reading/fitness.ts';
import { type AnalysedSentence, analysePassage } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence, Span } from '../../types.ts';
import { behindStep, itemsOf, itemsWithin, raisedBy, rowsAlike } from './gathering.ts';

/** A sentence chosen to answer with. */
export interface Chosen {
  evidence: Evidence;
  sentence: AnalysedSentence;
  score: number;
}

/** Passages looked at for the answer. */
const PASSAGES = 10;
/** How much the passage's own rank counts beside the sentence's score. */
const PASSAGE_SHARE = 0.15;
/** How much it counts that the passage says what the question says, in whatever words. */
const LIKENESS_SHARE = 0.3;
/** A second sentence must come this near to the first. */
const SECOND_SHARE = 0.6;
/** So must further things of a list, of which no more than so many are named. */
const LIST_SHARE = 0.6;
const LIST_LENGTH = 5;
/** Two sentences that share this much of their terms say the same. */
const SAME = 0.6;

/**
 * Chooses the sentences that answer: the best one, one more for each part of the question that it leaves
 * open, and for a question after several things whose best sentence names one, the next ones.
 */
export function selectSentences({ evidence, query, units }: Retrieval): Chosen[] {
  const wanted = wantedBy(query, units);
  const ranked = query.expectations[0] === 'yes-no' ? byOwnScore(evidence) : rankSentences(evidence);
  const [best, ...others] = ranked;
  if (!best) return [];
  if (query.article && best.evidence.signals.placed! > 0) return wholeArticle(best, evidence);
  const items = itemsOf(best, evidence);
  if (items.length > 0) return [best, ...items];
  const several = asksForSeveral(query) ? membersOf(best, evidence) : [];
  if (several.length > 0) return several;
  const chosen = [...raisedBy(best, query), best, ...behindStep(best)];
  for (const expectation of query.expectations) {
    if (satisfied(expectation, wanted, chosen)) continue;
    const second = others.find(
      (other) =>
        other.score >= SECOND_SHARE * best.score &&
        satisfied(expectation, wanted, [other]) &&
        isOfDay(query, other),
    );
    if (second && !repeats(second, chosen)) chosen.push(second);
  }
  if (asksForSeveral(query) && enumerated(best.sentence.folded) < (query.listSize ?? 3)) {
    const kind = mostSpecific(wanted.focus, ranked);
    for (const other of others) {
      if (chosen.length >= LIST_LENGTH || other.score < LIST_SHARE * best.score) break;
      const sameKind = !kind || held(kind, other.sentence.terms) >= SAME;
      if (sameKind && !repeats(other, chosen)) chosen.push(other);
    }
  }
  return query.expectations.includes('reason')
    ? withAntecedent(reasonFirst(chosen, wanted), evidence)
    : chosen;
}

/** What a list is made of where its best sentence is one row of a table, or opens it with its first item. */
function membersOf(best: Chosen, evidence: readonly Evidence[]): Chosen[] {
  const items = itemsWithin(best);
  return items.length > 0 ? [best, ...items] : rowsAlike(best, rankSentences(evidence, evidence.length));
}

/** Opens a sentence that says of what came before that it is the reason. */
const POINTS_BACK = /^(?:因为|由于|正是)?(?:这些|这|上述|以上|此|these|this|because of (?:these|this))/;

/** What gives the reason before what else was chosen. */
function reasonFirst(chosen: readonly Chosen[], wanted: Wanted): Chosen[] {
  const reasons = chosen.filter((item) => satisfied('reason', wanted, [item]));
  return [...reasons, ...chosen.filter((item) => !reasons.includes(item))];
}

/** The reason with what its words point back at: the sentence before it, in its passage or the one before. */
function withAntecedent(chosen: readonly Chosen[], evidence: readonly Evidence[]): Chosen[] {
  const [best, ...others] = chosen;
  if (!best || !POINTS_BACK.test(best.sentence.folded)) return [...chosen];
  const { passage, document } = best.evidence;
  const own = analysePassage(passage).sentences;
  const at = own.findIndex(({ start }) => start === best.sentence.start);
  const before = evidence.find(
    (item) => item.document.id === document.id && item.passage.ordinal === passage.ordinal - 1,
  );
  const last = at > 0 ? own[at - 1] : before && analysePassage(before.passage).sentences.at(-1);
  const of = at > 0 ? best.evidence : before;
  return last && of ? [{ evidence: of, sentence: last, score: best.score }, best, ...others] : [...chosen];
}

/** Where a question names a day, no sentence of other days only says more of it. */
function isOfDay({ text }: Query, { sentence }: Chosen): boolean {
  const asked = readFigures(fold(text)).filter(({ date }) => date?.month !== undefined);
  const said = sentence.figures.filter(({ date }) => date?.month !== undefined);
  return (
    asked.length === 0 ||
    said.length === 0 ||
    said.some((one) => asked.some((other) => sameFigure(other, one)))
  );
}

/** An article that is asked for by its number: its passages in their order, as far as an answer reaches. */
function wholeArticle({ evidence: { document } }: Chosen, evidence: readonly Evidence[]): Chosen[] {
  return evidence
    .filter((item) => item.document.id === document.id && item.signals.placed! > 0)
    .sort((a, b) => a.passage.ordinal - b.passage.ordinal)
    .flatMap((item) =>
      analysePassage(item.passage).sentences.map((sentence) => ({ evidence: item, sentence, score: 1 })),
    )
    .slice(0, LIST_LENGTH);
}

/** What tells the things asked for from others, where several sentences hold it: 百亿 in 哪几个百亿级项目. */
function mostSpecific(focus: readonly WeighedUnit[], ranked: readonly Chosen[]): WeighedUnit | undefined {
  const shared = focus.filter(
    (unit) => ranked.filter(({ sentence }) => held(unit, sentence.terms) >= SAME).length >= 2,
  );
  return shared.sort((a, b) => b.weight - a.weight)[0];
}

/** What is asserted may be wrong, so that no passage is better for holding it: only what the sentences say counts. */
function byOwnScore(evidence: readonly Evidence[]): Chosen[] {
  const own = ({ evidence: { sentences }, sentence }: Chosen) =>
    sentences.find(({ start }) => start === sentence.start)!.score;
  return rankSentences(evidence).sort((a, b) => own(b) - own(a));
}

/** Sentences of the best passages, best first. */
export function rankSentences(evidence: readonly Evidence[], most = PASSAGES): Chosen[] {
  return evidence
    .slice(0, most)
    .flatMap((item) => {
      const analysed = analysePassage(item.passage).sentences;
      return item.sentences.map(({ start, score }) => ({
        evidence: item,
        sentence: analysed.find((sentence) => sentence.start === start)!,
        score:
          score +
          PASSAGE_SHARE * Math.min(1, item.signals.index!) +
          LIKENESS_SHARE * (item.signals.likeness ?? 0),
      }));
    })
    .sort((a, b) => b.score - a.score);
}

function satisfied(expectation: Expectation, wanted: Wanted, chosen: readonly Chosen[]): boolean {
  return chosen.some(({ sentence }) => fitness(expectation, sentence, wanted) >= 0.5);
}

function asksForSeveral({ text, expectations }: Query): boolean {
  return expectations.includes('list') || /哪几|哪些/.test(text);
}

/** Whether a sentence says what one of the chosen says already, as captions do. */
function repeats(sentence: Chosen, chosen: readonly Chosen[]): boolean {
  return chosen.some((other) => {
    const shared = [...sentence.sentence.terms].filter((term) => other.sentence.terms.has(term)).length;
    return shared >= SAME * Math.min(sentence.sentence.terms.size, other.sentence.terms.size);
  });
}

/** The span of a chosen sentence within its passage. */
export function spanOf({ sentence }: Chosen): Span {
  return { start: sentence.start, end: sentence.end };
}
