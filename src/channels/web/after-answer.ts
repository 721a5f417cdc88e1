import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { StoredMessage } from '../../channel-types.ts';
import { visibleText } from '../visible-text.ts';
import { bodyOf } from './chat-request.ts';
import { createAdmission, refuseMalformed, refuseUnknown } from './refusal.ts';
import type { Visitor } from './session.ts';
import type { VisitorDesk } from './visitor-desk.ts';

/** How long a shared answer can be opened. */
export const SHARED_MS = 30 * 24 * 3600_000;

const message = z.string().min(1).max(200);
const feedbackSchema = z.object({
  message,
  value: z.enum(['up', 'down']),
  reason: z.string().max(500).transform(visibleText).optional(),
});
const shareSchema = z.object({ message });
const personSchema = z.object({ language: z.enum(['zh-Hans', 'zh-Hant', 'en']).optional().catch(undefined) });

/**
 * What a visitor does with an answer: `POST /feedback` rates it, `POST /share` makes a link to it, `POST /person`
 * asks for somebody of the staff. Each for messages of the visitor's own session.
 */
export function createAfterAnswerRoutes(desk: VisitorDesk): Hono {
  const { sessions, messages, store, port } = desk;
  const admit = createAdmission(desk);
  const routes = new Hono();
  const admitted = (context: Context, visitor: Visitor | undefined) =>
    admit(context, visitor, '操作太频繁，请稍候再试。 / Too much at once; please wait a moment.');
  /** The answered message that a visitor means, if it is theirs. */
  const own = async (visitor: Visitor | undefined, id: string): Promise<StoredMessage | undefined> => {
    const found = visitor && (await messages.find(visitor, id));
    return found?.state === 'settled' ? found : undefined;
  };

  routes.post('/feedback', async (context) => {
    const given = feedbackSchema.safeParse(await jsonOf(context));
    if (!given.success) return refuseMalformed(context);
    const visitor = sessions.read(context);
    const refusal = admitted(context, visitor);
    if (refusal) return refusal;
    const { value, reason } = given.data;
    const found = await own(visitor, given.data.message);
    const rated = { value, ...(value === 'down' && reason && { reason }) };
    const isKept =
      found && (await store.rate({ conversation: found.conversation, message: found.id, rating: rated }));
    return isKept ? context.body(null, 204) : refuseUnknown(context);
  });

  routes.post('/share', async (context) => {
    const given = shareSchema.safeParse(await jsonOf(context));
    if (!given.success) return refuseMalformed(context);
    const visitor = sessions.read(context);
    const refusal = admitted(context, visitor);
    if (refusal) return refusal;
    const found = await own(visitor, given.data.message);
    if (!found?.answer || found.answer.outcome === 'failed') return refuseUnknown(context);
    const token = desk.createToken();
    await store.share({ token, message: found.id, until: desk.clock().getTime() + SHARED_MS });
    const path = `/s/${token}`;
    return context.json({ url: desk.publicUrl ? new URL(path, desk.publicUrl).href : path });
  });

  routes.post('/person', async (context) => {
    const given = personSchema.safeParse(await jsonOf(context));
    if (!given.success) return refuseMalformed(context);
    const refusal = admitted(context, sessions.read(context));
    if (refusal) return refusal;
    const said = {
      key: desk.createId(),
      content: { kind: 'command', command: 'contact', argument: '' } as const,
    };
    await messages.say(sessions.ensure(context), { ...said, language: given.data.language });
    const { contact } = await port.about();
    return context.json({ contact });
  });
  return routes;
}

/** Demanding JSON makes another site's page ask first, and no other site is admitted. */
async function jsonOf(context: Context): Promise<unknown> {
  const isJson = context.req.header('content-type')?.toLowerCase().startsWith('application/json');
  return isJson ? bodyOf(context.req.raw) : undefined;
}
