import {
  type CallOutcome,
  type EmulatedAccount,
  type Fields,
  makeCall,
  type WireCall,
  wireCall,
} from './wechat-emulator-callback.ts';
import { createQuota, type Quota } from './wechat-emulator-quota.ts';

/** What a follower sees. */
export type Shown =
  | { kind: 'text'; text: string; by: 'response' | 'push' }
  | { kind: 'menu'; head: string; items: { id: string; content: string }[] }
  | { kind: 'out of order' };

/** What WeChat shows where an account gives no answer that it knows. */
export const OUT_OF_ORDER = '该公众号暂时无法提供服务，请稍后再试';

export interface Delivery {
  outcomes: CallOutcome[];
  /** Of the same call made at the same time again. */
  copies: CallOutcome[];
  wire: WireCall;
  /** Milliseconds that the last call took. */
  tookMs: number;
}

export interface Follower {
  openid: string;
  screen: Shown[];
  /** All that was shown, one after the other. */
  text(): string;
  /** Resolves when something on the screen is as wanted, now or later. */
  sees(wanted: string | RegExp): Promise<Shown>;
  /** @param times how often the same call is made at the same time */
  writes(text: string, times?: number): Promise<Delivery>;
  /** Taps what can be chosen on the screen, in a menu or in a text. */
  taps(label: string | RegExp): Promise<Delivery>;
  /** A message of another kind. */
  sends(fields: Fields): Promise<Delivery>;
  /** An event; `follows`, `scans` and `leaves` are the usual ones. */
  event(fields: Fields): Promise<Delivery>;
  follows(scene?: string): Promise<Delivery>;
  scans(scene: string): Promise<Delivery>;
  leaves(): Promise<Delivery>;
}

export interface Person {
  quota: Quota;
  screen: Shown[];
  isFollower: boolean;
  show(shown: Shown): void;
  watchers: Set<() => void>;
}

export interface FollowerState {
  account: EmulatedAccount;
  attemptMs: number;
  now: () => number;
  callback: string;
  people: Map<string, Person>;
}

let messages = 6_054_768_590_064_713_728n;

/** Somebody with WeChat, who may follow the account. */
export function openFollower(openid: string, state: FollowerState): Follower {
  const { account, now } = state;
  const person = state.people.get(openid) ?? newPerson(now);
  state.people.set(openid, person);
  const head = () => ({
    ToUserName: account.name,
    FromUserName: openid,
    CreateTime: Math.floor(now() / 1000),
  });
  const sends = (fields: Fields, times?: number) => {
    person.isFollower = true;
    person.quota.message();
    messages += 1n;
    return deliver(
      person,
      { openid, fields: { ...head(), MsgId: String(messages), ...fields }, times },
      state,
    );
  };
  const event = (fields: Fields) => {
    if (fields.Event !== 'unsubscribe') person.quota.event();
    return deliver(person, { openid, fields: { ...head(), MsgType: 'event', ...fields } }, state);
  };
  const text = () => person.screen.map((shown) => textOf(shown)).join('\n\n');
  return {
    openid,
    screen: person.screen,
    text,
    sees: (wanted) => seen(person, wanted),
    sends,
    event,
    writes: (Content, times) => sends({ MsgType: 'text', Content }, times),
    taps(label) {
      const { id, content } = choiceOn(person.screen, label);
      messages += 1n;
      person.quota.event();
      const fields = { MsgType: 'text', Content: content, bizmsgmenuid: id, MsgId: String(messages) };
      return deliver(person, { openid, fields: { ...head(), ...fields } }, state);
    },
    follows(scene) {
      person.isFollower = true;
      return event({ Event: 'subscribe', EventKey: scene ? `qrscene_${scene}` : '' });
    },
    scans: (scene) => event({ Event: 'SCAN', EventKey: scene, Ticket: 'T' }),
    leaves() {
      person.isFollower = false;
      return event({ Event: 'unsubscribe', EventKey: '' });
    },
  };
}

function newPerson(now: () => number): Person {
  const watchers = new Set<() => void>();
  const screen: Shown[] = [];
  return {
    quota: createQuota(now),
    screen,
    isFollower: false,
    watchers,
    show(shown) {
      screen.push(shown);
      for (const watch of watchers) watch();
    },
  };
}

/** Calls up to three times, and shows what came back. */
async function deliver(
  person: Person,
  { openid, fields, times = 1 }: { openid: string; fields: Fields; times?: number },
  state: FollowerState,
): Promise<Delivery> {
  const wire = wireCall(state.account, { callback: state.callback, fields, now: state.now() });
  const make = () => makeCall(state.account, wire, { attemptMs: state.attemptMs, openid });
  const copying = Array.from({ length: times - 1 }, make);
  const outcomes: CallOutcome[] = [];
  let tookMs = 0;
  while (outcomes.length < 3) {
    const started = performance.now();
    const outcome = await make();
    tookMs = performance.now() - started;
    outcomes.push(outcome);
    const isRepeated =
      outcome.kind === 'timeout' || (outcome.kind === 'invalid' && /^status 5/.test(outcome.why));
    if (!isRepeated) break;
  }
  const copies = await Promise.all(copying);
  const last = outcomes.at(-1)!;
  const replies = new Map(
    [last, ...copies].flatMap((one) => (one.kind === 'reply' ? [[one.bytes, one.text] as const] : [])),
  );
  for (const text of replies.values()) person.show({ kind: 'text', text, by: 'response' });
  const isBroken = last.kind !== 'reply' && last.kind !== 'accepted';
  // Events ask for no answer: nobody is told.
  if (isBroken && fields.MsgType !== 'event') person.show({ kind: 'out of order' });
  return { outcomes, copies, wire, tookMs };
}

const INLINE = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^"&]*)&msgmenuid=([^"&]*)">/g;

function choiceOn(screen: readonly Shown[], label: string | RegExp): { id: string; content: string } {
  const choices = screen.flatMap((shown) => {
    if (shown.kind === 'menu') return shown.items;
    const text = textOf(shown);
    return [...text.matchAll(INLINE)].map(([, content, id]) => ({ id: id!, content: content! }));
  });
  const found = choices.findLast(({ content }) => content.match(label));
  if (!found)
    throw new Error(`Nothing to choose says ${label}: ${choices.map(({ content }) => content).join(' | ')}`);
  return found;
}

function textOf(shown: Shown): string {
  if (shown.kind === 'text') return shown.text;
  if (shown.kind === 'menu')
    return [shown.head, ...shown.items.map(({ content }) => `[${content}]`)].join('\n');
  return OUT_OF_ORDER;
}

const PATIENCE_MS = 30_000;

function seen(person: Person, wanted: string | RegExp): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      person.watchers.delete(look);
      reject(new Error(`Nobody saw ${wanted}, but: ${person.screen.map(textOf).join('\n---\n')}`));
    }, PATIENCE_MS);
    const look = () => {
      const found = person.screen.findLast((shown) => textOf(shown).match(wanted));
      if (!found) return;
      clearTimeout(timer);
      person.watchers.delete(look);
      resolve(found);
    };
    person.watchers.add(look);
    look();
  });
}
