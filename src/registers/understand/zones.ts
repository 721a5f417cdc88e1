import { fold, HAN } from '../../language/fold.ts';
import { CITIES } from './cities.ts';
import { sameIndustries } from './industries.ts';
import { nameKey, type ToldZone } from './zones-told.ts';

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
  '产业开发区 工业集中区 产业集中区 集中区 工业集聚区 产业集聚区 集聚区 工业区 功能区 产业园区 产业园 工业园区 工业园 科技园区 科技园 开发区 园区 新区 片区 区块 板块 园 区'.split(
    ' ',
  );
const ENDING = new RegExp(`(?:${ENDINGS.join('|')})$`);
const CITY = new RegExp(`^(?:${CITIES.join('|')})市?`);

/** A name, and what it says that the zone is for: 新材料 of 松河新材料产业园. */
interface NameFor extends ZoneName {
  industry?: string;
}

/** A zone that rows name, with the ways it is written in them and the wordings that mean it. */
export interface ZoneForms {
  values: string[];
  wordings: Set<string>;
  /** Its names taken apart. */
  forms: NameFor[];
  /** What documents say that it is called. */
  told?: ToldZone;
}

/** What is known of the zones beside the names in rows. */
export interface ZonesKnown {
  /** Folded, for a name that says what a zone is for: 松河新材料产业园. */
  industries: readonly string[];
  /** The name of the park that all of it belongs to, so that 江川高新区 is its 高新区. */
  park?: string;
  /** Zones that documents call by several names; names of two of them are never one zone. */
  told?: readonly ToldZone[];
}

/**
 * Groups the zones that rows name under different names, with what each may be called.
 *
 * @param names as rows write them, the most frequent first
 * @returns the zones, also those that are only told of, and the places that tell none of them from another: 江川
 */
export function zonesNamed(
  names: readonly string[],
  { industries, park = '', told = [] }: ZonesKnown,
): { zones: ZoneForms[]; places: string[] } {
  const all = [
    ...new Set([...names, ...told.flatMap((zone) => zone.names.filter((name) => HAN.test(name)))]),
  ];
  const read = all.map((name) => ({ name, ...nameOf(fold(name)) }));
  const cities = read.map(({ core }) => CITY.exec(core)?.[0] ?? '');
  const places = [...new Set([park === '' ? '' : nameOf(fold(park)).core, ...cities])].filter(Boolean);
  const placed = read.map(({ name, ...rest }) => ({
    name,
    ...withoutIndustry(withoutPlace(rest, places), industries),
  }));
  const said = placed.map((zone) => ({ ...zone, ...calledAfterIndustry(zone, placed) }));
  const toldAs = toldBy(said, told, ({ kind, core, industry = '' }) => `${kind} ${core} ${industry}`);
  const whole = said.map((zone) => ({ ...zone, ...inWhole(zone, said, toldAs) }));
  const toldWhole = toldBy(whole, told, ({ kind, core }) => `${kind} ${core}`);
  const zones = new Map<ToldZone | string, ZoneForms>();
  for (const { name, ...form } of whole) {
    const known = toldAs({ name, ...form }) ?? toldWhole({ name, ...form });
    const key = known ?? `${form.kind} ${form.core}`;
    const zone = zones.get(key) ?? {
      values: [],
      wordings: new Set(),
      forms: [],
      ...(known && { told: known }),
    };
    zone.values.push(name);
    zone.forms.push(form);
    zones.set(key, zone);
  }
  for (const zone of zones.values()) addWordings(zone, places);
  return { zones: [...zones.values()], places };
}

type Said = NameFor & { name: string };

/**
 * The zone that a name is told to be: as it stands, or by what it says where names of one zone alone say the same.
 */
function toldBy(
  said: readonly Said[],
  told: readonly ToldZone[],
  formOf: (said: Said) => string,
): (said: Said) => ToldZone | undefined {
  const byName = new Map(told.flatMap((zone) => zone.names.map((name) => [nameKey(name), zone])));
  const byForm = new Map<string, Set<ToldZone>>();
  for (const one of said) {
    const zone = byName.get(nameKey(one.name));
    if (zone) byForm.set(formOf(one), (byForm.get(formOf(one)) ?? new Set()).add(zone));
  }
  return (one) => {
    const [zone, ...others] = byForm.get(formOf(one)) ?? [];
    return byName.get(nameKey(one.name)) ?? (others.length === 0 ? zone : undefined);
  };
}

/** A place of two industries has two zones, and the industry tells them apart, unless they are told to be one. */
function inWhole(zone: Said, said: readonly Said[], toldAs: (said: Said) => ToldZone | undefined): NameFor {
  const { core, kind, industry } = zone;
  const same = said.filter((other) => other.core === core && other.industry !== undefined);
  const isOne = new Set(same.map((other) => toldAs(other) ?? other.industry)).size === 1;
  if (isOne) return { core, kind, industry: industry ?? same[0]!.industry! };
  return { core: industry === undefined ? core : `${core}${industry}`, kind, industry: undefined };
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
function withoutIndustry({ core, kind }: ZoneName, industries: readonly string[]): NameFor {
  const industry = industries
    .filter((name) => core.endsWith(name) && core.length >= name.length + 2)
    .sort((a, b) => b.length - a.length)[0];
  return industry && kind === '' ? { core: core.slice(0, -industry.length), kind, industry } : { core, kind };
}

/** 食品园 is the one zone of the park that is for food: 白石绿色食品产业园. */
function calledAfterIndustry({ core, kind }: ZoneName, zones: readonly NameFor[]): NameFor | undefined {
  const same =
    kind === '' ? zones.filter(({ industry }) => industry && sameIndustries(core).includes(industry)) : [];
  const [zone] = same;
  if (!zone || new Set(same.map((other) => other.core)).size > 1) return undefined;
  return { core: zone.core, kind, industry: zone.industry! };
}

function addWordings({ values, wordings, forms }: ZoneForms, places: readonly string[]): void {
  for (const value of values) wordings.add(fold(value));
  for (const { core, kind, industry } of forms) {
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
}
