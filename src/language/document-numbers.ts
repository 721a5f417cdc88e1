import { fold } from './fold.ts';

/**
 * Text with its document numbers in one form, as 江经开〔2026〕3号: whichever brackets, script, width and
 * spaces they were written with. Text without a number comes back folded and without white space.
 */
export function canonicalNumber(text: string): string {
  return fold(text)
    .replace(/\s+/g, '')
    .replace(/[〔[【(（［{｛「]((?:19|20)\d\d)年?[〕\]】)）］}｝」]第?0*(\d{1,5})号/g, '〔$1〕$2号');
}

// Two characters tell offices apart; more of them may be words of the sentence.
const NUMBER = /\p{Script=Han}{0,2}〔(?:19|20)\d\d〕\d{1,5}号/gu;

/** The document numbers that a text names, in their one form, of their prefix the last two characters. */
export function documentNumbersIn(text: string): string[] {
  return [...canonicalNumber(text).matchAll(NUMBER)].map(([number]) => number);
}
