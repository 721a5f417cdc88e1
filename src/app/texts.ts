import { answerQuestion } from '../answer/answer.ts';
import type { Config } from '../config.ts';
import { textReader } from '../documents/text.ts';
import { describeError } from '../errors.ts';
import { type DocumentIntake, embedDocument, ingestDocument } from '../ingest/document.ts';
import { prepareDocument } from '../ingest/prepare.ts';
import { createChatModel } from '../models/openai-compatible.ts';
import type { AnswerEvent, DocumentSource, Question } from '../types.ts';
import { openEmbeddedIndex } from '../vectors/embedded.ts';
import { openBeside, weighOnce } from './knowledge.ts';
import { questionModels } from './models.ts';
import type { LuodiOptions } from './options.ts';

/**
 * Answers one question from given texts alone, each a document titled by its number, in a database in memory.
 * Nothing of the packs is read or kept.
 */
export async function* answerFromTexts(
  { texts, question }: { texts: readonly string[]; question: Question },
  config: Config,
  options: LuodiOptions = {},
): AsyncIterable<AnswerEvent> {
  const { embedding, reranker } = questionModels(config);
  const knowledge = await openBeside({ file: ':memory:', embedding }, openEmbeddedIndex);
  try {
    const intakes = await Promise.all(texts.map((text, at) => readText(text, at + 1)));
    try {
      for (const intake of intakes) {
        intake.dense = await embedDocument(intake.prepared.passages, knowledge);
      }
      knowledge.fusion ??= await weighOnce(embedding);
    } catch (error) {
      options.notify?.(`${describeError(error)} The texts are searched by their words only.`);
      for (const intake of intakes) intake.dense = undefined;
      knowledge.embedding = undefined;
    }
    for (const intake of intakes) await ingestDocument(intake, knowledge);
    const chat = config.chat && createChatModel(config.chat);
    const { onFailure, onAttempt } = options;
    const about = { name: 'Luodi' };
    yield* answerQuestion(question, { ...knowledge, chat, reranker, about, onFailure, onAttempt });
  } finally {
    await knowledge.close();
  }
}

/** Version of a text that is never replaced. */
const ONLY_VERSION = '1';

async function readText(text: string, number: number): Promise<DocumentIntake> {
  const path = `passage-${number}.txt`;
  // What cutting left of a character makes no text unreadable here: the rest of it is evidence.
  const whole = text.toWellFormed().replaceAll('\u{fffd}', '');
  const clean = await textReader.read(Buffer.from(whole), path);
  const source: DocumentSource = { path, file: path, title: String(number), audience: 'public' };
  const prepared = await prepareDocument({ id: path, version: ONLY_VERSION, source, clean });
  const { title, ownWords, clean: disarmed } = prepared;
  const head = { id: path, version: ONLY_VERSION, contentHash: '', title, source, packName: '', ownWords };
  // A text that is given for one question is evidence whatever it says of its own days.
  return { document: { ...head, validity: { fromText: false }, clean: disarmed }, prepared };
}
