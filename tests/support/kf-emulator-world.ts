import type { KfEventMessage, KfMessage } from './kf-emulator-rules.ts';

export interface KfWorldSetup {
  clock: () => Date;
  /** Entries on one page; 1,000 unless given. */
  pageSize?: number;
  /** Whether empty pages that say that there is more stand between the full ones. */
  hasEmptyPages?: boolean;
  /** Servicers of the accounts: whether they are receiving. */
  servicers?: Record<string, boolean>;
}

/** What a customer was shown. */
export type Shown = { customer: string; account: string; msgid: string; on: 'message' | 'event' } & (
  | KfMessage
  | KfEventMessage
);

export interface CustomerState {
  state: number;
  servicer?: string;
  /** What may still be sent, until when. */
  left: number;
  until: number;
  spokeAt?: number;
}

/** A code that lets one message be sent. */
export interface EventCode {
  account: string;
  customer: string;
  until: number;
  types: readonly string[];
  isUsed: boolean;
}

export interface KfWorld {
  accounts: string[];
  servicers: Record<string, boolean>;
  /** All that customers were shown, in order. */
  shown: Shown[];
  tokens: Map<string, { until: number; isExpired: boolean }>;
  codes: Map<string, EventCode>;
  uploads: Set<string>;
  log: { account: string; at: number; entry: Record<string, unknown> }[];
  setup: Required<KfWorldSetup>;
  customer(account: string, id: string): CustomerState | undefined;
  pullTokens: Map<string, { account: string; at: number }>;
  issuePullToken(account: string): string;
  issueCode(code: Omit<EventCode, 'isUsed'>): string;
  /** A customer opens the chat by a link. */
  enters(customer: string, link?: { scene?: string; param?: string; account?: string }): Promise<void>;
  says(customer: string, content: string, options?: { menuId?: string; account?: string }): Promise<string>;
  sends(customer: string, entry: Record<string, unknown>, account?: string): Promise<string>;
  /** The customer touches an entry of the last menu that they were shown, by what it says. */
  taps(customer: string, label: string | RegExp, account?: string): Promise<string>;
  takesOver(customer: string, servicer: string, account?: string): Promise<void>;
  writes(servicer: string, customer: string, content: string, account?: string): Promise<void>;
  endsSession(customer: string, account?: string): Promise<void>;
  /** Tells that a message of ours did not arrive. */
  bounces(msgid: string, failType: number): Promise<void>;
  /** All access tokens given out so far are from now on expired, or unknown. */
  expireTokens(): void;
}

const DAY_MS = 24 * 3600_000;
export const ACCOUNT = 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q';

/** What WeCom knows: sessions, allowances, codes, and the list that is pulled. */
export function createKfWorld(given: KfWorldSetup, tell: (account: string) => Promise<void>): KfWorld {
  const setup = { pageSize: 1000, hasEmptyPages: false, servicers: { zhangsan: true }, ...given };
  const now = () => setup.clock().getTime();
  const customers = new Map<string, CustomerState>();
  const log: KfWorld['log'] = [];
  const codes: KfWorld['codes'] = new Map();
  const pullTokens: KfWorld['pullTokens'] = new Map();
  const tokens: KfWorld['tokens'] = new Map();
  const shown: Shown[] = [];
  let serial = 0;

  const at = (account: string, id: string) => {
    const key = `${account} ${id}`;
    if (!customers.has(key)) customers.set(key, { state: 4, left: 0, until: 0 });
    return customers.get(key)!;
  };
  const put = async (account: string, entry: Record<string, unknown>) => {
    serial += 1;
    // Longer than what `send_msg` takes as a `msgid`, as theirs are.
    const msgid = `4XYm59AKqyxTqvcVJ7u4i3eeo2LK2iLae3rgiu${String(serial).padStart(6, '0')}`;
    log.push({ account, at: now(), entry: { msgid, send_time: Math.floor(now() / 1000), ...entry } });
    await tell(account);
    return msgid;
  };
  const event = (account: string, customer: string, rest: Record<string, unknown>) =>
    put(account, {
      origin: 4,
      msgtype: 'event',
      event: { open_kfid: account, external_userid: customer, ...rest },
    });
  const issueCode = (code: Omit<EventCode, 'isUsed'>) => {
    serial += 1;
    codes.set(`code-${serial}`, { ...code, isUsed: false });
    return `code-${serial}`;
  };
  const sends = (customer: string, entry: Record<string, unknown>, account = ACCOUNT) => {
    const state = at(account, customer);
    Object.assign(state, { left: 5, until: now() + 2 * DAY_MS, spokeAt: now() });
    if (state.state === 4) state.state = 0;
    return put(account, { open_kfid: account, external_userid: customer, origin: 3, ...entry });
  };

  return {
    accounts: [ACCOUNT],
    servicers: setup.servicers,
    shown,
    tokens,
    codes,
    uploads: new Set(),
    log,
    setup,
    customer: (account, id) => customers.get(`${account} ${id}`),
    pullTokens,
    issueCode,
    issuePullToken(account) {
      serial += 1;
      pullTokens.set(`ENC${serial}`, { account, at: now() });
      return `ENC${serial}`;
    },
    async enters(customer, { scene, param, account = ACCOUNT } = {}) {
      const { spokeAt } = at(account, customer);
      const isFresh = spokeAt === undefined || now() - spokeAt > 2 * DAY_MS;
      const code = { account, customer, until: now() + 20_000, types: ['text', 'msgmenu'] };
      const welcome = isFresh ? { welcome_code: issueCode(code) } : {};
      await event(account, customer, {
        event_type: 'enter_session',
        scene: scene ?? '',
        scene_param: param ?? '',
        ...welcome,
      });
    },
    says: (customer, content, { menuId, account } = {}) =>
      sends(
        customer,
        { msgtype: 'text', text: { content, ...(menuId !== undefined && { menu_id: menuId }) } },
        account,
      ),
    sends,
    taps(customer, label, account = ACCOUNT) {
      for (const message of shown.toReversed()) {
        if (message.customer !== customer || message.msgtype !== 'msgmenu') continue;
        for (const entry of message.msgmenu.list) {
          if (entry.type !== 'click' || !entry.click.content.match(label)) continue;
          const text = { content: entry.click.content, menu_id: entry.click.id };
          return sends(customer, { msgtype: 'text', text }, account);
        }
      }
      throw new Error(`No menu that ${customer} was shown has an entry "${label}".`);
    },
    async takesOver(customer, servicer, account = ACCOUNT) {
      Object.assign(at(account, customer), { state: 3, servicer });
      const change = { change_type: 1, new_servicer_userid: servicer };
      await event(account, customer, { event_type: 'session_status_change', ...change });
    },
    async writes(servicer, customer, content, account = ACCOUNT) {
      const entry = { open_kfid: account, external_userid: customer, servicer_userid: servicer };
      await put(account, { ...entry, origin: 5, msgtype: 'text', text: { content } });
    },
    async endsSession(customer, account = ACCOUNT) {
      const state = at(account, customer);
      const change = { change_type: 3, old_servicer_userid: state.servicer };
      Object.assign(state, { state: 4, servicer: undefined });
      await event(account, customer, { event_type: 'session_status_change', ...change });
    },
    async bounces(msgid, failType) {
      const message = shown.find((message) => message.msgid === msgid)!;
      await event(message.account, message.customer, {
        event_type: 'msg_send_fail',
        fail_msgid: msgid,
        fail_type: failType,
      });
    },
    expireTokens() {
      for (const token of tokens.values()) token.isExpired = true;
    },
  };
}
