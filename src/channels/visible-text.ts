/**
 * Text without what a reader cannot see and a model could: control characters, zero-width and directional
 * marks, the tag block, and runs of variation selectors. A joiner stays inside an emoji, a single selector
 * stays after its character.
 */
export function visibleText(text: string): string {
  return text
    .replace(/[\p{Cc}--[\n\t]]/gv, '')
    .replace(/[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu, '')
    .replace(/\p{Variation_Selector}{2,}/gu, '')
    .replace(
      /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}])(?:\u200C|\u200D)/gu,
      '',
    );
}
