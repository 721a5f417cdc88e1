import { fold } from '../../language/fold.ts';
import type { FieldName } from '../../register-types.ts';
import { type Draft, has, open, take } from './draft.ts';
import type { Utility } from './pieces.ts';

/** What the rows of a tariff table call each utility. */
const CALLED: Record<Utility, RegExp> = {
  electricity: /电|electric|power/,
  steam: /蒸汽|供汽|steam/,
  gas: /^气$|天然气|燃气|用气|气价|gas/,
  water: /(?<!污)水(?!汽)|water/,
  sewage: /污水|废水|sewage|waste ?water/,
};
const NOT_CALLED: Partial<Record<Utility, RegExp>> = {
  water: /污水|废水|sewage|waste/,
  electricity: /水电站/,
};

/** The tariffs of a utility, as the rows that name it; what is asked of them is their price. */
export function readUtilities(draft: Draft): void {
  const utilities = open(draft, 'utility');
  take(draft, ...utilities, ...open(draft, 'tariffs'));
  if (draft.register !== 'tariffs') {
    if (utilities.length > 0) draft.isUnsure = true;
    return;
  }
  const named = [...new Set(utilities.map(({ utility }) => utility))];
  for (const piece of open(draft, 'how-much', 'field')) {
    const isPrice =
      piece.kind === 'field'
        ? piece.field === 'price'
        : piece.of === undefined || piece.of === 'price' || piece.of === 'amount';
    if (isPrice) take(draft, piece);
  }
  take(draft, ...open(draft, 'what', 'which'));
  draft.list = ['name', 'zone', 'price'];
  if (draft.measures.length > 0 || has(draft, 'average', 'total')) draft.isUnsure = true;
  if (named.length > 0 && !draft.filters.some(({ filter }) => filter.field === 'name'))
    readNamed(draft, named);
}

function readNamed(draft: Draft, named: readonly Utility[]): void {
  const pieces =
    open(draft, 'utility').length === 0 ? draft.pieces.filter(({ kind }) => kind === 'utility') : [];
  // Water and sewage may be of one category, and electricity has names that do not say so.
  const fields: FieldName[] = named.some((utility) => utility === 'water' || utility === 'sewage')
    ? ['name', 'category']
    : ['category', 'name'];
  for (const field of fields) {
    const held = [...(draft.vocabularies.byField.get(field)?.keys() ?? [])];
    const values = held.filter((value) => named.some((utility) => isCalled(fold(value), utility)));
    if (!named.every((utility) => held.some((value) => isCalled(fold(value), utility)))) continue;
    const label = pieces
      .map((piece) => draft.labels.value(draft.said(piece), draft.said(piece)))
      .join(draft.isChinese ? '、' : ', ');
    draft.filters.push({ at: pieces[0]?.start ?? 0, filter: { field, op: 'in', values, label } });
    return;
  }
  draft.isUnsure = true;
}

function isCalled(value: string, utility: Utility): boolean {
  return CALLED[utility].test(value) && !NOT_CALLED[utility]?.test(value);
}
