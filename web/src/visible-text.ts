const HIDDEN =
  /(?![\n\t])\p{Cc}|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|[\u{E0000}-\u{E007F}]|\p{Variation_Selector}{2,}/gu;

/**
 * The text without what nobody can see: control characters, zero-width and directional marks, tags.
 * Offsets into the text must be used before this, not after.
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, '');
}
