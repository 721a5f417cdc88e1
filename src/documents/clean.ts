import { decodeEntities } from './entities.ts';
import { isNoteOf, isTonedSyllable, loadReadings, type Readings } from './pinyin.ts';

/** Stands for one character that the copy has lost. */
export const LOST_CHARACTER = '\u25a1';

/**
 * Zero-width characters, bidirectional controls, soft hyphens, control characters but tab and line feed,
 * annotation marks, noncharacters at the end of the plane, tag characters and ideographic variation
 * selectors: nothing of them is seen, and each can hide text from a reader or from a search.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is meant by itself
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff]|[\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]/gu;
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

const LETTERS =
  'a-zü\u00e0-\u00fc\u0101\u0103\u0113\u0115\u011b\u012b\u012d\u014d\u014f\u016b\u016d\u01ce\u01d0\u01d2\u01d4\u01d6\u01d8\u01da\u01dc\u0144\u0148\u01f9\u1e3f\u0251\u0261\u0300-\u030c';
/** The longest syllables have six letters, and a decomposed one has up to three marks. */
const NOTE = `[ \\t\\u3000]{0,3}[(（][ \\t\\u3000]{0,3}[${LETTERS}]{1,9}[ \\t\\u3000]{0,3}[)）]`;
const CANDIDATE = new RegExp(`[\\p{Script=Han}${LOST_CHARACTER}?？]${NOTE}`, 'u');
const NOTES_AFTER_CHARACTER = new RegExp(`([\\p{Script=Han}${LOST_CHARACTER}?？])((?:${NOTE})+)`, 'gu');
const ONE_NOTE = new RegExp(NOTE, 'gu');
/**
 * What a double-byte character leaves when a note was put into the middle of its two bytes: the first byte
 * with the bracket became a question mark, the second one (0x40 to 0x7E) stands behind the note.
 */
const DEBRIS = new RegExp(`[?？]([${LETTERS}]{1,9})[)）](?:[@-~](?![A-Za-z0-9]))?`, 'gu');
/** Escapes within escapes deeper than this are an attack, not a web page. */
const ROUNDS = 10;

/** Cleans one text without waiting; made by {@link loadCleaner}. */
export type Cleaner = (text: string) => string;

/**
 * A cleaner that is able to clean every text of `texts`; reads the dictionary of pinyin only if one of
 * them has something that looks like a pinyin note.
 */
export async function loadCleaner(texts: Iterable<string>): Promise<Cleaner> {
  let readings: Readings | undefined;
  for (const text of texts) {
    if (!CANDIDATE.test(removeUnseen(text))) continue;
    readings = await loadReadings();
    break;
  }
  return (text) => tidyLines(removeNotes(markLost(removeUnseen(text)), readings ?? (() => new Set())));
}

/**
 * Removes the garbling of web copies and nothing else: pinyin notes after characters, left-over character
 * references, unseen characters, trailing spaces, runs of blank lines; a lost character becomes □.
 * Script, width and punctuation stay as they were written. Cleaning twice changes nothing.
 */
export async function cleanText(text: string): Promise<string> {
  const clean = await loadCleaner([text]);
  return clean(text);
}

function removeUnseen(text: string): string {
  let current = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = decodeEntities(
      current.replace(LINE_END, '\n').replace(UNSEEN, '').replaceAll('\u00a0', ' '),
    );
    if (next === current) break;
    current = next;
  }
  return current;
}

function markLost(text: string): string {
  const marked = text.toWellFormed().replace(/\ufffd+/g, LOST_CHARACTER);
  return marked.replace(DEBRIS, (debris, note: string) => (isTonedSyllable(note) ? LOST_CHARACTER : debris));
}

function removeNotes(text: string, readings: Readings): string {
  return text.replace(NOTES_AFTER_CHARACTER, (_, character: string, notes: string) => {
    const kept = notes.replace(ONE_NOTE, (note) => {
      const letters = note.replace(/[ \t\u3000()（）]/g, '');
      return isNoteOf(letters, character, readings) ? '' : note;
    });
    const isLost = /[?？]/.test(character) && kept !== notes;
    return (isLost ? LOST_CHARACTER : character) + kept;
  });
}

function tidyLines(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
