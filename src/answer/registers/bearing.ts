import type { Computed, RegisterQuery, RegisterScope } from '../../register-types.ts';
import type { Citation, Language } from '../../types.ts';
import { joinStatements } from '../compose/compose.ts';
import type { RegisterDesk } from './answer-register.ts';
import { arithmeticOf } from './compose.ts';
import { citeRows } from './evidence.ts';
import { rowLines } from './rows.ts';
import { registerWording } from './wording.ts';

/** What is said beside an answer, with its sources. */
interface Beside {
  text: string;
  citations: Citation[];
}

/**
 * The projects that bear on the gaps of a chain: those whose link is one that is missing, signed or still talked
 * about, as far as the asker may see them.
 *
 * @param after citations that the answer has already
 * @returns `undefined` where the answer names no gap, or no project is of such a link
 */
export async function projectsBearing(
  { query, rows }: Computed,
  { desk, scope, language, after }: BearingOptions,
): Promise<Beside | undefined> {
  if (query.register !== 'chains') return undefined;
  const gaps = rows.filter(({ values }) => GAP.test(values.status?.raw ?? ''));
  const links = [...new Set(gaps.flatMap(({ values }) => values.name?.raw ?? []))];
  if (links.length === 0) return undefined;
  const found = await desk.registers.run(projectsOf(links), scope);
  if (found.total === 0) return undefined;
  const arithmetic = arithmeticOf(found, language);
  const { citations, markOf } = await citeRows(found.rows, {
    store: desk.store,
    language,
    after,
    arithmetic,
  });
  const { bearing, colon } = registerWording(language);
  return {
    text: `${bearing()}${colon.trim()}\n${joinStatements(rowLines(found, { language, markOf }), language)}`,
    citations,
  };
}

interface BearingOptions {
  desk: RegisterDesk;
  scope: RegisterScope;
  language: Language;
  after: number;
}

const GAP = /缺/;

function projectsOf(links: readonly string[]): RegisterQuery {
  return {
    register: 'projects',
    filters: [{ field: 'chainLink', op: 'in', values: links, label: links.join('、') }],
    measures: [],
    list: { fields: ['chainLink', 'progress', 'zone', 'signed'] },
  };
}
