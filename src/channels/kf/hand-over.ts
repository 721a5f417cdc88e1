import type { Language } from '../../types.ts';
import type { DeskPort } from '../desk-port.ts';
import { TencentError } from '../wechat/api-client.ts';
import type { KfApi } from './kf-api.ts';
import { KF_ERROR } from './kf-errors.ts';
import { type Customer, isPersonal, POOL, type Sessions, WITH_PERSON } from './sessions.ts';
import { KF_TEXTS } from './strings.ts';

export interface HandOverOptions {
  api: KfApi;
  sessions: Sessions;
  port: Pick<DeskPort, 'about'>;
  /** User ids of those to whom customers are handed, in this order; all who receive of the account where empty. */
  servicers: readonly string[];
}

/**
 * Brings a person in: the first who receives customers now, else the queue in which all of them see who waits, else
 * the customer is told whom to call. Where a person is in already, nothing is done.
 * @param msgid of the text that tells the customer, where there is one
 * @returns what WeCom calls that text
 * @throws as `TencentApi.call`
 */
export async function handOver(
  { customer, msgid, language }: { customer: Customer; msgid: string; language: Language },
  options: HandOverOptions,
): Promise<string | undefined> {
  const { api, sessions } = options;
  if (isPersonal(await api.state(customer))) {
    await sessions.note(customer, true);
    return undefined;
  }
  const { contact } = await options.port.about();
  const person = await toPerson(customer, options);
  if (person) {
    await sessions.note(customer, true);
    return undefined;
  }
  const pool = await attempt(() => api.transfer(customer, { state: POOL }));
  if (!pool) return api.send(customer, msgid, textOf(KF_TEXTS[language].nobody(contact)));
  await sessions.note(customer, true);
  if (!pool.code) return undefined;
  return api.sendOnEvent(pool.code, msgid, textOf(KF_TEXTS[language].queue(contact)));
}

async function toPerson(customer: Customer, { api, servicers }: HandOverOptions): Promise<boolean> {
  const candidates = servicers.length > 0 ? servicers : await api.servicersOnDuty(customer.account);
  for (const servicer of candidates) {
    if (await attempt(() => api.transfer(customer, { state: WITH_PERSON, servicer }))) return true;
  }
  return false;
}

/** @returns `undefined` where the one asked takes nobody now */
async function attempt(transfer: () => Promise<string | undefined>): Promise<{ code?: string } | undefined> {
  try {
    return { code: await transfer() };
  } catch (error) {
    const isDeclined =
      error instanceof TencentError &&
      (error.errcode === KF_ERROR.notOnDuty || error.errcode === KF_ERROR.badTransition);
    if (isDeclined) return undefined;
    throw error;
  }
}

function textOf(content: string): object {
  return { msgtype: 'text', text: { content } };
}
