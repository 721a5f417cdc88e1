/** A page of an official document in Chinese holds 22 lines of 28 characters (GB/T 9704-2012, 5.2.3). */
const CHARACTERS_A_PAGE = 22 * 28;

/**
 * Pages of a file: those of a PDF, the slides of a presentation; for formats without pages, as many as the text
 * of their source fills on official paper.
 *
 * @param source the file as it was written by hand: flat OpenDocument, HTML or text
 */
export function pageCount(format: string, bytes: Buffer, source: string): number {
  const names = bytes.toString('latin1');
  if (format === 'pdf') return names.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (format === 'pptx') return new Set(names.match(/ppt\/slides\/slide\d+\.xml/g)).size;
  const body = source.slice(Math.max(0, source.search(/<office:body|<body/)));
  const characters = body.replace(/<[^>]*>|\s+/g, '').length;
  return Math.max(1, Math.ceil(characters / CHARACTERS_A_PAGE));
}
