import { readFigures, sameFigure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { isCity } from './places.ts';
import type { Statement } from './statements.ts';

/** Kinds of which a rule names each member apart: what doctors get, undergraduates do not. */
const KINDS: readonly (readonly RegExp[])[] = [
  [
    /博士|\bph\.?d\b|doctora/,
    /硕士|master['’]?s\b/,
    /本科|学士|undergraduate|bachelor/,
    /大专|专科|associate degree/,
    /中专|中职|secondary vocational/,
    /技师|senior technician/,
  ],
  [
    /国家级|\bnational(?:-level| level)?\b/,
    /省级|自治区级|\bprovincial\b|\bregional(?:-level| level)\b/,
    /市级|\bmunicipal\b|\bcity-level\b/,
    /县级|区县级|\bcounty-level\b/,
  ],
];

/** Members of a kind that a question names, where the statements name others of the kind only. */
export function missingMembers(retrieval: Retrieval, statements: readonly Statement[]): string[] {
  const said = statements.map(({ text, over }) => `${text}\n${over}`).join('\n');
  const asked = fold(retrieval.query.text);
  return [
    ...KINDS.flatMap((kind) => missingOf(kind, asked, said)),
    ...missingZones(retrieval, statements),
    ...missingVoltages(retrieval, said),
  ];
}

function missingOf(kind: readonly RegExp[], asked: string, said: string): string[] {
  const named = kind.filter((member) => member.test(asked));
  const others = kind.filter((member) => member.test(said));
  const isMissing = named.length > 0 && others.length > 0 && !named.some((member) => others.includes(member));
  return isMissing ? named.map((member) => member.exec(asked)![0]) : [];
}

/** A zone or park by its name, which begins where no word goes on: 江北 of 江北新材料园. */
const ZONE_NAME =
  /(?<=^|[^\p{Script=Han}]|[在和与及])(\p{Script=Han}{2})(?:\p{Script=Han}{2,3}园(?![林区])|经开区|高新区|开发区)/gmu;

/** Zones of the question that the evidence knows by name, where a statement is of another one. */
function missingZones({ query, evidence }: Retrieval, statements: readonly Statement[]): string[] {
  const asked = fold(query.text);
  const ofQuestion = zonesOf(asked);
  const known = new Set(evidence.flatMap(({ passage }) => zonesOf(fold(passage.text))));
  // A city's name alone is that of all its zones.
  const isNamed = (zone: string) => asked.includes(zone) && (ofQuestion.includes(zone) || !isCity(zone));
  const named = [...known].filter(isNamed);
  const said = statements.slice(0, 1).flatMap(({ text }) => zonesOf(text));
  if (named.length === 0 || said.length === 0) return [];
  const texts = statements.map(({ text, over }) => `${text}\n${over}`);
  return named.some((zone) => texts.some((text) => text.includes(zone))) ? [] : named;
}

function zonesOf(folded: string): string[] {
  return [...folded.matchAll(ZONE_NAME)].map(([, name]) => name!);
}

/** A voltage that a question names is one of a tariff's, and no amount to be compared with it. */
function missingVoltages({ query }: Retrieval, said: string): string[] {
  const held = readFigures(said);
  return readFigures(fold(query.text))
    .filter(({ unit }) => unit === 'kV')
    .filter((asked) => !held.some((figure) => sameFigure(figure, asked)))
    .map(({ raw }) => raw);
}
