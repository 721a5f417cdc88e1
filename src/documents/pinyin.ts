/** Tells pinyin notes that a web copy has put after characters from what an author wrote in brackets. */

/** Readings of one character, without tones, `v` for ü. */
export type Readings = (character: string) => ReadonlySet<string>;

// Grave, acute, macron, caron, and the breve that careless typists use for the caron.
const TONE = /[\u0300\u0301\u0304\u0306\u030c]/g;
// Initials and finals of Hanyu Pinyin (GB/T 16159); combinations that do not occur are harmless here.
const SYLLABLE =
  /^(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|v|ve|ue|van|vn)$/;

/** A note's letters without tone: `qū` → `qu`, `lǜ` → `lv`; and how many tone marks it had. */
export function withoutTone(note: string): { base: string; tones: number } {
  const letters = note.normalize('NFD').replaceAll('ɑ', 'a').replaceAll('ɡ', 'g');
  const tones = letters.match(TONE)?.length ?? 0;
  const base = letters.replace(TONE, '').replaceAll('u\u0308', 'v').replaceAll('ü', 'v');
  return { base, tones };
}

/** Whether `note` is one pinyin syllable with exactly one tone mark. */
export function isTonedSyllable(note: string): boolean {
  const { base, tones } = withoutTone(note);
  return tones === 1 && SYLLABLE.test(base);
}

/** Whether `note` is a pinyin note of `character`: any toned syllable, or a toneless reading of it. */
export function isNoteOf(note: string, character: string, readings: Readings): boolean {
  const { base, tones } = withoutTone(note);
  if (tones === 0) return readings(character).has(base);
  return tones === 1 && SYLLABLE.test(base);
}

/** Loads the dictionary of readings; it is large, so only a text that has candidates pays for it. */
export async function loadReadings(): Promise<Readings> {
  const { polyphonic } = await import('pinyin-pro');
  const known = new Map<string, ReadonlySet<string>>();
  return (character) => {
    let found = known.get(character);
    if (!found) {
      const written = polyphonic(character, { toneType: 'none', type: 'array' }).flat();
      found = new Set(written.map((reading) => withoutTone(reading).base));
      known.set(character, found);
    }
    return found;
  };
}
