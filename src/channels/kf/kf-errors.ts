import type { ErrorRule } from '../wechat/api-client.ts';

/** Numbers of errors that are looked at by themselves. */
export const KF_ERROR = {
  badParameter: 40058,
  badPullToken: 95007,
  ended: 95013,
  notOnDuty: 95014,
  badTransition: 95016,
  withPerson: 95018,
} as const;

const MINUTE_MS = 60_000;

const misconfigured = (next: string): ErrorRule => ({ failure: 'misconfigured', next, isAccountWide: true });

/** What the errors of the customer-service interface mean. Source: 全局错误码 (document/path/90313). */
export const KF_ERRORS: Readonly<Record<number, ErrorRule>> = {
  40013: misconfigured('WECOM_CORP_ID is not the 企业ID of 我的企业 › 企业信息.'),
  40001: misconfigured('WECOM_SECRET is not the Secret of the application.'),
  40096: { failure: 'gone' },
  45009: { failure: 'busy', isAccountWide: true, retryAfterMs: MINUTE_MS },
  45033: { failure: 'busy', isAccountWide: true, retryAfterMs: 5000 },
  48002: misconfigured('Add the application under 微信客服 › API › 可调用接口的应用.'),
  60011: misconfigured('Make the servicers visible to the application: 应用管理 › 可见范围.'),
  60020: misconfigured('Add the address of this server under 应用管理 › 企业可信IP.'),
  95000: misconfigured('Set the account under 微信客服 › API › 通过API管理微信客服账号.'),
  95001: { failure: 'window-closed' },
  95002: { failure: 'window-closed' },
  95004: misconfigured('The service account was deleted.'),
  95013: { failure: 'window-closed' },
  95017: misconfigured('Switch the account to 通过API管理 in 微信客服 › API.'),
  95018: { failure: 'refused' },
};

/** Why a message that was taken did not arrive (document/path/94670, 消息发送失败事件). */
const BOUNCES: Record<number, string> = {
  1: 'the service account was deleted',
  2: 'the application was closed',
  4: 'the session is older than 48 hours',
  5: 'the session was ended',
  6: 'the customer has had five messages',
  8: 'the company is not verified',
  10: 'the customer refuses messages',
  11: 'nobody of the company is signed in',
  12: 'the message holds what customer service may not send',
};
const REFUSED_BY_CUSTOMER = 10;

/** @returns why, and whether the customer can be reached no more */
export function bounceOf(failType: number): { error: string; isGone: boolean } {
  const error = `WeChat did not deliver it: ${BOUNCES[failType] ?? `reason ${failType}`}.`;
  return { error, isGone: failType === REFUSED_BY_CUSTOMER };
}
