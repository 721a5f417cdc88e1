import { join } from 'node:path';
import { Hono } from 'hono';
import type { StoredMessage } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import { renderAnswer, renderGone, renderWaiting } from './answer-page.ts';
import { followerOf, takeOnce } from './chat.ts';
import { positionOf } from './follow.ts';
import { refuseUnknown } from './refusal.ts';
import { renderFailure } from './source-page.ts';
import { storedAnswer } from './stored-answer.ts';
import { replyWithPage } from './template.ts';
import type { VisitorDesk } from './visitor-desk.ts';

/**
 * `/a/:token`: one answer for who asked on a channel that waits for none, while it is being made and afterwards; its
 * `/parts` gives what is new, as JSON. `/s/:token`: an answer that a visitor shares. Both need no script.
 */
export function createAnswerLinkRoutes(desk: VisitorDesk): Hono {
  const { links, store, clock } = desk;
  const template = join(desk.pageDirectory, 'answer.html');
  const routes = new Hono();
  const waitedFor = async (token: string) => {
    const id = links.readAnswer(token);
    return id === undefined ? undefined : store.message(id);
  };

  routes.get('/a/:token', async (context) => {
    const message = await waitedFor(context.req.param('token'));
    const page = await pageOf(desk, message);
    return replyWithPage(context, template, page);
  });
  routes.get('/a/:token/parts', async (context) => {
    const message = await waitedFor(context.req.param('token'));
    if (!message) return refuseUnknown(context);
    context.header('cache-control', 'no-store');
    return context.json(await takeOnce(followerOf(desk, message.id, positionOf(context.req.query('after')))));
  });
  routes.get('/s/:token', async (context) => {
    const token = context.req.param('token');
    const message = /^[\w-]{22,64}$/.test(token) ? await store.shared(token, clock().getTime()) : undefined;
    return replyWithPage(context, template, await pageOf(desk, message));
  });
  routes.onError((error, context) => {
    // The path holds the token, which is worth what it shows.
    desk.log.error({ err: error, path: context.req.path.slice(0, 3) }, describeError(error));
    return replyWithPage(context, template, { status: 500, page: renderFailure() });
  });
  return routes;
}

async function pageOf(desk: VisitorDesk, message: StoredMessage | undefined) {
  const question = message && questionOf(message);
  if (!message || question === undefined) return { status: 410 as const, page: renderGone() };
  const { name: park } = await desk.port.about();
  if (message.state === 'waiting' || message.state === 'answering') {
    const conversation = await desk.store.conversation(message.conversation);
    const language = conversation?.language ?? 'zh-Hans';
    return { status: 200 as const, page: renderWaiting({ park, question, language }) };
  }
  const answer = await storedAnswer(desk.store, message);
  if (!answer) return { status: 410 as const, page: renderGone() };
  const chart = await desk.channel.chartOf(answer);
  const askedAt = message.inbound.sentAt;
  return { status: 200 as const, page: renderAnswer({ park, question, answer, chart, askedAt }) };
}

function questionOf({ question, inbound: { content } }: StoredMessage): string | undefined {
  return content.kind === 'text' ? content.text : question;
}
