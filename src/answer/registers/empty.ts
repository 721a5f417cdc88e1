import type { Computed, Filter, RegisterScope, Tally } from '../../register-types.ts';
import type { Answer, Language } from '../../types.ts';
import { joinStatements } from '../compose/compose.ts';
import type { RegisterDesk } from './answer-register.ts';
import { citeRows } from './evidence.ts';
import { registerWording } from './wording.ts';

type Within = Extract<Filter, { op: 'within' }>;

/**
 * The answer where no row passes: that there is none, among the rows that are recorded; or, where the days asked lie
 * outside all that is recorded, that the documents do not say, and which years they cover.
 */
export async function answerEmpty(
  { query, undecided }: Computed,
  { desk, scope, language }: { desk: RegisterDesk; scope: RegisterScope; language: Language },
): Promise<Answer> {
  const wording = registerWording(language);
  const { register } = query;
  const within = query.filters.find((filter): filter is Within => filter.op === 'within');
  const measures = [{ kind: 'count' }] as const;
  const group = within && ({ by: within.field, unit: 'year' } as const);
  const all = await desk.registers.run({ register, filters: [], measures, ...(group && { group }) }, scope);
  const years = yearsOf(all.tallies);
  const isOutside =
    within && !years.some((year) => within.from <= `${year}-12-31` && within.to >= `${year}-01-01`);
  const first = [...Map.groupBy(all.rows, ({ document }) => document).values()].map((rows) => rows[0]!);
  const covers = isOutside && years.length > 0 ? coveredYears(within, years) : '';
  const none = wording.none(register);
  const recorded = wording.count(String(all.total), register);
  const { citations, marks } = await citeRows(first, {
    store: desk.store,
    language,
    arithmetic: [recorded, covers].filter(Boolean).join(wording.semicolon),
  });
  const asked = query.filters.map(({ label }) => label).join(wording.comma);
  const mark = `${language === 'en' ? ' ' : ''}${marks}`;
  const statements = [
    `${asked}${wording.colon}${undecided > 0 ? wording.unsure(register) : none}${covers ? '' : mark}`,
    ...(covers ? [`${covers}${mark}`] : []),
    ...(undecided > 0 ? [wording.undecided(String(undecided), register)] : []),
  ];
  return {
    // Where rows might pass if they said more, nobody knows that none does.
    outcome: isOutside || undecided > 0 ? 'declined' : 'answered',
    text: joinStatements(statements, language),
    citations,
    language,
    composedBy: 'extractive',
  };

  function coveredYears({ field }: Within, known: readonly string[]): string {
    const written = (year: string) => (language === 'en' ? year : `${year}年`);
    return wording.covers(wording.field(field, register), written(known[0]!), written(known.at(-1)!));
  }
}

/** The years that rows are of, earliest first. */
function yearsOf(tallies: readonly Tally[]): string[] {
  return tallies.flatMap(({ label }) => /\d{4}/.exec(label ?? '')?.[0] ?? []).sort();
}
