import type { Button, Reply, Venue } from '../../channel-types.ts';
import type { Language } from '../../types.ts';
import type { DocumentCard } from '../desk-port.ts';
import { deskReply, offer } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import { documentDigest, tapToken } from './taps.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** Documents that a list names; more are asked for. */
const LISTED = 10;
/** Places shown on a map for one reply. */
const VENUES = 5;

/** The documents of a type that are named, and how many there are beside them. */
async function listedDocuments(
  type: 'zone' | 'case' | 'policy',
  { audience }: Pick<Turn, 'audience'>,
  { port }: Pick<TurnDesk, 'port'>,
): Promise<{ cards: DocumentCard[]; left: number }> {
  const all = (await port.documents(audience)).filter((card) => card.type === type);
  return { cards: all.slice(0, LISTED), left: Math.max(0, all.length - LISTED) };
}

/** The zones, each to be asked about, and on a map where it is known where they are. */
export async function listZones(turn: Turn, desk: TurnDesk, language: Language): Promise<Response> {
  const { zones, noZones } = DESK_STRINGS[language];
  const { cards, left } = await listedDocuments('zone', turn, desk);
  if (cards.length === 0) return { replies: [deskReply(language, noZones)] };
  const text = listText(zones, cards.map(nameOf), { left, language });
  const venues = cards.flatMap(venueOf).slice(0, VENUES);
  return offer(deskReply(language, text, { venues }), asking(turn, cards, language));
}

export async function listCases(turn: Turn, desk: TurnDesk, language: Language): Promise<Response> {
  const { cases, noCases } = DESK_STRINGS[language];
  const { cards, left } = await listedDocuments('case', turn, desk);
  if (cards.length === 0) return { replies: [deskReply(language, noCases)] };
  const text = listText(cases, cards.map(nameOf), { left, language });
  return offer(deskReply(language, text), asking(turn, cards, language));
}

/** Policies in force with number and days, each with its file. */
export async function policiesReply(turn: Turn, desk: TurnDesk, language: Language): Promise<Reply> {
  const { policies, noPolicies, inForce, buttons } = DESK_STRINGS[language];
  const { cards, left } = await listedDocuments('policy', turn, desk);
  if (cards.length === 0) return deskReply(language, noPolicies);
  const lines = cards.map(({ title, documentNumber, validity }) =>
    [title, documentNumber, inForce(validity.from, validity.to)].filter(Boolean).join(' · '),
  );
  return deskReply(language, listText(policies, lines, { left, language }), {
    buttons: cards.flatMap((card): Button[] => [
      {
        kind: 'document',
        label: buttons.file(card.title),
        token: tapToken(turn.message.id, {
          action: 'document',
          digest: documentDigest(card.document),
        }),
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
  return deskReply(language, listText(nearby, lines, { left: 0, language }), {
    venues: nearest.flatMap(venueOf),
  });
}

/** A question about each document, below its name. */
function asking({ message }: Turn, cards: readonly DocumentCard[], language: Language) {
  const labels = cards.map(nameOf);
  return { message: message.id, questions: labels.map(DESK_STRINGS[language].askAbout), labels };
}

function nameOf({ type, zone, title }: DocumentCard): string {
  return type === 'zone' ? (zone ?? title) : title;
}

function venueOf(card: DocumentCard): Venue[] {
  const { location } = card;
  return location ? [{ title: nameOf(card), ...location }] : [];
}

function listText(
  head: string,
  items: readonly string[],
  { left, language }: { left: number; language: Language },
): string {
  const more = left > 0 ? [DESK_STRINGS[language].moreListed(left)] : [];
  return [head, ...items.map((item) => `- ${item}`), ...more].join('\n');
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
