import { fold } from '../../language/fold.ts';
import { CITIES } from './cities.ts';
import { sameIndustries } from './industries.ts';

/** A zone as a table or a question names it: 衡阳高新区 is the 高新 of 衡阳, 松河园 is 松河. */
interface ZoneName {
  /** What is its own: 松木, 松河新材料; empty where only the kind is said. */
  core: string;
  /** The kind that tells it from others of the same place; `''` for an ending that every zone may have. */
  kind: ZoneKind;
}

type ZoneKind = '高新' | '经开' | '保税' | '';

const KINDS: [RegExp, Exclude<ZoneKind, ''>][] = [
  [
    /(?:国家级|省级)?(?:高新技术)(?:产业)?(?:开发)?(?:园区?|区)$|高新产业园区?$|高新园区?$|高新(?:开发)?区$/,
    '高新',
  ],
  [/(?:国家级|省级)?(?:经济技术|经济)开发区$|经开区$/, '经开'],
  [/综合?保(?:税区?|区)$|保税区$/, '保税'],
];
/** What kinds are called; a question may use any of them. */
const KIND_NAMES: Record<ZoneKind, string[]> = {
  高新: '高新区 高新园 高新园区 高新产业园 高新产业园区 高新技术园区 高新技术产业园 高新技术产业园区 高新技术开发区 高新技术产业开发区 高新开发区'.split(
    ' ',
  ),
  经开: '经开区 经济开发区 经济技术开发区'.split(' '),
  保税: '综保区 保税区 综合保税区'.split(' '),
  '': [],
};
/** Endings that say no more than that it is a zone. */
const ENDINGS =
  '产业开发区 工业集中区 产业集聚区 产业园区 产业园 工业园区 工业园 科技园区 科技园 开发区 园区 新区 片区 区块 板块 园 区'.split(
    ' ',
  );
const ENDING = new RegExp(`(?:${ENDINGS.join('|')})$`);
const CITY = new RegExp(`^(?:${CITIES.join('|')})市?`);

/** A zone that rows name, with the ways it is written in them and the wordings that mean it. */
export interface ZoneForms extends ZoneName {
  values: string[];
  wordings: Set<string>;
  /** What it is for, where a name of it says so: 新材料 of 松河新材料产业园. */
  industry?: string;
}

/**
 * Groups the zones that rows name under different names, with what each may be called.
 *
 * @param names as rows write them, the most frequent first
 * @param industries folded, for a name that says what a zone is for: 松河新材料产业园
 * @param park the name of the park that all of it belongs to, so that 江川高新区 is its 高新区
 * @returns the zones, and the places that tell none of them from another: 江川
 */
export function zonesNamed(
  names: readonly string[],
  industries: readonly string[],
  park = '',
): { zones: ZoneForms[]; places: string[] } {
  const read = names.map((name) => ({ name, ...nameOf(fold(name)) }));
  const cities = read.map(({ core }) => CITY.exec(core)?.[0] ?? '');
  const places = [...new Set([park === '' ? '' : nameOf(fold(park)).core, ...cities])].filter(Boolean);
  const placed = read.map(({ name, ...rest }) => ({
    name,
    ...withoutIndustry(withoutPlace(rest, places), industries),
  }));
  const said = placed.map((zone) => ({ ...zone, ...calledAfterIndustry(zone, placed) }));
  const zones: ZoneForms[] = [];
  for (const { name, ...zone } of said) {
    // A place of two industries has two zones, and the industry tells them apart.
    const same = said.filter((other) => other.core === zone.core && other.industry !== undefined);
    const isOne = new Set(same.map(({ industry }) => industry)).size === 1;
    const core = isOne || zone.industry === undefined ? zone.core : `${zone.core}${zone.industry}`;
    const known = zones.find((other) => other.kind === zone.kind && other.core === core);
    const industry = isOne ? same[0]!.industry : undefined;
    if (known) known.values.push(name);
    else
      zones.push({
        values: [name],
        wordings: new Set(),
        core,
        kind: zone.kind,
        ...(industry && { industry }),
      });
  }
  for (const zone of zones) addWordings(zone, places);
  return { zones, places };
}

/** The wordings of the park as a whole, which leave no row out. */
export function parkWordings(park: string): string[] {
  const { core, kind } = nameOf(fold(park));
  return [fold(park), core, ...KIND_NAMES[kind].map((name) => `${core}${name}`)];
}

function nameOf(folded: string): ZoneName {
  for (const [pattern, kind] of KINDS)
    if (pattern.test(folded)) return { core: folded.replace(pattern, ''), kind };
  const core = folded.replace(ENDING, '');
  return { core: core.length >= 2 ? core : folded, kind: '' };
}

/** The city, and the park's own name, tell no zone of it from another, unless nothing else does. */
function withoutPlace({ core, kind }: ZoneName, places: readonly string[]): ZoneName {
  const place = places.find((name) => core.startsWith(name)) ?? '';
  const bare = core.slice(place.length);
  return { core: bare === '' && kind === '' ? core : bare, kind };
}

/** 松河新材料 is 松河, for 新材料. */
function withoutIndustry(
  { core, kind }: ZoneName,
  industries: readonly string[],
): ZoneName & { industry?: string } {
  const industry = industries
    .filter((name) => core.endsWith(name) && core.length >= name.length + 2)
    .sort((a, b) => b.length - a.length)[0];
  return industry && kind === '' ? { core: core.slice(0, -industry.length), kind, industry } : { core, kind };
}

/** 食品园 is the one zone of the park that is for food: 白石绿色食品产业园. */
function calledAfterIndustry(
  { core, kind }: ZoneName,
  zones: readonly (ZoneName & { industry?: string })[],
): (ZoneName & { industry?: string }) | undefined {
  const same =
    kind === '' ? zones.filter(({ industry }) => industry && sameIndustries(core).includes(industry)) : [];
  const [zone] = same;
  if (!zone || new Set(same.map((other) => other.core)).size > 1) return undefined;
  return { core: zone.core, kind, industry: zone.industry! };
}

function addWordings({ values, wordings, core, kind, industry }: ZoneForms, places: readonly string[]): void {
  for (const value of values) wordings.add(fold(value));
  const names = core === '' ? [] : industry ? [core, `${core}${industry}`] : [core];
  for (const place of ['', ...places]) {
    for (const name of KIND_NAMES[kind]) wordings.add(`${place}${core}${name}`);
    for (const name of names) {
      wordings.add(`${place}${name}`);
      for (const ending of ENDINGS) wordings.add(`${place}${name}${ending}`);
    }
  }
  for (const name of industry ? [industry, ...sameIndustries(industry)] : [])
    for (const ending of ENDINGS) wordings.add(`${name}${ending}`);
}
