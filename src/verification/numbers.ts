/** A document number in folded text, in either language: 江经开〔2026〕3号, [2026] No. 3, No. 3 of 2026, No. 3 (2026). */
export const DOCUMENT_NUMBERS =
  /[\p{Script=Han}]{0,10}\s?[〔[【(](?:19|20)\d\d年?[〕\]】)]\s?第?\d{1,5}\s?号|[[〔(](?:19|20)\d\d[\]〕)],? ?no\.? ?\d{1,5}号?|\bno\.? ?\d{1,5}号?(?: of |,? ?[[(〔]|\/)(?:19|20)\d\d[\])〕]?/gu;

/** What plots, models and contracts are called by: sl-2026-03. */
export const CODES =
  /(?<![a-z\d])[a-z]{1,6}-?\d{2,4}-\d{1,4}(?:-\d{1,4})?(?![a-z\d])|(?<![a-z\d])(?!(?:top|no|phase)-)[a-z]{1,4}-\d{1,4}(?![a-z\d-])|\b[hq][1-4]\b/g;

export interface DocumentNumber {
  start: number;
  end: number;
  raw: string;
  /** The Han characters before the year, of which the last are the office. */
  office: string;
  year: number;
  number: number;
}

export function documentNumbersOf(folded: string): DocumentNumber[] {
  return [...folded.matchAll(DOCUMENT_NUMBERS)].map((match) => {
    const raw = match[0];
    const office = /^\p{Script=Han}*/u.exec(raw)![0];
    const digits = raw.match(/\d+/g)!.map(Number);
    const year = digits.find((value) => value >= 1900 && value < 2100)!;
    const number = digits.find((value) => value !== year) ?? year;
    const length = office.length > 6 ? office.length - 6 : 0;
    return {
      start: match.index + length,
      end: match.index + raw.length,
      raw: raw.slice(length),
      office,
      year,
      number,
    };
  });
}

/** Whether both are the same number of the same office, as far as each names one. */
export function sameNumber(said: DocumentNumber, held: DocumentNumber): boolean {
  if (said.year !== held.year || said.number !== held.number) return false;
  const shortest = Math.min(said.office.length, held.office.length);
  if (shortest === 0) return true;
  let shared = 0;
  while (shared < shortest && said.office.at(-1 - shared) === held.office.at(-1 - shared)) shared++;
  return shared >= Math.min(3, shortest);
}

export function codesOf(folded: string) {
  return [...folded.matchAll(CODES)]
    .filter(([code]) => code.includes('-'))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      raw: match[0],
    }));
}
