import { z } from 'zod';

export const WECOM_ERRORS = {
  badSecret: { errcode: 40001, errmsg: 'invalid credential' },
  badParameter: (what: string) => ({ errcode: 40058, errmsg: `invalid Request Parameter, ${what}` }),
  tooOften: { errcode: 45009, errmsg: 'api freq out of limit' },
  badReqId: { errcode: 846605, errmsg: 'invalid req_id' },
  tooManyMessages: { errcode: 846607, errmsg: 'aibot send msg frequency limit exceeded' },
  streamEnded: { errcode: 846608, errmsg: 'stream message update expired (>6 minutes), cannot update' },
  noChat: { errcode: 93006, errmsg: 'invalid chatid' },
} as const;

const bytes = (most: number) =>
  z.string().refine((text) => Buffer.byteLength(text) <= most, `longer than ${most} bytes`);

const card = z.strictObject({
  card_type: z.literal('button_interaction'),
  main_title: z.strictObject({ title: z.string().min(1), desc: z.string().optional() }),
  button_list: z
    .array(z.strictObject({ text: z.string().min(1), style: z.number(), key: bytes(1024).min(1) }))
    .min(1)
    .max(6),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
});

/** Bodies of the commands (document/path/101463), and nothing else in them. */
export const BODIES = {
  subscribe: z.strictObject({ bot_id: z.string(), secret: z.string() }),
  stream: z.strictObject({
    msgtype: z.literal('stream'),
    stream: z.strictObject({
      id: z.string().min(1),
      finish: z.boolean(),
      content: bytes(20_480),
      feedback: z.strictObject({ id: bytes(256).min(1) }).optional(),
    }),
  }),
  welcome: z.strictObject({
    msgtype: z.literal('text'),
    text: z.strictObject({ content: z.string().min(1) }),
  }),
  message: z.discriminatedUnion('msgtype', [
    z.strictObject({
      chatid: z.string(),
      msgtype: z.literal('markdown'),
      markdown: z.strictObject({ content: bytes(20_480).min(1) }),
    }),
    z.strictObject({ chatid: z.string(), msgtype: z.literal('template_card'), template_card: card }),
    z.strictObject({
      chatid: z.string(),
      msgtype: z.literal('file'),
      file: z.strictObject({ media_id: z.string().min(1) }),
    }),
  ]),
};

export type Frame = {
  cmd?: string;
  headers: { req_id: string };
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client sends.
  body?: any;
};

/** What a person sees in a chat. */
export interface ShownInChat {
  chat: string;
  kind: 'stream' | 'markdown' | 'card' | 'file' | 'welcome';
  content: string;
  /** Of a stream: whether it is complete, and each text that it had. */
  isFinished: boolean;
  versions: string[];
  feedback?: string;
  buttons: { text: string; key: string }[];
}
