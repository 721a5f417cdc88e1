import { randomBytes } from 'node:crypto';
import type { PartPayload, Reply } from '../../channel-types.ts';
import { type ChartImage, drawChart as drawOnServer } from '../../charts/draw.ts';
import { describeError } from '../../errors.ts';
import type { Answer } from '../../types.ts';
import type { Addressee, Channel } from '../channel.ts';
import type { WebLog } from './log.ts';
import { createRunHub, type RunHub } from './runs.ts';

/** The visitor page as a channel: it sends nothing, the page reads the answer itself. */
export interface WebChannel extends Channel {
  readonly name: 'web';
  /** The answers in the making, for the routes that stream them. */
  readonly runs: RunHub;
  /** The chart of an answer; `undefined` where it has none, or where it cannot be drawn, which is logged. */
  chartOf(answer: Answer): Promise<ChartImage | undefined>;
}

export interface WebChannelOptions {
  log: WebLog;
  /** Names a run: up to 16 of `0-9 a-z`; random unless set. */
  createEpoch?: () => string;
  drawChart?: typeof drawOnServer;
}

/**
 * The channel of the visitor page. An answer is read from the run that `watch` feeds, or from the store; a reply that
 * is no answer is kept as a part, so that the page finds it there.
 */
export function createWebChannel(options: WebChannelOptions): WebChannel {
  const { log, createEpoch = randomEpoch, drawChart = drawOnServer } = options;
  const chartOf = async (answer: Answer) => {
    if (!answer.table?.chart) return undefined;
    try {
      return await drawChart(answer.table, answer.language);
    } catch (error) {
      log.error({ err: error }, describeError(error));
      return undefined;
    }
  };
  const hub = createRunHub({ createEpoch, chartOf });
  return {
    name: 'web',
    audience: 'public',
    limits: {},
    runs: hub,
    chartOf,
    render: (reply, { message }) => (message && hub.run(message.id)?.isAnswered ? [] : [keptReply(reply)]),
    // Nothing is carried anywhere: what was kept is there for whoever comes for it.
    send: async () => ({}),
    watch({ message }: Addressee) {
      // What we begin ourselves is not being made before anybody's eyes.
      if (!message) return { show() {}, end: async () => undefined };
      const feed = hub.open(message.id);
      return {
        show: feed.show,
        signal: feed.signal,
        async end() {
          feed.end();
          return undefined;
        },
      };
    },
  };
}

function keptReply({ text, citations, language, buttons, handsOver }: Reply): PartPayload {
  const suggestions = buttons.flatMap(({ kind, question }) => (kind === 'ask' && question ? [question] : []));
  const answer: Answer = {
    outcome: handsOver ? 'handoff' : 'answered',
    text,
    citations,
    language,
    composedBy: 'fixed',
    suggestions,
  };
  return { answer };
}

function randomEpoch(): string {
  return randomBytes(6).toString('hex');
}
