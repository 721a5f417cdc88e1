import type { Selectable } from 'kysely';
import type {
  ChannelName,
  Conversation,
  Inbound,
  OpenMatter,
  OutboxPart,
  Rating,
  StoredMessage,
} from '../channel-types.ts';
import type { Answer, Language } from '../types.ts';
import type { ConversationRow, MatterRow, MessageRow, PartRow } from './state-schema.ts';

/** A row as the noun that it keeps. What is null in a row is absent. */
export function conversationOf(row: Selectable<ConversationRow>): Conversation {
  const { budget_left: left, budget_until: until } = row;
  return {
    id: row.id,
    channel: row.channel as ChannelName,
    account: row.account,
    place: row.place,
    isGroup: row.is_group === 1,
    language: row.language as Language,
    isLanguageChosen: row.is_language_chosen === 1,
    ...(row.source !== null && { source: row.source }),
    isReachable: row.is_reachable === 1,
    ...(left !== null && until !== null && { budget: { left, until } }),
    since: row.since,
    createdAt: row.created_at,
  };
}

export function messageOf(row: Selectable<MessageRow>): StoredMessage {
  return {
    id: row.id,
    number: row.number,
    conversation: row.conversation,
    state: row.state as StoredMessage['state'],
    inbound: JSON.parse(row.inbound) as Inbound,
    acceptedAt: row.accepted_at,
    attempts: row.attempts,
    ...(row.question !== null && { question: row.question }),
    ...(row.answer !== null && { answer: JSON.parse(row.answer) as Answer }),
    ...(row.rating !== null && { rating: JSON.parse(row.rating) as Rating }),
  };
}

export function partOf(row: Selectable<PartRow>): OutboxPart {
  return {
    id: row.id,
    number: row.number,
    conversation: row.conversation,
    ...(row.message !== null && { message: row.message }),
    author: row.author as OutboxPart['author'],
    payload: JSON.parse(row.payload) as OutboxPart['payload'],
    state: row.state as OutboxPart['state'],
    attempts: row.attempts,
    readyAt: row.ready_at,
    ...(row.sent_as !== null && { sentAs: row.sent_as }),
    ...(row.error !== null && { error: row.error }),
  };
}

export function matterOf(row: Selectable<MatterRow>): OpenMatter {
  return {
    id: row.id,
    kind: row.kind as OpenMatter['kind'],
    conversation: row.conversation,
    ...(row.message !== null && { message: row.message }),
    ...(row.part !== null && { part: row.part }),
    detail: row.detail,
    createdAt: row.created_at,
  };
}

/** Text from outside as both databases keep it: PostgreSQL keeps no NUL, and a half surrogate is no character. */
export function plain(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
