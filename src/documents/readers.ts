import type { Format, Reader } from './reader.ts';

/** Every format that is read. A reader and its packages are loaded at its first file: a run needs few of them. */
export const READERS: readonly Format[] = [
  format('markdown', ['.md', '.markdown'], async () => (await import('./markdown.ts')).markdownReader),
  format('docx', ['.docx', '.docm'], async () => (await import('./docx/docx.ts')).docxReader),
  format('xlsx', ['.xlsx', '.xlsm'], async () => (await import('./sheets/xlsx.ts')).xlsxReader),
  format('pdf', ['.pdf'], async () => (await import('./pdf/pdf.ts')).pdfReader),
  format('pptx', ['.pptx', '.ppsx', '.pptm'], async () => (await import('./pptx/pptx.ts')).pptxReader),
  format('html', ['.html', '.htm'], async () => (await import('./html/html.ts')).htmlReader),
  format('csv', ['.csv', '.tsv'], async () => (await import('./sheets/csv.ts')).csvReader),
  format('text', ['.txt'], async () => (await import('./text.ts')).textReader),
];

function format(name: string, extensions: readonly string[], load: () => Promise<Reader>): Format {
  return { name, extensions, read: async (bytes, path) => (await load()).read(bytes, path) };
}
