import { readFigures } from '../../language/figures.ts';
import { fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';
import { type AnalysedSentence, analysePassage } from '../../retrieval/reading/passage-analysis.ts';
import type { SentenceFeatures } from '../../retrieval/reading/sentence-score.ts';
import type { Evidence } from '../../types.ts';
import type { Chosen } from './select.ts';

/** Rows of one table that a list names at most. */
const MOST_ROWS = 12;
/** A row answers as well as another where it holds as much of the question, but for so little. */
const NEARLY = 0.03;

/** What follows a passage that opens a list, in its order. */
export function itemsOf(opening: Chosen, evidence: readonly Evidence[]): Chosen[] {
  return evidence
    .filter(({ lead }) => lead?.id === opening.evidence.passage.id)
    .sort((a, b) => a.passage.ordinal - b.passage.ordinal)
    .flatMap((item) =>
      analysePassage(item.passage).sentences.map((sentence) => ({
        evidence: item,
        sentence,
        score: opening.score,
      })),
    );
}

/**
 * The rows of one table that answer as well as the best one, in the table's order.
 *
 * @returns none where the best is no row, or the only one that does
 */
export function rowsAlike(best: Chosen, ranked: readonly Chosen[]): Chosen[] {
  if (best.evidence.passage.kind !== 'table-row') return [];
  const least = heldBy(best) - NEARLY;
  const alike = ranked.filter(
    (other) =>
      other.evidence.passage.kind === 'table-row' &&
      tableOf(other.evidence) === tableOf(best.evidence) &&
      heldBy(other) >= least,
  );
  if (alike.length < 2) return [];
  return alike.slice(0, MOST_ROWS).sort((a, b) => a.evidence.passage.ordinal - b.evidence.passage.ordinal);
}

/** What a row holds of the question itself, less what speaks against it. */
function heldBy({ evidence, sentence }: Chosen): number {
  const { features } = evidence.sentences.find(({ start }) => start === sentence.start)!;
  const { subject, focus, otherTime, otherFigure, otherCode, otherTier } = features as SentenceFeatures;
  return subject + focus - otherTime - otherFigure - otherCode - otherTier;
}

function tableOf({ document, passage: { locator } }: Evidence): string {
  return JSON.stringify([document.id, locator.headingPath, locator.table, locator.sheet]);
}

/** Opens a list within a sentence, by its first item or by the colon at its end. */
const OPENS = /[:：][^。]*(?:\(一\)|\(1\)|①|(?<!\d)1[.、])|[:：]$/;
const NEXT_ITEM = /^(?:\([二三四五六七八九十]{1,3}\)|\((?:[2-9]|1\d)\)|(?:[2-9]|1\d)[.、](?!\d)|[②-⑳])/;

/** The items that follow, in their passage, the sentence that opens their list: 有下列情形之一的：（一）…；（二）…。 */
export function itemsWithin(opening: Chosen): Chosen[] {
  if (!OPENS.test(opening.sentence.folded)) return [];
  const { sentences } = analysePassage(opening.evidence.passage);
  const following = sentences.slice(sentences.findIndex(({ start }) => start === opening.sentence.start) + 1);
  const end = following.findIndex(({ folded }) => !NEXT_ITEM.test(folded));
  const items = end === -1 ? following : following.slice(0, end);
  return items.map((sentence) => ({ ...opening, sentence }));
}

const STEP = /^(?:第[一二三四五六七八九十\d]+步|步骤[一二三四五六七八九十\d]+|step \d+)[^,;]{0,16}$/;

/** What a step only names is said by the sentence behind it: 第四步 注册登记。在政务服务大厅办理…. */
export function behindStep({ evidence, sentence, score }: Chosen): Chosen[] {
  if (!STEP.test(sentence.folded.replace(/[。.]$/, ''))) return [];
  const { sentences } = analysePassage(evidence.passage);
  const next = sentences[sentences.findIndex(({ start }) => start === sentence.start) + 1];
  return next ? [{ evidence, sentence: next, score }] : [];
}

/** Raises what was said before: 补贴比例提高到15%. */
const RAISES =
  /提高(?:到|至)|上浮|上调|增加(?:到|至)|再(?:给予|奖励|补贴|补助|增加)|\braised to\b|\bincreased to\b/;

/**
 * The sentence that the best one only raises, before it in its passage: what holds without the condition that the
 * best one sets.
 */
export function raisedBy({ evidence, sentence, score }: Chosen, { expectations, text }: Query): Chosen[] {
  if (!RAISES.test(sentence.folded) || RAISES.test(text)) return [];
  const { sentences } = analysePassage(evidence.passage);
  const before = sentences[sentences.findIndex(({ start }) => start === sentence.start) - 1];
  return before && answers(before, expectations) ? [{ evidence, sentence: before, score }] : [];
}

function answers({ folded }: AnalysedSentence, expectations: Query['expectations']): boolean {
  return readFigures(folded).some((figure) => expectations.some((one) => fitsFigure(one, figure)));
}
