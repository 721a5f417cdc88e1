import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '../../errors.ts';
import type { ClaimedMessage } from '../../store/conversation-store.ts';
import type { AnswerEvent } from '../../types.ts';
import type { Addressee, AnswerView, Channel, ChannelLog } from '../channel.ts';

/** The sight of an answer in the making, as far as the channel gives one: what fails there fails no answer. */
export interface Watching {
  show(event: AnswerEvent): void;
  /** Aborted when the asker stops the answer. */
  readonly stopped: AbortSignal | undefined;
  /** @returns what the channel left for the reply */
  end(): Promise<Addressee['shown']>;
}

/** A reply waits no longer for the last sight of its making, in milliseconds. */
const END_MS = 5_000;

export function watchAnswer(
  { conversation, message }: ClaimedMessage,
  channel: Channel,
  log: ChannelLog,
): Watching {
  const failed = (error: unknown) => {
    log.warn({ err: error, message: message.id }, describeError(error));
    return undefined;
  };
  let view: AnswerView | undefined;
  try {
    view = message.inbound.isForPeople ? undefined : channel.watch?.({ conversation, message });
  } catch (error) {
    failed(error);
  }
  return {
    stopped: view?.signal,
    show(event) {
      try {
        view?.show(event);
      } catch (error) {
        failed(error);
      }
    },
    async end() {
      try {
        return await Promise.race([view?.end(), wait(END_MS, undefined, { ref: false })]);
      } catch (error) {
        return failed(error);
      }
    },
  };
}
