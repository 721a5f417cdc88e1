import { retrieve } from '../src/retrieval/retrieve.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import type { IndexQuery, PassageIndex } from '../src/vectors/passage-index.ts';
import { asQuestion } from './library.ts';
import {
  type AskFigures,
  readNotes,
  type Step,
  type Taken,
  timed,
  timesOf,
  writeNotes,
} from './scale-figures.ts';
import type { Open } from './scale-library.ts';

/** Questions before the ones that count: the first ones are compiled, and find their memory cold. */
const WARMING = 20;

/** Asks the questions one after the other, and notes the searches that they led to. */
export async function ask(step: Step, open: Open): Promise<AskFigures> {
  const { database, index, embedding } = await open();
  const store = openKnowledgeStore(database);
  const notes = await readNotes(step.folder);
  const searches: IndexQuery[] = [];
  const library = { store, index: listening(index, searches), embedding };
  const times: Taken[] = [];
  for (const text of notes.questions) {
    times.push((await timed(() => retrieve(asQuestion(text), library)))[1]);
  }
  const askedBytes = process.memoryUsage.rss();
  writeNotes(step.folder, { ...notes, searches });
  if (step.does === 'ask') await index.close();
  await database.close();
  return { question: timesOf(times.slice(WARMING)), askedBytes };
}

/** The index, which keeps what it is searched for. */
function listening(index: PassageIndex, searches: IndexQuery[]): PassageIndex {
  const search = (query: IndexQuery) => {
    searches.push(query);
    return index.search(query);
  };
  return new Proxy(index, {
    get(target, name) {
      if (name === 'search') return search;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
