import type { AnswerView, Channel } from '../channel.ts';
import type { WebChannel } from './web-channel.ts';

/**
 * A channel whose answers can be followed while they are made by whoever has the link to one: for channels that let
 * nobody watch, or that let nothing be sent in time.
 */
export function followedOnPage(channel: Channel, web: Pick<WebChannel, 'watch'>): Channel {
  return {
    name: channel.name,
    audience: channel.audience,
    limits: channel.limits,
    render: (reply, to) => channel.render(reply, to),
    send: (part, to) => channel.send(part, to),
    watch: (to) => together(channel.watch?.(to), web.watch?.(to)),
    handle: channel.handle && ((request) => channel.handle!(request)),
    start: channel.start && (() => channel.start!()),
    stop: channel.stop && (() => channel.stop!()),
  };
}

/** What the channel itself shows decides where the answer ends and what it leaves. */
function together(own: AnswerView | undefined, page: AnswerView | undefined): AnswerView {
  return {
    show(event) {
      page?.show(event);
      own?.show(event);
    },
    signal: own?.signal,
    async end() {
      await page?.end();
      return own?.end();
    },
  };
}
