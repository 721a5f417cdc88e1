/** Flat OpenDocument texts with what pages have: columns, running headers, page numbers, notes, tables. */

const NAMESPACES = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
];

/** Paragraph styles: name, what the paragraph looks like, what its letters look like. */
const STYLES: readonly [string, string, string][] = [
  ['Body', 'fo:text-indent="21pt" fo:text-align="justify" fo:line-height="150%"', ''],
  [
    'English',
    'fo:text-align="justify" fo:margin-bottom="6pt" fo:hyphenation-ladder-count="no-limit"',
    'fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2" fo:language="en" fo:country="US"',
  ],
  ['Plain', '', ''],
  ['Item', 'fo:margin-left="21pt"', ''],
  [
    'Title',
    'fo:text-align="center" fo:margin-bottom="12pt"',
    'fo:font-size="22pt" style:font-size-asian="22pt" fo:font-weight="bold" style:font-weight-asian="bold"',
  ],
  [
    'Letterhead',
    'fo:text-align="center" fo:margin-bottom="18pt"',
    'fo:font-size="30pt" style:font-size-asian="30pt" fo:color="#c00000"',
  ],
  [
    'Spread',
    'fo:text-align="center"',
    'fo:font-size="26pt" style:font-size-asian="26pt" fo:letter-spacing="18pt"',
  ],
  ['Centred', 'fo:text-align="center"', ''],
  ['Right', 'fo:text-align="end"', ''],
  [
    'Section',
    'fo:margin-top="8pt" fo:margin-bottom="4pt" fo:keep-with-next="always"',
    'fo:font-size="14pt" style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"',
  ],
  ['Bold', 'fo:keep-with-next="always"', 'fo:font-weight="bold" style:font-weight-asian="bold"'],
  ['Small', 'fo:text-align="center"', 'fo:font-size="9pt" style:font-size-asian="9pt"'],
  ['Note', '', 'fo:font-size="9pt" style:font-size-asian="9pt"'],
  ['NewPage', 'fo:break-before="page"', ''],
  ['Cell', '', 'fo:font-size="9pt" style:font-size-asian="9pt"'],
];

const FONT =
  'style:font-name="Serif" style:font-name-asian="Serif" fo:font-size="10.5pt" style:font-size-asian="10.5pt" style:country-asian="CN" style:language-asian="zh"';

/** Margins and foot of the pages; a header and a footer where they are given. */
export interface PageSetting {
  header?: string;
  footer?: string;
  /** In millimetres; A4 unless set. */
  width?: number;
  height?: number;
}

/** A whole flat OpenDocument text with the given body on pages of that setting. */
export function pages(body: string, { header, footer, width = 210, height = 297 }: PageSetting = {}): string {
  const namespaces = NAMESPACES.map((namespace) => `xmlns:${namespace}`).join(' ');
  const styles = STYLES.map(
    ([name, paragraph, text]) =>
      `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties ${paragraph}/><style:text-properties ${text}/></style:style>`,
  ).join('');
  const strip = (kind: string, text: string | undefined) =>
    text === undefined
      ? ''
      : `<style:${kind}><text:p text:style-name="Small">${text}</text:p></style:${kind}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><office:document ${namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Noto Serif CJK SC'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties ${FONT}/></style:default-style>${styles}</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Layout"><style:page-layout-properties fo:page-width="${width}mm" fo:page-height="${height}mm" fo:margin="20mm"/><style:header-style><style:header-footer-properties fo:min-height="10mm" fo:margin-bottom="4mm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="4mm"/></style:footer-style></style:page-layout>
<style:style style:name="Two" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="8mm"/></style:section-properties></style:style>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Layout">${strip('header', header)}${strip('footer', footer)}</style:master-page></office:master-styles>
<office:body><office:text>${body}</office:text></office:body></office:document>`;
}

export const PAGE_NUMBER = '<text:page-number text:select-page="current">1</text:page-number>';
export const PAGE_COUNT = '<text:page-count>1</text:page-count>';

export const p = (text: string, style = 'Body') => `<text:p text:style-name="${style}">${text}</text:p>`;
export const raised = (text: string) => `<text:span text:style-name="Raised">${text}</text:span>`;
export const strong = (text: string) => `<text:span text:style-name="Strong">${text}</text:span>`;
/** Text in two columns of equal height. */
export const columns = (name: string, body: string) =>
  `<text:section text:style-name="Two" text:name="${name}">${body}</text:section>`;
export const footnote = (text: string, number = 1) =>
  `<text:note text:id="note${number}" text:note-class="footnote"><text:note-citation>${number}</text:note-citation><text:note-body>${p(text, 'Note')}</text:note-body></text:note>`;

/** A cell: its text, or with how many columns and rows it spans. */
export type TableCell = string | { text: string; across?: number; down?: number };

/**
 * A ruled table. Places that a spanning cell covers are not given.
 * @param headers so many rows at the top stand again on each page
 */
export function table(rows: readonly (readonly TableCell[])[], { headers = 1 } = {}): string {
  const width = rows[0]!.reduce((sum, cell) => sum + (typeof cell === 'string' ? 1 : (cell.across ?? 1)), 0);
  const rowXml = (cells: readonly TableCell[]) =>
    `<table:table-row>${cells
      .map((cell) => {
        const { text, across = 1, down = 1 } = typeof cell === 'string' ? { text: cell } : cell;
        const covered = '<table:covered-table-cell/>'.repeat(across - 1);
        return `<table:table-cell table:style-name="Ruled" table:number-columns-spanned="${across}" table:number-rows-spanned="${down}">${text
          .split('\n')
          .map((line) => p(line, 'Cell'))
          .join('')}</table:table-cell>${covered}`;
      })
      .join('')}</table:table-row>`;
  const xml = rows.map(rowXml);
  return `<table:table><table:table-column table:number-columns-repeated="${width}"/><table:table-header-rows>${xml.slice(0, headers).join('')}</table:table-header-rows>${xml.slice(headers).join('')}</table:table>`;
}
