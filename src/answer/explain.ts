import { describeError } from '../errors.ts';
import { coverage, type WeighedUnit } from '../retrieval/candidates/coverage.ts';
import type { FusionWeights } from '../retrieval/candidates/fusion-weights.ts';
import { WINDOW_WEIGHTS } from '../retrieval/candidates/rank.ts';
import type { Alternative, Query } from '../retrieval/question/query.ts';
import { termsOf } from '../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Answer, Evidence, Language, Question, Span } from '../types.ts';
import { type AnswerDesk, answerQuestion, type Decision } from './answer.ts';
import { describeLocator, withoutTitle } from './citations.ts';
import type { Verdict } from './gate/gate.ts';
import type { Intent } from './intent/intents.ts';

/** How an answer came about, as plain data that can be written as JSON. Nothing in it is rounded. */
export interface Explanation {
  question: Question;
  decision:
    | { by: 'intent'; intent: Exclude<Intent, 'question'> }
    | { by: 'failure' }
    | { by: 'register' }
    | { by: 'incentive' }
    | { by: 'comparison' }
    | ({ by: 'gate' } & GateExplained);
  /** Absent where nothing was searched, or the search failed. */
  search?: SearchExplained;
}

/** `Verdict` without the sentence judged, which is marked among the passages. */
export type GateExplained = Pick<Verdict, 'open' | 'confidence' | 'threshold' | 'parts'> &
  Partial<Pick<Extract<Verdict, { open: false }>, 'closedBy' | 'missing'>>;

export interface SearchExplained {
  understood: Omit<Query, 'units' | 'terms'>;
  /** Heaviest first. */
  words: WordAsked[];
  /** Share of the question, 0 to 1, that lies in single characters and in pairs across two words. */
  characters: number;
  signals: {
    vectors: Signal & { weights?: FusionWeights };
    reranker: Signal;
    pastRules: { named: boolean; documents: { document: string; title: string }[] };
  };
  /** How many passages were compared; of these the best ten follow. */
  compared: number;
  passages: PassageExplained[];
}

/** A word of the question, as it is searched. */
export interface WordAsked {
  word: string;
  /** Share of the question's weight, 0 to 1. */
  share: number;
  /** Whether it is what is asked for, as against what that is asked about. */
  focus: boolean;
  /** Whether any document that the asker may see holds it, by any wording. */
  known: boolean;
  /** Synonyms and translations searched as well, and whether any document holds them. */
  wordings: { text: string; known: boolean }[];
}

/** A model beside the words: `failed` where it was asked and did not answer, `off` where none is there to ask. */
export interface Signal {
  state: 'in-use' | 'off' | 'failed';
  model?: string;
  failure?: string;
}

export interface PassageExplained {
  rank: number;
  passage: string;
  document: string;
  title: string;
  /** In the language of the question. */
  locator: string;
  score: number;
  parts: ScoreParts;
  /** Its `[n]` in the answer. */
  cited?: number;
  /** The best, the one the gate judged, and those the answer relies on. */
  sentences: (Span & { text: string; score: number; judged: boolean; chosen: boolean })[];
  /** Words of the question that it does not hold even with what stands around it. */
  lacks: string[];
}

/** Addends of a passage's score. */
export interface ScoreParts {
  words: number;
  vectors: number;
  /** For standing beside a passage that was found, where it was not found itself. */
  beside: number;
  /** For what its best sentence, and its best two in a row, hold of the question. */
  single: number;
  double: number;
  /** For what it says of the question in other words. */
  likeness: number;
  /** For the document, year or article that the question names. */
  preference: number;
  /** For its best sentence as an answer. */
  sentence: number;
  /** For the opinion of a reranker, where it was asked about the passage. */
  reranker?: number;
}

/** Passages explained: an answer is taken from no others. */
const PASSAGES = 10;

/** Answers a question as `answerQuestion` does, and tells how the answer came about. */
export async function explainAnswer(
  question: Question,
  desk: AnswerDesk,
): Promise<{ answer: Answer; explanation: Explanation }> {
  const decisions: Decision[] = [];
  const observed = { ...desk, onDecision: (decision: Decision) => decisions.push(decision) };
  for await (const event of answerQuestion(question, observed)) {
    if (event.type !== 'answer') continue;
    const { answer } = event;
    return { answer, explanation: explain(question, decisions[0]!, answer, desk) };
  }
  throw new Error('An answer ended without its last event.');
}

function explain(question: Question, decision: Decision, answer: Answer, desk: AnswerDesk): Explanation {
  switch (decision.by) {
    case 'intent':
    case 'failure':
    case 'register':
    case 'incentive':
      return { question, decision };
    case 'comparison':
      return { question, decision: { by: 'comparison' }, search: searchOf(decision.retrieval, answer, desk) };
    case 'gate': {
      const { best, ...gate } = decision.verdict;
      const search = searchOf(decision.retrieval, answer, desk, best);
      return { question, decision: { by: 'gate', ...gate }, search };
    }
  }
}

function searchOf(
  retrieval: Retrieval,
  answer: Answer,
  desk: AnswerDesk,
  judged?: Verdict['best'],
): SearchExplained {
  const { units, ranked, past, evidence } = retrieval;
  const { units: _units, terms: _terms, ...understood } = retrieval.query;
  const words = Map.groupBy(
    units.filter(({ word }) => word !== undefined),
    ({ word = '' }) => word,
  );
  const { language } = understood;
  const vectors = signalOf(desk.embedding, retrieval.embeddingFailure);
  return {
    understood,
    words: [...words].map((word) => wordOf(word, retrieval)).sort((a, b) => b.share - a.share),
    characters: shareOf(units.filter(({ word }) => word === undefined)),
    signals: {
      vectors: { ...vectors, ...(desk.embedding && { weights: retrieval.weights }) },
      reranker: signalOf(desk.reranker, retrieval.rerankFailure),
      pastRules: {
        named: past.named,
        documents: past.documents.map(({ id, title }) => ({ document: id, title })),
      },
    },
    compared: ranked.length,
    passages: evidence
      .slice(0, PASSAGES)
      .map((item, at) => ({ rank: at + 1, ...passageOf(item, { words, answer, judged, language }) })),
  };
}

function wordOf([word, units]: [string, readonly WeighedUnit[]], { rarity }: Retrieval): WordAsked {
  const isKnown = ({ terms }: Alternative) => terms.length > 0 && terms.every(rarity.knows);
  const others = units.flatMap(({ alternatives }) => alternatives);
  const wordings = new Map(others.map((other) => [other.wording, isKnown(other)]));
  return {
    word,
    share: shareOf(units),
    focus: units.some(({ focus }) => focus),
    known: units.every(({ alternatives }) => alternatives.some(isKnown)),
    wordings: [...wordings].flatMap(([text, known]) =>
      text === undefined || text === word ? [] : [{ text, known }],
    ),
  };
}

function shareOf(units: readonly WeighedUnit[]): number {
  return units.reduce((sum, { weight }) => sum + weight, 0);
}

function signalOf(model: { name: string } | undefined, failure: unknown): Signal {
  if (!model) return { state: 'off' };
  const { name } = model;
  return failure === undefined
    ? { state: 'in-use', model: name }
    : { state: 'failed', model: name, failure: describeError(failure) };
}

function passageOf(
  evidence: Evidence,
  context: {
    words: ReadonlyMap<string, readonly WeighedUnit[]>;
    answer: Answer;
    judged: Verdict['best'];
    language: Language;
  },
): Omit<PassageExplained, 'rank'> {
  const { passage, document, score, around, sentences } = evidence;
  const { words, answer, judged, language } = context;
  const citation = answer.citations.find((cited) => cited.passage === passage.id);
  const isChosen = ({ start, end }: Span) =>
    citation?.highlights.some((span) => span.start === start && span.end === end) ?? false;
  const isJudged = ({ start }: Span) =>
    judged?.evidence.passage.id === passage.id && judged.sentence.start === start;
  const terms = termsOf(`${passage.text}\n${around}`);
  return {
    passage: passage.id,
    document: document.id,
    title: document.title,
    locator: describeLocator(withoutTitle(passage.locator, document.title), language),
    score,
    parts: partsOf(evidence),
    cited: citation?.n,
    sentences: sentences
      .map(({ start, end, score: own }) => {
        const span = { start, end };
        const text = passage.text.slice(start, end);
        return { ...span, text, score: own, judged: isJudged(span), chosen: isChosen(span) };
      })
      .filter((sentence, at) => at === 0 || sentence.judged || sentence.chosen),
    lacks: [...words]
      .filter(([, units]) => coverage(units, terms) < HELD * shareOf(units))
      .map(([word]) => word),
  };
}

/** Half of a word's weight, by whichever wording: less is another word. */
const HELD = 0.5;

/** The addends, from the signals that ranking leaves with the evidence; what they do not make up is the reranker's. */
function partsOf({ score, sentences, signals }: Evidence): ScoreParts {
  const { index = 0, sparse = 0, dense = 0, preferred = 0 } = signals;
  const isBeside = sparse === 0 && dense === 0;
  const parts = {
    words: sparse,
    vectors: isBeside ? 0 : index - sparse,
    beside: isBeside ? index : 0,
    single: WINDOW_WEIGHTS.single * (signals.single ?? 0),
    double: WINDOW_WEIGHTS.double * (signals.double ?? 0),
    likeness: signals.likeness ?? 0,
    preference: preferred,
    sentence: (sentences[0]?.score ?? preferred) - preferred,
  };
  if (signals.reranked === undefined) return parts;
  return { ...parts, reranker: score - Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
