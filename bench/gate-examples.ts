import { Citations } from '../src/answer/citations.ts';
import { composeExtract } from '../src/answer/compose/compose.ts';
import { rankSentences } from '../src/answer/compose/select.ts';
import { crowding, type GateFeatures, gateFeatures } from '../src/answer/gate/features.ts';
import { judge } from '../src/answer/gate/gate.ts';
import { judge as score } from '../src/evaluation/judge.ts';
import { type Retrieval, retrieve } from '../src/retrieval/retrieve.ts';
import { type DevelopmentSet, type GoldSet, holdsAnswer } from './development.ts';
import { asQuestion } from './library.ts';

/** One question with what was found for it, as the gate sees it. */
export interface Example {
  set: string;
  /** The same for a question with and without the documents that answer it. */
  question: string;
  /** Whether the documents hold an answer, and whether the answer composed is one. */
  answerable: boolean;
  right: boolean;
  isEnglish: boolean;
  /** Whether it is a gold question on a park's documents. */
  isGold: boolean;
  crowding: number;
  /** Whether a rule closes the gate, whatever its confidence. */
  closed: boolean;
  /** Absent where no sentence was found at all. */
  features?: GateFeatures;
}

/** Every `every`th question of a set twice: with the documents that answer it, and with them taken away. */
export async function developmentExamples(set: DevelopmentSet, every: number): Promise<Example[]> {
  const found: Example[] = [];
  for (let i = 0; i < set.questions.length; i += every) {
    const question = set.questions[i]!;
    for (const answerable of [true, false]) {
      const retrieval = answerable ? await set.retrieve(question) : await set.retrieveWithout(question);
      const right = holdsAnswer(composed(retrieval), question);
      found.push({
        ...seen(retrieval),
        isGold: false,
        set: set.name,
        question: `${set.name} ${i}`,
        answerable,
        right,
      });
    }
  }
  return found;
}

/** Gold questions of one side that are to be answered or declined from the documents. */
export async function goldExamples({ name, questions, library }: GoldSet): Promise<Example[]> {
  const found: Example[] = [];
  for (const gold of questions) {
    const isOther = gold.type === 'comparison' || gold.type === 'injection';
    if (isOther || !['answered', 'declined'].includes(gold.outcome)) continue;
    const { question: text, history, audience, as_of: asOf } = gold;
    const asked = { ...asQuestion(text), history, ...(audience && { audience }), ...(asOf && { asOf }) };
    const retrieval = await retrieve(asked, library);
    const answerable = gold.outcome === 'answered';
    const given = { outcome: 'answered' as const, text: composed(retrieval), citations: [], ms: 0 };
    const right = answerable && score(gold, given).right;
    found.push({
      ...seen(retrieval),
      isGold: true,
      set: name,
      question: `${name} ${gold.id}`,
      answerable,
      right,
    });
  }
  return found;
}

function composed(retrieval: Retrieval): string {
  return composeExtract(retrieval, new Citations(retrieval.query.language)) ?? '';
}

function seen(retrieval: Retrieval): Pick<Example, 'isEnglish' | 'crowding' | 'closed' | 'features'> {
  const best = rankSentences(retrieval.evidence)[0];
  const verdict = judge(retrieval);
  return {
    isEnglish: retrieval.query.language === 'en',
    crowding: crowding(retrieval),
    closed: !verdict.open && verdict.closedBy !== 'confidence',
    features: best && gateFeatures(retrieval, best),
  };
}
