import fc from 'fast-check';
import type { NewModelPart } from './conversation-model.ts';
import { LEASE_MS } from './conversations.ts';

/** What somebody does next; numbers choose among what there is. */
export type Step =
  | {
      do: 'accept';
      place: string;
      key: number;
      rank: number;
      budget?: { sends: number; windowMs: number };
      isClaimed: boolean;
      isDeparture: boolean;
    }
  | { do: 'claim' | 'claimPart' }
  | { do: 'settle'; lease: number; parts: NewModelPart[] }
  | { do: 'release' | 'renew' | 'sent' | 'postpone' | 'hold'; lease: number; delay: number; refund: boolean }
  | { do: 'abandon'; lease: number; isGone: boolean }
  | { do: 'take' | 'takeHeld'; place: string; message: number; limit: number }
  | { do: 'enqueue'; place: string; parts: NewModelPart[] }
  | { do: 'erase'; place: string }
  | { do: 'wait'; delay: number };

const places = fc.constantFrom('一', '二', '三');
/** Whole seconds, while each step takes a millisecond: so nothing is ever due at the moment at which another is. */
const delays = fc.constantFrom(0, 0, 1000, 5000, LEASE_MS, 2 * LEASE_MS);
const choice = fc.nat(30);
/** The newest leases are those that are mostly held. */
const leases = fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(20) });
const newParts = fc.array(
  fc.record({
    text: fc.uuid(),
    delay: fc.constantFrom(0, 0, 0, 1000),
    isHeld: fc.nat(3).map((one) => one === 0),
  }),
  { maxLength: 3 },
);
const name = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);

export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: name('accept'),
      place: places,
      key: fc.nat(25),
      rank: fc.nat(5),
      budget: fc.option(fc.record({ sends: fc.nat(3), windowMs: fc.constantFrom(1000, 3 * LEASE_MS) }), {
        nil: undefined,
      }),
      isClaimed: fc.boolean(),
      isDeparture: fc.nat(9).map((one) => one === 0),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: name('claim', 'claimPart') }) },
  { weight: 5, arbitrary: fc.record({ do: name('settle'), lease: leases, parts: newParts }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: name('release', 'renew', 'sent', 'sent', 'postpone', 'hold'),
      lease: leases,
      delay: delays,
      refund: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: name('abandon'), lease: leases, isGone: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: name('take', 'takeHeld'),
      place: places,
      message: choice,
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: name('enqueue'), place: places, parts: newParts }) },
  { weight: 1, arbitrary: fc.record({ do: name('erase'), place: places }) },
  { weight: 3, arbitrary: fc.record({ do: name('wait'), delay: delays }) },
);
