import { fold, HAN } from '../../language/fold.ts';
import { englishNames, spelt } from './english-names.ts';
import { industryNames, sameIndustries } from './industries.ts';
import { wordKey } from './lexicon.ts';
import { itemsOf, type Vocabularies } from './vocabulary.ts';
import { type ZoneForms, zonesNamed } from './zones.ts';

/** A zone of which a register has rows, with its names in them and the keys of a lexicon that mean it. */
export interface ZoneCalled {
  values: string[];
  /** As documents say it is called in short; else as most rows of all registers call it. */
  name: string;
  /** As documents say it is called in short; else the shortest of its names in the rows. */
  short: string;
  keys: string[];
}

/** The zones of which a register has rows, each with all that it may be called, in Chinese and in English. */
export function zonesCalled({ byField, zones: all, told }: Vocabularies, park?: string): ZoneCalled[] {
  const held = byField.get('zone') ?? new Map<string, number>();
  const industries = [...itemsOf(byField.get('industry') ?? new Map()).keys(), ...industryNames()].map(fold);
  const names = [...all].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const { zones, places } = zonesNamed(names, { industries, told, ...(park !== undefined && { park }) });
  return zones.flatMap((zone) => {
    const values = zone.values.filter((value) => held.has(value));
    if (values.length === 0) return [];
    const [shortest] = values.toSorted((a, b) => a.length - b.length);
    return [
      {
        values,
        name: zone.told?.name ?? values[0]!,
        short: zone.told?.name ?? shortest!,
        keys: [...[...zone.wordings].map(wordKey), ...englishKeys(zone, places)],
      },
    ];
  });
}

function englishKeys({ forms, told }: ZoneForms, places: readonly string[]): string[] {
  const cores = [...new Set(forms.map(({ core }) => core))].filter((core) => core !== '');
  const names = (told?.names ?? []).filter((name) => !HAN.test(name)).map((name) => wordKey(fold(name)));
  return [
    ...forms.flatMap((form) => keysOfForm(form, places)),
    ...names,
    ...names.flatMap((name) => withoutEnding(name, cores.map(spelt), places.map(spelt))),
  ];
}

/** An English name without its ending, where what is left is a name: Songhe of Songhe Park, and not high-tech. */
function withoutEnding(name: string, cores: readonly string[], places: readonly string[]): string[] {
  return ENGLISH_ENDINGS.map(wordKey)
    .filter((ending) => name.endsWith(` ${ending}`))
    .map((ending) => name.slice(0, -ending.length - 1))
    .filter((bare) => !places.includes(bare) && [...cores, ...places].includes(bare.split(' ')[0]!));
}

function keysOfForm(
  { core, kind, industry }: ZoneForms['forms'][number],
  places: readonly string[],
): string[] {
  const letters = core === '' ? [] : [spelt(core), ...withIndustry(spelt(core), industry)];
  const ended = letters.flatMap((name) => [
    name,
    ...ENGLISH_ENDINGS.map((ending) => wordKey(`${name} ${ending}`)),
  ]);
  const before = core === '' ? ['', ...places.map(spelt)] : letters;
  const kinds = (ENGLISH_KINDS[kind] ?? []).flatMap((name) =>
    before.map((place) => `${place} ${wordKey(name)}`.trim()),
  );
  return [...ended, ...kinds];
}

const ENGLISH_ENDINGS =
  'park|zone|industrial park|industrial zone|area|district|development zone|new area|economic zone|economic development zone|industry park|science park|technology park'.split(
    '|',
  );
const ENGLISH_KINDS: Record<string, string[]> = {
  高新: 'high-tech zone|hi-tech zone|hightech zone|hitech zone|high-tech park|hi-tech park|high-tech development zone|high-tech industrial development zone|high-tech industrial park|high-tech district|high technology zone|high-tech area|high-tech industrial zone|hi-tech development zone|hi-tech industrial development zone'.split(
    '|',
  ),
  经开: 'economic development zone|economic and technological development zone|economic technological development zone|etdz|edz|economic zone'.split(
    '|',
  ),
  保税: 'bonded zone|comprehensive bonded zone|bonded area|free trade zone'.split('|'),
};

/** 松河新材料 in letters with what it is for in English: `songh new materi`. */
function withIndustry(place: string, industry: string | undefined): string[] {
  if (industry === undefined) return [];
  const english = sameIndustries(industry).filter((name) => /^[a-z]/.test(name));
  return [...englishNames(industry), ...english.map(wordKey)].map((name) => `${place} ${name}`);
}
