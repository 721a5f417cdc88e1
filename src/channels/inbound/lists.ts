import type { Button, Reply, Venue } from '../../channel-types.ts';
import type { Language } from '../../types.ts';
import type { DocumentCard } from '../desk-port.ts';
import { deskReply } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import { tapToken } from './taps.ts';
import type { Turn, TurnDesk } from './turn.ts';

/** Documents that a list names; more are asked for. */
const LISTED = 10;
/** Places shown on a map for one reply. */
const VENUES = 5;

/** What a list offers to ask, in the order of its buttons: read again when one is tapped. */
export async function listedDocuments(
  command: 'zones' | 'cases' | 'policy',
  { audience }: Pick<Turn, 'audience'>,
  { port }: Pick<TurnDesk, 'port'>,
): Promise<DocumentCard[]> {
  const type = ({ zones: 'zone', cases: 'case', policy: 'policy' } as const)[command];
  return (await port.documents(audience)).filter((card) => card.type === type).slice(0, LISTED);
}

/** The zones, each to be asked about, and on a map where it is known where they are. */
export async function zonesReply(turn: Turn, desk: TurnDesk, language: Language): Promise<Reply> {
  const { zones, noZones } = DESK_STRINGS[language];
  const cards = await listedDocuments('zones', turn, desk);
  if (cards.length === 0) return deskReply(language, noZones);
  return deskReply(language, listText(zones, cards.map(nameOf)), {
    buttons: askButtons(turn, cards, language),
    venues: cards.flatMap(venueOf).slice(0, VENUES),
  });
}

export async function casesReply(turn: Turn, desk: TurnDesk, language: Language): Promise<Reply> {
  const { cases, noCases } = DESK_STRINGS[language];
  const cards = await listedDocuments('cases', turn, desk);
  if (cards.length === 0) return deskReply(language, noCases);
  return deskReply(language, listText(cases, cards.map(nameOf)), {
    buttons: askButtons(turn, cards, language),
  });
}

/** Policies in force with number and days, each with its file. */
export async function policiesReply(turn: Turn, desk: TurnDesk, language: Language): Promise<Reply> {
  const { policies, noPolicies, inForce, buttons } = DESK_STRINGS[language];
  const cards = await listedDocuments('policy', turn, desk);
  if (cards.length === 0) return deskReply(language, noPolicies);
  const lines = cards.map(({ title, documentNumber, validity }) =>
    [title, documentNumber, inForce(validity.from, validity.to)].filter(Boolean).join(' · '),
  );
  return deskReply(language, listText(policies, lines), {
    buttons: cards.flatMap((card, index): Button[] => [
      {
        kind: 'document',
        label: buttons.file(card.title),
        token: tapToken(turn.message.id, { action: 'document', index }),
      },
      ...(card.passage ? pageButton(card, desk) : []),
    ]),
  });
}

function pageButton({ title, passage }: DocumentCard, { links }: TurnDesk): Button[] {
  const url = links.source(passage!);
  return url ? [{ kind: 'link', label: title, url }] : [];
}

/** The zones that are nearest to a place. */
export async function nearbyReply(
  place: { latitude: number; longitude: number },
  { turn, desk, language }: { turn: Turn; desk: TurnDesk; language: Language },
): Promise<Reply> {
  const { nearby, noPlaces } = DESK_STRINGS[language];
  const zones = (await desk.port.documents(turn.audience)).filter((card) => card.location);
  if (zones.length === 0) return deskReply(language, noPlaces);
  zones.sort((one, other) => distance(one.location!, place) - distance(other.location!, place));
  const nearest = zones.slice(0, VENUES);
  const lines = nearest.map((card) => `${nameOf(card)} · ${card.location!.address}`);
  return deskReply(language, listText(nearby, lines), { venues: nearest.flatMap(venueOf) });
}

/** What is asked about a document whose name was tapped. */
export function questionAbout(card: DocumentCard, language: Language): string {
  return DESK_STRINGS[language].askAbout(nameOf(card));
}

function askButtons({ message }: Turn, cards: readonly DocumentCard[], language: Language): Button[] {
  return cards.map((card, index) => ({
    kind: 'ask',
    label: nameOf(card),
    token: tapToken(message.id, { action: 'ask', index }),
    question: questionAbout(card, language),
  }));
}

function nameOf({ type, zone, title }: DocumentCard): string {
  return type === 'zone' ? (zone ?? title) : title;
}

function venueOf(card: DocumentCard): Venue[] {
  const { location } = card;
  return location ? [{ title: nameOf(card), ...location }] : [];
}

function listText(head: string, items: readonly string[]): string {
  return [head, ...items.map((item) => `- ${item}`)].join('\n');
}

/** On a sphere, in radians, by the haversine formula: near enough to tell which is nearer. */
function distance(
  one: { latitude: number; longitude: number },
  other: { latitude: number; longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [one.latitude - other.latitude, one.longitude - other.longitude].map(radians);
  const chord =
    Math.sin(north! / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east! / 2) ** 2;
  return 2 * Math.asin(Math.sqrt(chord));
}
