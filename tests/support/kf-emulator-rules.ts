import { z } from 'zod';

/** What the interface answers in place of success, with the numbers and words of its error list (document/path/90313). */
export interface KfError {
  errcode: number;
  errmsg: string;
}

export const KF_ERRORS = {
  busy: { errcode: -1, errmsg: 'system error' },
  badToken: { errcode: 40014, errmsg: 'invalid access_token' },
  expiredToken: { errcode: 42001, errmsg: 'access_token expired' },
  noToken: { errcode: 41001, errmsg: 'access_token missing' },
  badCorp: { errcode: 40013, errmsg: 'invalid corpid' },
  badSecret: { errcode: 40001, errmsg: 'invalid credential' },
  badParameter: (what: string) => ({ errcode: 40058, errmsg: `invalid Request Parameter, ${what}` }),
  badCustomer: { errcode: 40096, errmsg: 'invalid external userid' },
  badAddress: { errcode: 60020, errmsg: 'not allow to access from your ip' },
  tooOften: { errcode: 45009, errmsg: 'api freq out of limit' },
  concurrent: { errcode: 45033, errmsg: 'api concurrent out of limit' },
  badAccount: { errcode: 95000, errmsg: 'invalid open_kfid' },
  tooMany: { errcode: 95001, errmsg: 'send msg count limit' },
  tooLate: { errcode: 95002, errmsg: 'send msg time limit' },
  badPullToken: { errcode: 95007, errmsg: 'invalid msg token' },
  ended: { errcode: 95013, errmsg: 'conversation end' },
  notOnDuty: { errcode: 95014, errmsg: 'not an active servicer' },
  badTransition: { errcode: 95016, errmsg: 'not allowed to change state' },
  apiOff: { errcode: 95017, errmsg: 'api switch is off' },
  withPerson: { errcode: 95018, errmsg: 'send msg session status invalid' },
} as const;

const bytes = (least: number, most: number) =>
  z.string().refine((text) => {
    const length = Buffer.byteLength(text);
    return length >= least && length <= most;
  }, `must have ${least} to ${most} bytes`);

const ENTRY = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('click'),
    click: z.strictObject({ id: bytes(1, 64), content: bytes(1, 128) }),
  }),
  z.strictObject({
    type: z.literal('view'),
    view: z.strictObject({ url: bytes(1, 2048), content: bytes(1, 1024) }),
  }),
  z.strictObject({
    type: z.literal('text'),
    text: z.strictObject({ content: bytes(1, 256), no_newline: z.number() }),
  }),
]);

const content = {
  text: z.strictObject({ content: bytes(1, 2048) }),
  msgmenu: z.strictObject({
    head_content: bytes(0, 1024).optional(),
    list: z.array(ENTRY).min(1).max(10),
    tail_content: bytes(0, 1024).optional(),
  }),
  location: z.strictObject({
    name: z.string().optional(),
    address: z.string().optional(),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  file: z.strictObject({ media_id: z.string().min(1) }),
};

const msgid = z
  .string()
  .regex(/^[0-9a-zA-Z_-]{1,32}$/, 'msgid')
  .optional();

/** What may stand in a message (document/path/94677, 发送消息), and nothing else. */
export const MESSAGE = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('text'), text: content.text, ...to() }),
  z.strictObject({ msgtype: z.literal('msgmenu'), msgmenu: content.msgmenu, ...to() }),
  z.strictObject({ msgtype: z.literal('location'), location: content.location, ...to() }),
  z.strictObject({ msgtype: z.literal('file'), file: content.file, ...to() }),
]);
export type KfMessage = z.infer<typeof MESSAGE>;

function to() {
  return { touser: z.string(), open_kfid: z.string(), msgid };
}

/** The answer to an event (document/path/95122): text and menu only. */
export const EVENT_MESSAGE = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('text'), text: content.text, code: z.string(), msgid }),
  z.strictObject({ msgtype: z.literal('msgmenu'), msgmenu: content.msgmenu, code: z.string(), msgid }),
]);
export type KfEventMessage = z.infer<typeof EVENT_MESSAGE>;

/** Which states a session may go to from each (document/path/94669). */
export const TRANSITIONS: Record<number, readonly number[]> = {
  0: [1, 2, 3],
  1: [2, 3],
  2: [3],
  3: [3, 4],
  4: [],
};
