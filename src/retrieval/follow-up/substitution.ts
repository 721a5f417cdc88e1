import { HAN } from '../../language/fold.ts';
import { replaceSlots, type Slot, type SlotKind, slotsIn, withoutSlots } from './slots.ts';
import { SUPPLY, type Substituted, standIn } from './stand-ins.ts';

/** What is of one kind whatever else is asked: each takes the place of its like. */
const BY_KIND: readonly SlotKind[] = ['bound', 'rank', 'edge', 'stage', 'time', 'phase'];

/**
 * Puts what a question names that asks nothing of its own (那二期呢, and for those below 500?) in the place of its
 * like in an earlier question.
 *
 * @param bare the question, folded, without the words that join it to the one before
 * @param names what is known to be a name
 * @returns `undefined` where the earlier question has nothing of the kind
 */
export function substitute(earlier: string, bare: string, names: readonly string[]): Substituted | undefined {
  const said = bare
    .replace(/呢?[?？。.!！]*$/, '')
    .replace(/(?<=\p{Script=Han})[那这](?:个|家|块|边|里|场)$/u, '')
    .replace(/(?<=\p{Script=Han})的$/u, '');
  const own = slotsIn(said, names);
  const before = slotsIn(earlier, names);
  const like = own.filter(({ kind }) => BY_KIND.includes(kind) && before.some((slot) => slot.kind === kind));
  const rest = headless(withoutSlots(said, like));
  const namesThing = rest !== '';
  const given = new Set(own.map(({ kind }) => kind));
  const places = namesThing ? placesFor(before, given, { said, earlier }) : [];
  if (like.length === 0 && places.length === 0)
    return namesThing ? standIn(earlier, said, before) : undefined;
  // What one company did in a year or a place, another did in some other.
  const dropped =
    places.some(({ kind }) => kind === 'name') && given.has('name')
      ? before.filter(({ kind }) => kind === 'place' || kind === 'time' || kind === 'phase')
      : [];
  const changes = before.flatMap((slot): [Slot, string][] => {
    if (slot === places[0]) return [[slot, joined(earlier.slice(0, slot.start), withoutSlots(said, like))]];
    if (places.includes(slot)) return [[slot, '']];
    const mine = like.find(({ kind }) => kind === slot.kind);
    if (mine) return [[slot, within(slot, mine)]];
    return dropped.includes(slot) ? [[slot, '']] : [];
  });
  const overlap = places[0] && said.endsWith(earlier.charAt(places[0].end)) ? 1 : 0;
  if (overlap && places[0] && HAN.test(earlier.charAt(places[0].end))) places[0].end += overlap;
  const instead = places[0]?.text.replace(/^the /, '');
  return { text: replaceSlots(earlier, changes), instead };
}

/** What is put behind a text, without the preposition that stands there already. */
function joined(before: string, said: string): string {
  return /\b(?:in|at|on|of|for|by|from|to|with) (?:the )?$/.test(before)
    ? said.replace(/^(?:in|at|on|of|for|by|from|to|with) /, '')
    : said;
}

/** Slots of the earlier question that a thing named anew takes the place of. */
function placesFor(
  before: readonly Slot[],
  given: ReadonlySet<SlotKind>,
  { said, earlier }: { said: string; earlier: string },
): Slot[] {
  const of = (kind: SlotKind) =>
    before.filter((slot) => slot.kind === kind && !/^(?:园区|开发区|工业园区?|产业园)$/.test(slot.text));
  if (given.has('name') && of('name').length > 1) return behindPreposition(of('name'), { said, earlier });
  if (given.has('name') && of('name').length > 0) return of('name');
  const isPlain = !slotsIn(said).some(({ kind }) => kind !== 'interrogative');
  if (isPlain && SUPPLY.test(said) && of('measure').length > 0) return of('measure');
  if (given.has('place') || isPlain) return of('place');
  return given.has('name') ? of('place') : [];
}

/** Of several names those that stand where the new one would: behind its preposition, or behind none. */
function behindPreposition(
  slots: readonly Slot[],
  { said, earlier }: { said: string; earlier: string },
): Slot[] {
  const own = PREPOSITION.exec(said)?.[1];
  const alike = slots.filter(
    ({ start }) =>
      /\b(in|at|on|from|for|to|by|of|with) (?:the )?$/.exec(earlier.slice(0, start))?.[1] === own,
  );
  return alike.length > 0 ? alike.slice(0, 1) : [...slots];
}

const PREPOSITION = /^(in|at|on|from|for|to|by|of|with) /;

/** What a short question names, folded, without what only stands for a thing named before: for those, the … one. */
export function headless(said: string): string {
  return said
    .replace(/^(?:(?:for|in|at|on|of|to|from|with|by|during) )?(?:those|these|that|the|a|an|ones?)\b/, '')
    .replace(/\b(?:ones?|those)$/, '')
    .replace(/^(?:的|那些?|项目|企业)+$/, '')
    .trim();
}

/** What a slot says in the place of another of its kind: with the year or the unit of that, where it has none. */
function within(before: Slot, { kind, text }: Slot): string {
  if (kind === 'time') return timeWithin(before.text, text);
  return kind === 'bound' ? boundWithin(before.text, text) : text;
}

const UNIT = /(?<=[\d万亿千百])(?:美?元|亩|平方米|平米|公里|人|家|个|年|度|千瓦时|吨|代)/;

/** A bound as it is meant after another: 超过20亿 after 1亿元以上 is 20亿元以上. */
function boundWithin(before: string, said: string): string {
  const unit = UNIT.exec(before)?.[0] ?? '';
  const whole = UNIT.test(said) ? said : said.replace(/\d[\d.]*[万亿千百]*/, `$&${unit}`);
  const above = /^(?:超过|高于|大于|多于)(.+)$/.exec(whole)?.[1];
  return above && before.endsWith('以上') ? `${above}以上` : whole;
}

/** A time as it is meant after another: 月底 after 2023年11月初 is 2023年11月底. */
export function timeWithin(before: string, said: string): string {
  if (/(?:19|20)\d\d|[去前今明]年|year/.test(said)) return said;
  const year = /(?:19|20)\d\d年?|[去前今明]年/.exec(before)?.[0] ?? '';
  const month = /\d{1,2}月/.exec(before)?.[0];
  if (said.startsWith('月')) return month ? `${year}${month}${said.slice(1)}` : said;
  return said.startsWith('年') ? `${year}${said.slice(1)}` : `${year}${said}`;
}
