import { z } from 'zod';
import type { AppError } from '../../errors.ts';
import { DeliveryError, type DeliveryFailure } from '../channel.ts';
import type { AccessToken } from './access-token.ts';

/** What an error number of an API means for what was to be done. */
export interface ErrorRule {
  failure: DeliveryFailure;
  /** What the person who runs Luodi can do about it. */
  next?: string;
  isAccountWide?: boolean;
  retryAfterMs?: number;
}

/** A number other than 0 from an API of WeChat or WeCom. */
export class TencentError extends DeliveryError {
  readonly errcode: number;
  /** The vendor's words, without secrets. */
  readonly errmsg: string;

  constructor(api: string, path: string, answer: { errcode: number; errmsg: string }, rule: ErrorRule) {
    super(rule.failure, `${api} refused ${path}: ${answer.errcode} ${answer.errmsg}`.trim(), {
      next: rule.next,
      retryAfterMs: rule.retryAfterMs,
      isAccountWide: rule.isAccountWide,
    });
    this.errcode = answer.errcode;
    this.errmsg = answer.errmsg;
  }
}

export interface TencentApiOptions {
  /** As errors name it: `WeChat`. */
  name: string;
  /** `https://api.weixin.qq.com` or `https://qyapi.weixin.qq.com`, or an emulator's address. */
  root: string;
  fetch: typeof fetch;
  /** Beside those of every API. */
  errors?: Readonly<Record<number, ErrorRule>>;
  /** 10 seconds unless given. */
  timeoutMs?: number;
}

export interface TencentCall {
  query?: Readonly<Record<string, string>>;
  /** Posted as JSON; without one, it is a GET. */
  body?: object;
}

/** An API whose calls carry an access token. */
export interface TencentApi {
  /**
   * @param path below the root, such as `cgi-bin/menu/get`
   * @returns the answer, whose `errcode` is 0 or absent; the caller checks what it relies on
   * @throws TencentError for another number; DeliveryError `busy` where nothing sensible came back
   */
  call(path: string, call?: TencentCall): Promise<Record<string, unknown>>;
}

const TIMEOUT_MS = 10_000;
const STALE_TOKEN = new Set([40001, 40014, 42001]);
const MINUTE_MS = 60_000;

const CREDENTIALS = 'Compare id and secret with the settings of the account, as docs/channels says.';

/** What means the same at WeChat and WeCom. Source: 全局返回码; WeCom, 全局错误码. */
const ERRORS: Readonly<Record<number, ErrorRule>> = {
  [-1]: { failure: 'busy' },
  40001: { failure: 'misconfigured', next: CREDENTIALS, isAccountWide: true },
  40014: { failure: 'misconfigured', next: CREDENTIALS, isAccountWide: true },
  42001: { failure: 'misconfigured', next: CREDENTIALS, isAccountWide: true },
  45009: {
    failure: 'busy',
    isAccountWide: true,
    retryAfterMs: 10 * MINUTE_MS,
    next: 'The quota of calls is used up; it begins anew at midnight, Beijing time.',
  },
  45011: { failure: 'busy', isAccountWide: true, retryAfterMs: MINUTE_MS },
};

/** Calls an API of Tencent with the access token of an account; a token that was refused is renewed once. */
export function createTencentApi(options: TencentApiOptions & { accessToken: AccessToken }): TencentApi {
  const { accessToken } = options;
  const callWith = (token: string, path: string, call: TencentCall) =>
    callTencent(options, path, { ...call, query: { ...call.query, access_token: token } });
  return {
    async call(path, call = {}) {
      const token = await accessToken.get();
      try {
        return await callWith(token, path, call);
      } catch (error) {
        if (!(error instanceof TencentError && STALE_TOKEN.has(error.errcode))) throw error;
        return callWith(await accessToken.renew(token), path, call);
      }
    },
  };
}

/**
 * One call, without a token of its own: for fetching one.
 * @throws as `TencentApi.call`
 */
export async function callTencent(
  options: TencentApiOptions,
  path: string,
  call: TencentCall,
): Promise<Record<string, unknown>> {
  const response = await request(options, path, call);
  const answer = await readAnswer(options, path, response);
  const { errcode, errmsg } = errorShape.parse(answer);
  if (errcode === 0) return answer;
  const rule = options.errors?.[errcode] ?? ERRORS[errcode] ?? { failure: 'refused' };
  throw new TencentError(options.name, path, { errcode, errmsg: withoutSecrets(errmsg, call) }, rule);
}

const answerShape = z.record(z.string(), z.unknown());
const errorShape = z.object({
  errcode: z.number().int().catch(0),
  errmsg: z.string().catch(''),
});

async function request(options: TencentApiOptions, path: string, call: TencentCall): Promise<Response> {
  const url = new URL(path, `${options.root.replace(/\/*$/, '')}/`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  try {
    return await options.fetch(url, {
      ...(call.body && {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(call.body),
      }),
      // A redirect would carry the token elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
  } catch (error) {
    throw unreachable(options, path, error);
  }
}

async function readAnswer(
  options: TencentApiOptions,
  path: string,
  response: Response,
): Promise<Record<string, unknown>> {
  const text = await response.text().catch((error: unknown) => {
    throw unreachable(options, path, error);
  });
  if (response.ok) {
    const answer = answerShape.safeParse(jsonOf(text));
    if (answer.success) return answer.data;
  }
  if (response.status === 404) {
    throw new DeliveryError('misconfigured', `${options.name} knows no ${path} at ${options.root}.`, {
      next: 'Correct the address of the API in .env, or leave it out.',
    });
  }
  throw new DeliveryError('busy', `${options.name} answered ${path} with ${response.status} and no result.`, {
    isNotTaken: response.status === 429,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** The error without its cause, which may hold the address with the token. */
function unreachable(options: TencentApiOptions, path: string, error: unknown): AppError {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === 'string' ? cause.code : error instanceof Error ? error.name : 'unknown';
  return new DeliveryError('busy', `${options.name} gave no answer to ${path} (${code}).`, {
    isNotTaken: NEVER_SENT.has(code),
    next: `Check that ${new URL(options.root).host} can be reached from here.`,
  });
}

/** Vendors quote what was sent. */
function withoutSecrets(text: string, call: TencentCall): string {
  const sent: string[] = Object.values({ ...call.query, ...call.body }).filter(
    (value) => typeof value === 'string',
  );
  return sent.filter((value) => value.length >= 8).reduce((left, value) => left.replaceAll(value, '…'), text);
}
