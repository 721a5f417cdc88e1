import { type Context, Hono } from 'hono';
import { describeError } from '../../errors.ts';
import { type Asked, chatRequest } from './chat-request.ts';
import { type Follower, follow, positionOf } from './follow.ts';
import { createAdmission, publicMessageOf, refuse, refuseUnknown } from './refusal.ts';
import type { Visitor } from './session.ts';
import { storedParts } from './stored-answer.ts';
import { createTally } from './tally.ts';
import { STREAM_HEADERS, uiMessageStream } from './ui-message-stream.ts';
import type { VisitorDesk } from './visitor-desk.ts';

/** Readers that one visitor may have at once: some tabs, and those that a lost network left behind. */
const READERS_AT_ONCE = 12;
/** Longer than most answers take, shorter than proxies wait. */
const POLL_MS = 25_000;
const BUSY = '提问太频繁，请稍候再问。 / Too many questions at once; please wait a moment.';

/**
 * `POST /api/chat` asks and streams; `GET /api/chat/:message/stream` goes on with a stream that broke, after
 * `Last-Event-ID` or `?after=`; `GET /api/chat/:message` gives the same piece by piece, for browsers that cannot read
 * a stream; `POST /api/chat/:message/stop` ends the answer. `:message` is the id of `x-luodi-message`, the page's own
 * name of the message, or `current`. The answer is made and kept whether anybody reads it or not.
 */
export function createChatRoutes(desk: VisitorDesk): Hono {
  const { sessions, messages } = desk;
  const admit = createAdmission(desk);
  const readers = createTally(READERS_AT_ONCE);
  const routes = new Hono();

  routes.post('/', async (context) => {
    const asked = await chatRequest(context.req.raw);
    if ('refusal' in asked) return refuse(context, { status: 400, ...asked.refusal });
    const refusal = admit(context, sessions.read(context), BUSY);
    if (refusal) return refusal;
    const visitor = sessions.ensure(context);
    const message = await messages.say(visitor, sayingOf(asked, desk.createId));
    return stream(context, visitor, message.id);
  });

  routes.get('/:message/stream', async (context) => {
    const visitor = sessions.read(context);
    const id = context.req.param('message');
    const message = visitor && (await messages.find(visitor, id));
    // Somebody who has asked nothing yet has nothing to go on with.
    if (id === 'current' && (!message || isOver(message.state))) return context.body(null, 204);
    return visitor && message ? stream(context, visitor, message.id) : refuseUnknown(context);
  });

  routes.get('/:message', async (context) => {
    const visitor = sessions.read(context);
    const message = visitor && (await messages.find(visitor, context.req.param('message')));
    if (!visitor || !message) return refuseUnknown(context);
    if (!readers.enter(visitor.id))
      return refuse(context, { status: 429, code: 'too-many-readers', message: BUSY });
    context.header('cache-control', 'no-store');
    return context.json(
      await takeOnce(followerOf(desk, message.id, afterOf(context)), () => readers.leave(visitor.id)),
    );
  });

  routes.post('/:message/stop', async (context) => {
    const visitor = sessions.read(context);
    const message = visitor && (await messages.find(visitor, context.req.param('message')));
    if (!message) return refuseUnknown(context);
    if (!isOver(message.state)) desk.channel.runs.stop(message.id);
    return context.body(null, 204);
  });

  function stream(context: Context, visitor: Visitor, message: string): Response {
    if (!readers.enter(visitor.id))
      return refuse(context, { status: 429, code: 'too-many-readers', message: BUSY });
    const body = uiMessageStream({
      follower: followerOf(desk, message, afterOf(context)),
      pingEveryMs: desk.pingEveryMs ?? 15_000,
      onEnd: () => readers.leave(visitor.id),
      onError(error) {
        desk.log.error({ err: error, message }, describeError(error));
        return publicMessageOf(error);
      },
    });
    return context.body(body, 200, { ...STREAM_HEADERS, 'x-luodi-message': message });
  }
  return routes;
}

function sayingOf({ text, key, isAgain, language }: Asked, createId: () => string) {
  const name = key === undefined ? createId() : isAgain ? `${key}/${createId()}` : key;
  return { key: name, content: { kind: 'text' as const, text }, language };
}

function isOver(state: string): boolean {
  return state === 'settled' || state === 'failed';
}

/** The header is what browsers send by themselves, the query what a page can set. */
function afterOf(context: Context) {
  return positionOf(context.req.query('after') ?? context.req.header('last-event-id'));
}

/** Follows the answer to a message; whose it is was checked before. */
export function followerOf(
  { channel, intake, store }: Pick<VisitorDesk, 'channel' | 'intake' | 'store'>,
  message: string,
  after: ReturnType<typeof positionOf>,
): Follower {
  return follow({
    message,
    after,
    hub: channel.runs,
    settled: (id, withinMs) => intake.settled(id, withinMs),
    storedParts: (found) => storedParts(found, { store, channel }),
  });
}

/** What comes next of an answer, as JSON; `next` is where to go on. */
export async function takeOnce(follower: Follower, onEnd: () => void = () => {}) {
  try {
    const { events, isDone } = await follower.take(POLL_MS);
    return { parts: events.map(({ part }) => part), next: events.at(-1)?.id, isDone };
  } finally {
    follower.stop();
    onEnd();
  }
}
