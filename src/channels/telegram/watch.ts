import type { StoredMessage } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { AnswerEvent, Language } from '../../types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { Addressee, AnswerView, ChannelLog } from '../channel.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure } from './failure.ts';
import { createGroupSight } from './group-sight.ts';
import { createLiveText } from './live-text.ts';
import type { Moves } from './moved.ts';
import { listed, TEXT_UNITS } from './render.ts';
import { at } from './send.ts';
import { readPlace, type TelegramTiming } from './settings.ts';
import { splitText } from './split.ts';
import { draftKey, type Stops } from './stops.ts';
import { TELEGRAM_TEXTS } from './strings.ts';

export interface WatchOptions {
  api: TelegramApi;
  bot: string;
  moves: Moves;
  store: Pick<ConversationStore, 'readCursor' | 'writeCursor'>;
  stops: Stops;
  timing: TelegramTiming;
  log: ChannelLog;
}

/** How the text of an answer is shown; ends with what the reply is told. */
export interface Sight {
  show(text: () => string): void;
  end(): Promise<Addressee['shown']>;
}

/** Gives the sight of answers: as a draft in a private chat, as a message that is edited in a group. */
export function createWatcher(options: WatchOptions): (to: Addressee) => AnswerView {
  const drafts = { areKnown: true };
  return (to) => {
    const { conversation, message } = to;
    const stopping = new AbortController();
    const text = createText(conversation.language);
    let sight: Sight | undefined;
    const open = (message: StoredMessage) =>
      conversation.isGroup
        ? createGroupSight({ conversation, message, stopping }, options)
        : createDraft({ to, message, stopping, drafts }, options);
    return {
      signal: stopping.signal,
      show(event) {
        text.add(event);
        // The answer itself is the reply's to give.
        if (event.type === 'answer' || !message) return;
        sight ??= open(message);
        sight.show(text.now);
      },
      end: async () => sight?.end(),
    };
  };
}

/** What a reader sees of an answer that is being written. */
function createText(language: Language): { add(event: AnswerEvent): void; now: () => string } {
  let text = '';
  const label = `\n\n${AI_LABEL[language]}`;
  const room = TEXT_UNITS - label.length;
  return {
    add(event) {
      if (event.type === 'reset') text = '';
      if (event.type === 'text') text += event.delta;
    },
    now() {
      const [head] = splitText(listed(text.slice(0, room * 2)), room);
      return head ? `${head}${label}` : TELEGRAM_TEXTS[language].searching;
    },
  };
}

interface DraftFor {
  to: Addressee;
  message: StoredMessage;
  stopping: AbortController;
  /** Whether the server knows drafts, as far as was found out. */
  drafts: { areKnown: boolean };
}

/** A server without drafts shows that somebody types. */
function createDraft({ to, message, stopping, drafts }: DraftFor, options: WatchOptions): Sight {
  const { api, stops, timing, log } = options;
  const { place } = to.conversation;
  // An update's number is never 0, and no other answer in this chat has it.
  const draft = message.inbound.rank || 1;
  const key = draftKey(place, draft);
  stops.add(key, { asker: message.inbound.sender, stop: () => stopping.abort() });
  const call = async (method: string, payload: object) => {
    try {
      await api.call(method, { ...at(readPlace(place)), ...payload });
      return true;
    } catch (error) {
      if (error instanceof TelegramFailure && error.status === 404) drafts.areKnown = false;
      else log.info({ channel: 'telegram', message: message.id }, describeError(error));
      return false;
    }
  };
  const type = () => call('sendChatAction', { action: 'typing' });
  let typing: NodeJS.Timeout | undefined;
  const live = createLiveText({
    everyMs: timing.draftEveryMs,
    keepMs: timing.draftKeepMs,
    async push(text) {
      const isShown =
        drafts.areKnown && (await call('sendMessageDraft', { draft_id: draft, text, can_stop: true }));
      if (!isShown && !drafts.areKnown) {
        void type();
        typing = setInterval(() => void type(), timing.typingEveryMs).unref();
      }
      return isShown;
    },
  });
  return {
    show: live.show,
    async end() {
      await live.end();
      clearInterval(typing);
      stops.remove(key);
      return undefined;
    },
  };
}
