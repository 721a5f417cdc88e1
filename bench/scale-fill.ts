import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { peakMemory } from './measure.ts';
import { type FillFigures, type Notes, type Step, timed, writeNotes } from './scale-figures.ts';
import { makeDocument, type Open, takeIn, vectorsOf } from './scale-library.ts';
import { openText } from './scale-text.ts';

/** About as many as a policy of ten pages has. */
const PARAGRAPHS_A_DOCUMENT = 20;
const CHANGES = 30;

/** Fills index and store, as an ingest does, document by document. */
export async function fill(step: Step, open: Open): Promise<FillFigures> {
  const { database, index, embedding } = await open();
  const store = openKnowledgeStore(database);
  const registers = openRegisterStore(database);
  const text = await openText(step.fill, step.passages);
  const figures = { passages: 0, terms: 0, prepareMs: 0, writeMs: 0 };
  const changes: Notes['changes'] = [];
  for (let number = 0; figures.passages < step.passages; number += 1) {
    const id = `${number}.txt`;
    const paragraphs = text.next(PARAGRAPHS_A_DOCUMENT);
    const [document, prepared] = await timed(() => makeDocument(id, 'v1', paragraphs));
    const dense = await vectorsOf(document, embedding);
    const [, written] = await timed(() => takeIn(document, dense, { index, store, registers }));
    figures.passages += document.prepared.passages.length;
    figures.terms += document.prepared.sparse.reduce((sum, { terms }) => sum + terms.length, 0);
    figures.prepareMs += prepared.ms;
    figures.writeMs += written.ms;
    if (changes.length < CHANGES) changes.push({ id, paragraphs });
  }
  if (step.does === 'fill') {
    const [, closed] = await timed(() => index.close());
    figures.writeMs += closed.ms;
  }
  await database.close();
  const names = readdirSync(step.folder);
  const diskBytes = names.reduce((sum, name) => sum + statSync(join(step.folder, name)).size, 0);
  writeNotes(step.folder, { questions: text.questions(step.questions), changes, searches: [] });
  return { ...figures, diskBytes, fillPeakBytes: peakMemory() };
}
