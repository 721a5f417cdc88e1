import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../../errors.ts';

/** An error as OpenAI's interface writes it: https://platform.openai.com/docs/guides/error-codes */
export interface Refusal {
  status: ContentfulStatusCode;
  message: string;
  type?: 'invalid_request_error' | 'rate_limit_error' | 'server_error';
  param?: string | null;
  code?: string | null;
}

/** The body of an error, alone or as an event of a stream. */
export function errorBody({ message, type = 'invalid_request_error', param = null, code = null }: Refusal) {
  return { error: { message, type, param, code } };
}

export function refuse(context: Context, refusal: Refusal): Response {
  return context.json(errorBody(refusal), refusal.status);
}

/** What may be said of a failure: its public message, and whether to try again. */
export function failureOf(error: unknown): Refusal {
  const known = error instanceof AppError ? error : new AppError('unreachable', '');
  const status = known.retryable ? 503 : 500;
  return { status, message: known.publicMessage, type: 'server_error', code: 'answer_failed' };
}

export const NO_KEY: Refusal = {
  status: 401,
  message:
    '请在 Authorization: Bearer 后提供 API 密钥。 / You did not provide an API key. Send it as "Authorization: Bearer KEY".',
  code: 'invalid_api_key',
};

export const WRONG_KEY: Refusal = {
  status: 401,
  message: 'API 密钥不正确。 / Incorrect API key provided.',
  code: 'invalid_api_key',
};

export const TOO_LARGE: Refusal = {
  status: 413,
  message: '内容过长。 / The request is too large.',
  code: 'request_too_large',
};

export const TOO_MANY: Refusal = {
  status: 429,
  message: '提问太频繁，请稍候再试。 / Too many questions at once; please wait a moment.',
  type: 'rate_limit_error',
  code: 'rate_limit_exceeded',
};

/** The refusal of a model that there is none of. */
export function noModel(model: string): Refusal {
  const name = [...model].slice(0, SHOWN_NAME).join('');
  return {
    status: 404,
    message: `没有模型“${name}”，请用 ${MODEL}。 / The model "${name}" does not exist; use "${MODEL}".`,
    param: 'model',
    code: 'model_not_found',
  };
}

const SHOWN_NAME = 60;

/** The only model there is: the desk itself. */
export const MODEL = 'luodi';
