import { fold } from '../../language/fold.ts';
import type { FieldName, FieldValue, RegisterName } from '../../register-types.ts';
import type { DocumentSource } from '../../types.ts';
import type { Columns } from './columns.ts';
import { statedUnit } from './headings.ts';
import type { SourceRow, SourceTable } from './tables.ts';

/** A label that numbers what it names: 一、新材料产业. */
const NUMBERING = /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+|[IVX]+\.)\s*/;
/** A name that is one of a zone. */
export const ZONE =
  /^.{1,24}(?:园|园区|片区|新区|高新区|经开区|开发区|功能区|基地)$|^.{2,40} (?:park|zone)$/i;
const INDUSTRY =
  /^(.{2,20}?)(?:产业|行业|产业链|类|类项目|产业项目)$|^(.{2,40}) (?:industry|industries|sector)$/i;
const CHAIN = /^(?:.*[：:\s])?(.{2,16}?)(?:重点)?产业链/;

/** A ledger of what is still talked about says so over all its rows. */
const IN_TALKS = /洽谈|在谈|意向项目|跟踪项目|\b(?:under|in) negotiation\b/i;

/** What stands above a row that its own cells leave out: the zone, the industry, the chain, its place. */
export function surroundings({
  register,
  table,
  row,
  source,
  columns,
}: {
  register: RegisterName;
  table: SourceTable;
  row: SourceRow;
  source: DocumentSource;
  columns: Columns;
}): Partial<Record<FieldName, FieldValue>> {
  const found: Partial<Record<FieldName, FieldValue>> = {};
  const put = (field: FieldName, raw: string | undefined) => {
    if (raw !== undefined && !columns.has(field)) found[field] = { type: 'text', raw };
  };
  const group = row.group
    ?.replace(NUMBERING, '')
    .replace(/\s*[（(][^（()）]*[）)]$/, '')
    .trim();
  const near = [group, table.sheet, table.above.at(-1)].filter((text) => text !== undefined);
  if (register === 'chains') {
    put(
      'chain',
      near.map((text) => CHAIN.exec(text)?.[1]).find((name) => name !== undefined),
    );
    put(
      'position',
      near.map((text) => /[上中下]游/.exec(fold(text))?.[0]).find((place) => place !== undefined),
    );
    return found;
  }
  const isZone = (text: string | undefined) => text !== undefined && ZONE.test(text);
  put('zone', isZone(group) ? group : (source.zone ?? near.find(isZone)));
  if (group !== undefined && !isZone(group)) put('industry', nameOf(INDUSTRY.exec(group)));
  if (register === 'projects' && [...near, source.title ?? ''].some((text) => IN_TALKS.test(text)))
    put('progress', '洽谈中');
  return found;
}

function nameOf(match: RegExpExecArray | null): string | undefined {
  return match?.[1] ?? match?.[2];
}

/** The one unit that the table's name or the headings above it give, the nearest first. */
export function unitAbove({ above }: SourceTable): string | undefined {
  return [...above]
    .reverse()
    .slice(0, 2)
    .map(statedUnit)
    .find((unit) => unit !== undefined);
}
