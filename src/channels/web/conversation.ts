import { Hono } from 'hono';
import type { StoredMessage } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { AnswerData } from './public-answer.ts';
import { publicAnswer } from './public-answer.ts';
import { refuseUnknown } from './refusal.ts';
import { storedAnswer } from './stored-answer.ts';
import type { VisitorDesk } from './visitor-desk.ts';

/** A question of the visitor's and what became of it, as the page shows it again. */
export interface PastTurn {
  id: string;
  question: string;
  /** `open`: it is still being answered; `failed`: nothing could be made of it. */
  state: 'open' | 'answered' | 'failed';
  text?: string;
  answer?: AnswerData;
  rating?: { value: 'up' | 'down'; reason?: string };
}

/**
 * `GET /api/conversation`: the visitor's present conversation, oldest first; `DELETE` begins the next one: what was
 * said is no context any more, and is not shown. `GET /api/conversation/:message/chart`: the chart of an answer.
 */
export function createConversationRoutes({ sessions, messages, store, channel }: VisitorDesk): Hono {
  const routes = new Hono();
  routes.use('*', async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });

  routes.get('/', async (context) => {
    const visitor = sessions.read(context);
    const said = visitor ? await messages.all(visitor) : [];
    const questions = said.filter(({ inbound }) => inbound.content.kind === 'text');
    const turns = await Promise.all(questions.map((message) => pastTurn(store, message)));
    return context.json({ turns });
  });

  routes.delete('/', async (context) => {
    const visitor = sessions.read(context);
    if (!visitor) return context.body(null, 204);
    for (const { id, state } of await messages.all(visitor))
      if (state === 'waiting' || state === 'answering') channel.runs.stop(id);
    sessions.renew(context);
    return context.body(null, 204);
  });

  routes.get('/:message/chart', async (context) => {
    const visitor = sessions.read(context);
    const message = visitor && (await messages.find(visitor, context.req.param('message')));
    const chart = message?.answer && (await channel.chartOf(message.answer));
    return chart ? context.json(chart) : refuseUnknown(context);
  });
  return routes;
}

async function pastTurn(store: Pick<ConversationStore, 'parts'>, message: StoredMessage): Promise<PastTurn> {
  const { id, state, rating, inbound } = message;
  const question = inbound.content.kind === 'text' ? inbound.content.text : '';
  if (state === 'waiting' || state === 'answering') return { id, question, state: 'open' };
  const answer = await storedAnswer(store, message);
  const text = answer?.text;
  if (!answer || state === 'failed') return { id, question, state: 'failed', text };
  return {
    id,
    question,
    state: 'answered',
    text,
    answer: publicAnswer(answer),
    ...(rating && { rating: { value: rating.value, reason: rating.reason } }),
  };
}
