import { flatOffice } from '../../tests/support/flat-office.ts';
import type { Fact } from './facts.ts';
import type { Draft } from './policies.ts';
import { bareFacts, type DraftTable, draftTable } from './tables.ts';
import { BROCHURE_MATTERS } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** Styles that make LibreOffice save frames as the placeholders of a presentation. */
const BEFORE = `<office:styles>${['title', 'outline1', 'notes']
  .map((kind) => `<style:style style:name="M-${kind}" style:family="presentation"/>`)
  .join('')}</office:styles>
<office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout><style:style style:name="shown" style:family="drawing-page"/>${[
  'title',
  'outline',
  'notes',
]
  .map(
    (kind) =>
      `<style:style style:name="of-${kind}" style:family="presentation" style:parent-style-name="M-${kind === 'outline' ? 'outline1' : kind}"/>`,
  )
  .join('')}</office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="wide"/></office:master-styles>`;

/** A presentation with points, tables and what the speaker says to them; a footer stands on every slide. */
export function slideShow(writer: Writer, slides: number): Draft {
  const facts: Fact[] = [];
  const footer = `江川经开区招商路演 ${writer.whole(2024, 2027)}春`;
  facts.push({ kind: 'noise', text: footer });
  const pages = Array.from({ length: slides }, (_, at) => {
    const content = at % 3 === 2 ? tableFrame(writer, facts) : points(writer, facts);
    const remark = writer.sentence('remark');
    facts.push({ kind: 'note', text: remark });
    const title = placeholder('title', [2, 1, 24, 2], `<text:p>${writer.pick(BROCHURE_MATTERS)}</text:p>`);
    const foot = `<draw:frame ${place([18, 14.6, 9, 0.9])}><draw:text-box><text:p>${footer}</text:p></draw:text-box></draw:frame>`;
    const notes = `<presentation:notes>${placeholder('notes', [2, 14, 16, 11], `<text:p>${remark}</text:p>`)}</presentation:notes>`;
    return `<draw:page draw:master-page-name="M" draw:style-name="shown">${title}${content}${foot}${notes}</draw:page>`;
  });
  return { source: flatOffice('presentation', { before: BEFORE, body: pages.join('') }), facts };
}

function points(writer: Writer, facts: Fact[]): string {
  const sentences = writer.paragraph('brochure', writer.whole(2, 4));
  facts.push(...sentences.map((text): Fact => ({ kind: 'text', text })));
  const items = sentences.map((sentence) => `<text:list-item><text:p>${sentence}</text:p></text:list-item>`);
  return placeholder('outline', [2, 4, 24, 9], `<text:list>${items.join('')}</text:list>`);
}

function tableFrame(writer: Writer, facts: Fact[]): string {
  const table = draftTable(writer, writer.whole(3, 6));
  facts.push(...bareFacts(table));
  return `<draw:frame ${place([2, 4, 24, 9])}>${slideTable(table)}</draw:frame>`;
}

function slideTable({ header, body }: DraftTable): string {
  const columns = '<table:table-column/>'.repeat(header[0]!.length);
  const rows = [...header, ...body].map((row) => {
    const cells = row.map((cell) =>
      cell
        ? `<table:table-cell table:number-columns-spanned="${cell.across}" table:number-rows-spanned="${cell.down}"><text:p>${cell.text}</text:p></table:table-cell>`
        : '<table:covered-table-cell/>',
    );
    return `<table:table-row>${cells.join('')}</table:table-row>`;
  });
  return `<table:table>${columns}${rows.join('')}</table:table>`;
}

/** Left, top, width and height in centimetres. */
type Place = readonly [number, number, number, number];

function place([left, top, width, height]: Place): string {
  return `svg:x="${left}cm" svg:y="${top}cm" svg:width="${width}cm" svg:height="${height}cm"`;
}

function placeholder(kind: string, at: Place, content: string): string {
  return `<draw:frame presentation:style-name="of-${kind}" presentation:class="${kind}" ${place(at)}><draw:text-box>${content}</draw:text-box></draw:frame>`;
}
