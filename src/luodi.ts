import { type AnswerDesk, answerQuestion } from './answer/answer.ts';
import { type Explanation, explainAnswer } from './answer/explain.ts';
import { exportRows } from './answer/registers/export.ts';
import type {
  About,
  DeskPort,
  DocumentCard,
  DocumentFile,
  PassageFound,
  SourceView,
  TableExport,
} from './channels/desk-port.ts';
import { DEFAULT_TIMEZONE, dayIn } from './day.ts';
import type { IngestOptions } from './ingest/ingest.ts';
import { type Inspection, inspectIndex } from './ingest/inspect.ts';
import type { IngestReport } from './ingest/report.ts';
import { type KnowledgeSnapshot, takeSnapshot } from './ingest/snapshot.ts';
import { withdraw } from './ingest/withdraw.ts';
import { type Keeping, type Knowledge, keepKnowledge } from './knowledge.ts';
import { findPassages, listDocuments, readDocumentFile } from './library-view.ts';
import type { ChatModel, Reranker } from './models/model.ts';
import { audiencesFor } from './retrieval/candidates/search.ts';
import { viewSource } from './source-view.ts';
import type { EmbeddingState } from './store/embedding-state.ts';
import { answeredSuggestions, candidateSuggestions, suggestionSources } from './suggestions.ts';
import type { Answer, AnswerEvent, Audience, Day, Language, Pack, Question } from './types.ts';
import type { PassageIndex } from './vectors/passage-index.ts';
import { forQuestions } from './vectors/question-vectors.ts';

/** Luodi, put together: the only thing that commands and channels talk to. */
export interface Luodi extends DeskPort {
  /** The index in use; `embedded` also where Qdrant was wanted and did not answer. */
  readonly index: PassageIndex['name'];
  /** The packs as they were last read. */
  readonly packs: readonly Pack[];
  /** Passages that answer now. */
  passages(): Promise<number>;
  /** Reads the packs again and takes in what changed; a second call waits for the first. */
  ingest(options?: IngestCall): Promise<IngestReport>;
  /** Takes out at once what the packs no longer hold or no longer show the public. Nothing is read. */
  withdraw(): Promise<void>;
  /** Whether an ingest is under way. */
  readonly isIngesting: boolean;
  /** Answers a question in each language for nobody, so that no visitor waits for dictionaries to load. No endpoint is asked. */
  warmUp(): Promise<void>;
  /** What is known of the vectors of the documents; `undefined` where they have none. */
  vectors(): Promise<EmbeddingState | undefined>;
  /** How store and index stand to each other. */
  inspect(): Promise<Inspection>;
  /** Copies store and index, the store's file into a folder. */
  snapshot(folder: string): Promise<KnowledgeSnapshot>;
  /** Answers a question, and tells how the answer came about. */
  explain(question: Question): Promise<{ answer: Answer; explanation: Explanation }>;
  /** The day it is in the first pack's time zone. */
  today(): Day;
  close(): Promise<void>;
}

/** What a caller decides about an ingest. */
export type IngestCall = Pick<IngestOptions, 'onProgress' | 'dryRun' | 'rebuild'>;

/** What Luodi is put together from; `app.ts` chooses. */
export interface Wiring {
  packs: readonly Pack[];
  readPacks: () => Promise<readonly Pack[]>;
  openReading: IngestOptions['openReading'];
  knowledge: Knowledge;
  /** Opens knowledge that needs no endpoint, for when the embedding endpoint fails; absent where there is none. */
  openWithoutEndpoint?: () => Promise<Knowledge>;
  chat?: ChatModel;
  reranker?: Reranker;
  clock: () => Date;
  notify: (line: string) => void;
  /** Gets what went wrong on the way to an answer; the asker sees only the answer's notice. */
  onFailure?: AnswerDesk['onFailure'];
  /** Gets the attempts to instruct the desk, for staff: what they are after and where they stand. */
  onAttempt?: AnswerDesk['onAttempt'];
}

/** Puts Luodi together from its parts. */
export function createDesk(wiring: Wiring): Luodi {
  return new Desk(wiring);
}

class Desk implements Luodi {
  readonly #wiring: Wiring;
  #packs: readonly Pack[];
  readonly #keeping: Keeping;
  #suggestions: Promise<About['suggestions']> | undefined;
  #ingesting: Promise<unknown> = Promise.resolve();
  #ingestsLeft = 0;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    this.#packs = wiring.packs;
    this.#keeping = keepKnowledge(wiring);
  }

  get index(): PassageIndex['name'] {
    return this.#keeping.current.index.name;
  }

  get packs(): readonly Pack[] {
    return this.#packs;
  }

  async passages(): Promise<number> {
    const { store, index } = this.#keeping.current;
    // An index that was emptied or replaced answers nothing until it is filled.
    if ((await index.count()) === 0) return 0;
    return (await store.documents()).reduce((sum, record) => sum + record.passages, 0);
  }

  ingest(options: IngestCall = {}): Promise<IngestReport> {
    this.#ingestsLeft += 1;
    const run = this.#ingesting
      .then(() => this.#ingest(options))
      .finally(() => {
        this.#ingestsLeft -= 1;
      });
    this.#ingesting = run.catch(() => {});
    return run;
  }

  async withdraw(): Promise<void> {
    await withdraw({ packs: this.#packs, ...this.#keeping.current });
  }

  get isIngesting(): boolean {
    return this.#ingestsLeft > 0;
  }

  async #ingest(call: IngestCall): Promise<IngestReport> {
    const { readPacks, openReading } = this.#wiring;
    this.#packs = await readPacks();
    const before = this.#suggestions;
    this.#suggestions = undefined;
    const report = await this.#keeping.take({ ...call, packs: this.#packs, openReading });
    // Found by trying, which takes as long as a dozen answers: what has not changed is suggested as before.
    const isSame = report.removed.length === 0 && report.files.every(({ status }) => status === 'unchanged');
    if (isSame) this.#suggestions ??= before;
    return report;
  }

  answer(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent> {
    return answerQuestion(question, this.#desk(), signal);
  }

  explain(question: Question): Promise<{ answer: Answer; explanation: Explanation }> {
    return explainAnswer(question, this.#desk());
  }

  async warmUp(): Promise<void> {
    const own = this.#desk();
    const embedding = this.#wiring.openWithoutEndpoint ? undefined : own.embedding;
    const desk = { ...own, chat: undefined, reranker: undefined, embedding };
    for (const text of WARM_UP_QUESTIONS) {
      const question: Question = { text, history: [], audience: 'public', asOf: this.today() };
      await finalAnswer(answerQuestion(question, desk));
    }
    // Nor for what is suggested to be found.
    await this.about();
  }

  async vectors(): Promise<EmbeddingState | undefined> {
    const { embedding, embeddingStates, fusion } = this.#keeping.current;
    const state = embedding && (await embeddingStates.read(embedding.identity));
    return state && { ...state, weights: fusion ?? state.weights };
  }

  inspect(): Promise<Inspection> {
    return inspectIndex(this.#keeping.current);
  }

  snapshot(folder: string): Promise<KnowledgeSnapshot> {
    return takeSnapshot(this.#keeping.current, folder);
  }

  source(passageId: string, audience: Audience, from?: number): Promise<SourceView | undefined> {
    return viewSource({ store: this.#keeping.current.store, passageId, audience, from });
  }

  exportTable(token: string, audience: Audience): Promise<TableExport | undefined> {
    const { store, registers } = this.#keeping.current;
    const scope = { audiences: audiencesFor(audience), asOf: this.today() };
    return exportRows(token, { store, registers, scope });
  }

  documents(audience: Audience): Promise<DocumentCard[]> {
    const order = this.#packs.flatMap((pack) => pack.documents.map(({ path }) => path));
    return listDocuments({ store: this.#keeping.current.store, audience, day: this.today(), order });
  }

  file(document: string, audience: Audience): Promise<DocumentFile | undefined> {
    return readDocumentFile({ store: this.#keeping.current.store, document, audience });
  }

  search(question: Question, limit: number): Promise<PassageFound[]> {
    return findPassages(question, limit, this.#desk());
  }

  async about(): Promise<About> {
    this.#suggestions ??= this.#suggest().catch((error) => {
      this.#suggestions = undefined;
      throw error;
    });
    const records = await this.#keeping.current.store.documents();
    return {
      ...introduce(this.packs),
      languages: [...new Set(publicPacks(this.packs).flatMap((pack) => pack.languages))],
      documents: records.filter(({ source }) => source.audience === 'public').length,
      suggestions: await this.#suggestions,
    };
  }

  today(): Day {
    return dayIn(this.packs[0]?.timezone ?? DEFAULT_TIMEZONE, this.#wiring.clock());
  }

  async close(): Promise<void> {
    await this.#keeping.close();
  }

  #desk(): AnswerDesk {
    const { store, index, registers, incentives, fusion, ...own } = this.#keeping.current;
    const { embedding: model, embeddingStates } = own;
    const { chat, reranker, onFailure, onAttempt } = this.#wiring;
    const embedding = model && forQuestions(model, embeddingStates);
    return {
      store,
      index,
      registers,
      incentives,
      embedding,
      fusion,
      chat,
      reranker,
      about: introduce(this.packs),
      onFailure,
      onAttempt,
    };
  }

  /** Suggests only what is answered; tried without the models that would cost money at every start. */
  async #suggest(): Promise<About['suggestions']> {
    const desk = { ...this.#desk(), chat: undefined, reranker: undefined };
    const sources = await suggestionSources(this.#keeping.current.store);
    const isAnswered = async (text: string) => {
      const question: Question = { text, history: [], audience: 'public', asOf: this.today() };
      return (await finalAnswer(answerQuestion(question, desk))).outcome === 'answered';
    };
    const inLanguage = (language: Language) =>
      answeredSuggestions(candidateSuggestions(sources, language), isAnswered);
    return {
      'zh-Hans': await inLanguage('zh-Hans'),
      'zh-Hant': await inLanguage('zh-Hant'),
      en: await inLanguage('en'),
    };
  }
}

const WARM_UP_QUESTIONS = ['园区有哪些优惠政策？', '園區有哪些優惠政策？', 'What does the park offer?'];

function introduce(packs: readonly Pack[]): AnswerDesk['about'] {
  const known = publicPacks(packs);
  const contact = known.find((pack) => pack.contact)?.contact;
  return { name: known.map((pack) => pack.name).join('、'), contact };
}

/** Packs that have something for the public; of one for staff alone, not even the name is told. */
function publicPacks(packs: readonly Pack[]): Pack[] {
  return packs.filter(
    ({ documents }) => documents.length === 0 || documents.some(({ audience }) => audience === 'public'),
  );
}

/** Runs an answer to its end and returns it. */
export async function finalAnswer(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  let answer: Answer | undefined;
  for await (const event of events) if (event.type === 'answer') answer = event.answer;
  if (!answer) throw new Error('An answer ended without its last event.');
  return answer;
}
