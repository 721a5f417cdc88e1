import type { Basis, Limit, RentWorking, Situation } from '../incentive-types.ts';
import type { Currency } from '../register-types.ts';

/** The figure of a basis in a situation: cents of the rule's currency, or thousandths. */
export type Found =
  /** `given` where more was given than counts. */
  | { kind: 'known'; value: number; given?: number; rent?: RentWorking }
  | { kind: 'unknown' }
  | { kind: 'currency'; given: Currency };

/**
 * What a situation has of a basis. Rent of a year is what is rented, as far as it counts, times twelve months' rent.
 * Amounts of another currency are never converted.
 *
 * @param most units of a basis that count at most
 */
export function figureOf(
  basis: Basis,
  { figures, rent }: Situation,
  currency: Currency,
  most?: { of: Basis; value: number },
): Found {
  const given = figures[basis];
  if (given === undefined) {
    const rented = figures.rentArea;
    if (basis !== 'rentPaid' || rent === undefined || !rented || !('thousandths' in rented))
      return { kind: 'unknown' };
    return rentOfYear(rented.thousandths, rent, most?.of === 'rentArea' ? most.value : undefined);
  }
  if ('thousandths' in given) {
    const counted = most?.of === basis ? Math.min(given.thousandths, most.value) : given.thousandths;
    const isCut = counted < given.thousandths;
    return { kind: 'known', value: counted, ...(isCut && { given: given.thousandths }) };
  }
  return given.currency === currency
    ? { kind: 'known', value: given.cents }
    : { kind: 'currency', given: given.currency };
}

const MONTHS = 12n;

function rentOfYear(rented: number, price: number, most: number | undefined): Found {
  const area = most === undefined ? rented : Math.min(rented, most);
  // Thousandths of square metres times ten-thousandths of a yuan are ten-millionths, of which 100,000 are a cent.
  const value = Number((BigInt(area) * BigInt(price) * MONTHS) / 100_000n);
  return { kind: 'known', value, rent: { area, price, ...(area < rented && { rented }) } };
}

/** Whether a figure is at a bound or above it: 以上 includes, 超过 does not. */
export function reaches(value: number, { value: bound, includes }: Limit): boolean {
  return includes ? value >= bound : value > bound;
}
