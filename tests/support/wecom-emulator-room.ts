import { BODIES, type Frame, type ShownInChat, WECOM_ERRORS } from './wecom-emulator-rules.ts';

/** Chats with the bot, and what is seen in them. */
export interface WecomRoom {
  shown: ShownInChat[];
  /** Somebody writes to the bot, in a single chat or, with its name, in a group; again under the same id if given. */
  says(user: string, content: string, options?: { group?: string; msgid?: string }): string;
  sends(user: string, body: Record<string, unknown>): string;
  enters(user: string): void;
  /** Somebody touches a button of the last card that they see. */
  clicks(user: string, label: string): void;
  /** Somebody rates the last answer that they see: 1 right, 2 wrong, 3 taken back. */
  rates(user: string, type: number, rest?: { content?: string; inaccurate_reason_list?: number[] }): void;
  answer(frame: Frame): object;
  eventFrame(body: Record<string, unknown>): Frame;
}

interface Asked {
  chat: string;
  at: number;
  isEntry: boolean;
  isWelcomed?: boolean;
}

const OK = { errcode: 0, errmsg: 'ok' };
const STREAM_MS = 6 * 60_000;
const WELCOME_MS = 5000;
const REPLY_MS = 24 * 3600_000;
/** All that is sent into a conversation counts, frames of streams too: the strictest reading of the limit. */
const PER_MINUTE = 30;

export function createWecomRoom(clock: () => Date, push: (frame: Frame) => void): WecomRoom {
  const shown: ShownInChat[] = [];
  const asked = new Map<string, Asked>();
  const chats = new Set<string>();
  const streams = new Map<string, { shown: ShownInChat; startedAt: number }>();
  const sentAt = new Map<string, number[]>();
  const media = new Set<string>();
  let serial = 0;
  const now = () => clock().getTime();
  const next = (name: string) => {
    serial += 1;
    return `${name}-${serial}`;
  };

  function callback(cmd: string, chat: string, body: Record<string, unknown>): string {
    const msgid = String(body.msgid ?? next('msg'));
    const reqId = next('req');
    const isEntry = cmd === 'aibot_event_callback';
    asked.set(reqId, { chat, at: now(), isEntry });
    const create = Math.floor(now() / 1000);
    push({
      cmd,
      headers: { req_id: reqId },
      body: { aibotid: 'aibot-1234', create_time: create, ...body, msgid },
    });
    return msgid;
  }

  function count(chat: string): object | undefined {
    const recent = (sentAt.get(chat) ?? []).filter((at) => now() - at < 60_000);
    if (recent.length >= PER_MINUTE) return WECOM_ERRORS.tooManyMessages;
    sentAt.set(chat, [...recent, now()]);
    return undefined;
  }

  function see(chat: string, kind: ShownInChat['kind'], rest: Partial<ShownInChat>): ShownInChat {
    const seen = { chat, kind, content: '', isFinished: true, versions: [], buttons: [], ...rest };
    shown.push(seen);
    return seen;
  }

  function respond({ headers, body }: Frame): object {
    const { data } = BODIES.stream.safeParse(body);
    if (!data) return WECOM_ERRORS.badParameter('stream');
    const message = asked.get(headers.req_id);
    if (!message || message.isEntry || now() - message.at > REPLY_MS) return WECOM_ERRORS.badReqId;
    const { id, finish, content, feedback } = data.stream;
    const key = `${headers.req_id} ${id}`;
    const isFirst = !streams.has(key);
    if (isFirst) {
      const seen = see(message.chat, 'stream', { isFinished: false, feedback: feedback?.id });
      streams.set(key, { shown: seen, startedAt: now() });
    }
    const stream = streams.get(key)!;
    if (stream.shown.isFinished || now() - stream.startedAt > STREAM_MS) return WECOM_ERRORS.streamEnded;
    const refusal = count(message.chat);
    if (refusal) return refusal;
    stream.shown.versions.push(content);
    Object.assign(stream.shown, { content, isFinished: finish });
    return OK;
  }

  function welcome({ headers, body }: Frame): object {
    const { data } = BODIES.welcome.safeParse(body);
    if (!data) return WECOM_ERRORS.badParameter('welcome');
    const entry = asked.get(headers.req_id);
    if (!entry?.isEntry || entry.isWelcomed || now() - entry.at > WELCOME_MS) return WECOM_ERRORS.badReqId;
    entry.isWelcomed = true;
    see(entry.chat, 'welcome', { content: data.text.content });
    return OK;
  }

  function send({ body }: Frame): object {
    const { data, error } = BODIES.message.safeParse(body);
    if (!data) return WECOM_ERRORS.badParameter(error!.issues[0]!.path.join('.'));
    if (!chats.has(data.chatid)) return WECOM_ERRORS.noChat;
    const refusal = count(data.chatid);
    if (refusal) return refusal;
    if (data.msgtype === 'markdown') see(data.chatid, 'markdown', { content: data.markdown.content });
    if (data.msgtype === 'file') {
      if (!media.has(data.file.media_id)) return WECOM_ERRORS.badParameter('media_id');
      see(data.chatid, 'file', { content: data.file.media_id });
    }
    if (data.msgtype === 'template_card') {
      const { main_title: title, button_list: buttons } = data.template_card;
      see(data.chatid, 'card', { content: title.title, buttons });
    }
    return OK;
  }

  function upload({ cmd, body }: Frame): object {
    if (cmd === 'aibot_upload_media_init') return { ...OK, body: { upload_id: next('upload') } };
    if (cmd === 'aibot_upload_media_chunk')
      return body?.base64_data ? OK : WECOM_ERRORS.badParameter('chunk');
    const id = next('media');
    media.add(id);
    return { ...OK, body: { type: 'file', media_id: id, created_at: 1 } };
  }

  const ANSWERS: Record<string, (frame: Frame) => object> = {
    aibot_respond_msg: respond,
    aibot_respond_welcome_msg: welcome,
    aibot_send_msg: send,
    aibot_upload_media_init: upload,
    aibot_upload_media_chunk: upload,
    aibot_upload_media_finish: upload,
  };
  const lastSeen = (user: string, holds: (seen: ShownInChat) => boolean) => {
    const seen = shown.findLast((seen) => seen.chat === user && holds(seen));
    if (!seen) throw new Error(`${user} sees nothing of the kind.`);
    return seen;
  };
  const event = (user: string, event: Record<string, unknown>) =>
    callback('aibot_event_callback', user, {
      msgtype: 'event',
      chattype: 'single',
      from: { userid: user },
      event,
    });
  return {
    shown,
    says(user, content, { group, msgid } = {}) {
      chats.add(group ?? user);
      const where = group ? { chatid: group, chattype: 'group' } : { chattype: 'single' };
      const text = { content: group ? `@园区助手 ${content}` : content };
      return callback('aibot_msg_callback', group ?? user, {
        ...where,
        from: { userid: user },
        msgtype: 'text',
        text,
        ...(msgid && { msgid }),
      });
    },
    sends(user, body) {
      chats.add(user);
      return callback('aibot_msg_callback', user, { chattype: 'single', from: { userid: user }, ...body });
    },
    enters: (user) => void event(user, { eventtype: 'enter_chat' }),
    clicks(user, label) {
      const { buttons } = lastSeen(user, ({ kind }) => kind === 'card');
      const key = buttons.find(({ text }) => text === label)!.key;
      event(user, {
        eventtype: 'template_card_event',
        template_card_event: { card_type: 'button_interaction', event_key: key, task_id: 't' },
      });
    },
    rates(user, type, rest = {}) {
      const { feedback } = lastSeen(user, ({ feedback }) => feedback !== undefined);
      event(user, { eventtype: 'feedback_event', feedback_event: { id: feedback, type, ...rest } });
    },
    answer: (frame) => ANSWERS[frame.cmd ?? '']?.(frame) ?? WECOM_ERRORS.badParameter('cmd'),
    eventFrame: (body) => ({
      cmd: 'aibot_event_callback',
      headers: { req_id: next('req') },
      body: { msgtype: 'event', from: { userid: 'system' }, ...body, msgid: next('msg') },
    }),
  };
}
