import type { OutboxPart } from '../../channel-types.ts';
import type { Addressee, ChannelLog } from '../channel.ts';
import { DeliveryError } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import { TencentError } from '../wechat/api-client.ts';
import { type HandOverOptions, handOver } from './hand-over.ts';
import { KF_ERROR } from './kf-errors.ts';
import { FILE_BYTES } from './media.ts';
import { type KfPart, readPart } from './parts.ts';
import { type Customer, isPersonal } from './sessions.ts';
import { KF_TEXTS } from './strings.ts';

export interface SendOptions extends HandOverOptions {
  port: Pick<DeskPort, 'about' | 'file'>;
  clock: () => Date;
  log: ChannelLog;
}

/**
 * Sends one part under its own id, so that WeCom takes it once.
 * @throws DeliveryError
 */
export async function sendKf(
  part: OutboxPart,
  { conversation }: Addressee,
  options: SendOptions,
): Promise<{ sentAs?: string }> {
  const customer = { account: conversation.account, customer: conversation.place };
  try {
    return { sentAs: await sendPart(readPart(part.payload), { part, customer, options }) };
  } catch (error) {
    if (!(error instanceof TencentError)) throw error;
    if (part.attempts > 1 && isTakenAlready(error)) return { sentAs: part.id };
    if (error.errcode === KF_ERROR.withPerson) return withhold(customer, { part, options });
    throw error;
  }
}

interface Sending {
  part: OutboxPart;
  customer: Customer;
  options: SendOptions;
}

async function sendPart(payload: KfPart, { part, customer, options }: Sending): Promise<string | undefined> {
  const { api, clock } = options;
  switch (payload.kind) {
    case 'message': {
      const { message, welcome } = payload;
      if (!welcome || welcome.until <= clock().getTime()) return api.send(customer, part.id, message);
      return api.sendOnEvent(welcome.code, part.id, message);
    }
    case 'file':
      return api.send(customer, part.id, await fileMessage(payload, options));
    case 'hand-over':
      return handOver({ customer, msgid: part.id, language: payload.language }, options);
  }
}

/** The file as it is now; one that is withdrawn, or too long for WeChat, is not sent. */
async function fileMessage(
  { document, name, language }: Extract<KfPart, { kind: 'file' }>,
  { api, port }: SendOptions,
): Promise<object> {
  const file = await port.file(document, 'public');
  if (!file || file.bytes.byteLength > FILE_BYTES) {
    return { msgtype: 'text', text: { content: KF_TEXTS[language].fileGone } };
  }
  return { msgtype: 'file', file: { media_id: await api.upload({ name, bytes: file.bytes }) } };
}

/** An id is taken once for each account; a second time is an error that names it (document/path/94677). */
function isTakenAlready({ failure, errmsg }: TencentError): boolean {
  return failure === 'refused' && /msgid/i.test(errmsg);
}

/**
 * A person has the word: what the desk had to say meanwhile is not said, and needs nobody's care. Where no person has
 * it, it waits until the customer writes.
 */
async function withhold(
  customer: Customer,
  { part, options }: Omit<Sending, 'customer'>,
): Promise<{ sentAs?: string }> {
  if (!isPersonal(await options.api.state(customer))) {
    throw new DeliveryError('window-closed', 'WeCom takes no message in the present state of the session.');
  }
  await options.sessions.note(customer, true);
  options.log.info(
    { part: part.id },
    'A person of ours has the word; what the desk would have said is left out.',
  );
  return {};
}
