import { sql } from 'kysely';
import type { StateDatabase } from '../src/store/state-database.ts';

/** Rows of one insert, and messages of one transaction: large, as this is only to be there. */
const ROWS = 200;
const IN_ONE_TRANSACTION = 20_000;
const PER_CONVERSATION = 20;

/** About what a question and a short answer with two sources take. */
const INBOUND = JSON.stringify({ content: { kind: 'text', text: '标准厂房的月租金是多少？'.repeat(4) } });
const ANSWER = JSON.stringify({ outcome: 'answered', text: '标准厂房月租金为每平方米12元。[1]'.repeat(16) });

/** Fills an empty store with messages that were answered and sent, twenty in each conversation. */
export async function fillHistory(state: StateDatabase, messages: number): Promise<void> {
  for (let first = 0; first < messages; first += IN_ONE_TRANSACTION) {
    const end = Math.min(first + IN_ONE_TRANSACTION, messages);
    await state.transact(async (work) => {
      for (let at = first; at < end; at += ROWS) {
        const numbers = Array.from({ length: Math.min(ROWS, end - at) }, (_, step) => at + step);
        const begun = numbers.filter((number) => number % PER_CONVERSATION === 0);
        if (begun.length > 0)
          await work.insertInto('conversations').values(begun.map(conversation)).execute();
        await work.insertInto('messages').values(numbers.map(message)).execute();
        await work.insertInto('parts').values(numbers.map(part)).execute();
      }
    });
  }
  // What a server does by itself within a minute, and has long done where a history has grown.
  if (state.name.startsWith('PostgreSQL')) await sql`ANALYZE`.execute(state.kysely);
}

/** Ids stand in no order, as those that are drawn. */
const id = (what: string, number: number) => {
  const scattered = Math.imul(number, 2_654_435_761) >>> 0;
  return `${scattered.toString(16).padStart(8, '0')}${what}${String(number).padStart(23, '0')}`;
};
const conversationOf = (number: number) => Math.floor(number / PER_CONVERSATION) * PER_CONVERSATION;
const place = { channel: 'telegram', account: 'bot' };

const conversation = (number: number) => ({
  ...place,
  id: id('c', number),
  place: `old ${number}`,
  is_group: 0,
  language: 'zh-Hans',
  created_at: number,
});

const message = (number: number) => ({
  ...place,
  id: id('e', number),
  conversation: id('c', conversationOf(number)),
  key: `old ${number}`,
  rank: number,
  state: 'settled',
  ready_at: number,
  attempts: 1,
  inbound: INBOUND,
  accepted_at: number,
  settled_at: number,
  question: '标准厂房的月租金是多少？',
  answer: ANSWER,
});

const part = (number: number) => ({
  id: id('a', number),
  conversation: id('c', conversationOf(number)),
  message: id('e', number),
  author: 'ai',
  payload: ANSWER,
  state: 'sent',
  attempts: 1,
  ready_at: number,
  sent_at: number,
});
