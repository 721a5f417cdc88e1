import { AppError } from '../errors.ts';

/** An endpoint as its operator knows it: what it is for, and which variables describe it. */
export interface Endpoint {
  /** What it is for, as it stands in a message. */
  purpose: 'chat' | 'embedding' | 'rerank';
  baseUrl: string;
  /** Host and port, the only part of the address that may appear in a message. */
  host: string;
  /** Empty where the endpoint needs none. */
  apiKey: string;
  model: string;
  variables: { key: string; url: string; model: string };
}

/** Where the vendor that gave the protocol its name listens. */
const DEFAULT_BASE_URL = 'https://api.openai.com/v1';

const VARIABLES = {
  chat: { key: 'OPENAI_API_KEY', url: 'OPENAI_BASE_URL', model: 'CHAT_MODEL' },
  embedding: {
    key: 'EMBEDDING_API_KEY (or OPENAI_API_KEY)',
    url: 'EMBEDDING_BASE_URL (or OPENAI_BASE_URL)',
    model: 'EMBEDDING_MODEL',
  },
  rerank: { key: 'RERANK_API_KEY', url: 'RERANK_BASE_URL', model: 'RERANK_MODEL' },
};

/**
 * Checks an endpoint's description before anything is sent to it.
 *
 * @throws AppError `misconfigured`, naming the variable; neither the address nor the key is repeated.
 */
export function describeEndpoint(
  purpose: Endpoint['purpose'],
  given: { baseUrl?: string; apiKey?: string; model: string },
): Endpoint {
  const variables = VARIABLES[purpose];
  const baseUrl = (given.baseUrl ?? DEFAULT_BASE_URL).trim().replace(/\/+$/, '');
  const address = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw wrong(`The ${purpose} endpoint's address is not an http or https URL.`, variables.url);
  }
  if (address.username || address.password) {
    throw wrong(
      `The ${purpose} endpoint's address carries a user name or password; put the key in ${variables.key}.`,
      variables.url,
    );
  }
  const apiKey = given.apiKey?.trim() ?? '';
  // A header takes visible ASCII only; the platform's own complaint about others repeats the key.
  if (/[^\x21-\x7e]/.test(apiKey)) {
    throw wrong(`The ${purpose} endpoint's key has a character no key has.`, variables.key);
  }
  if (given.model.trim() === '') throw wrong(`No ${purpose} model is named.`, variables.model);
  return { purpose, baseUrl, host: address.host, apiKey, model: given.model.trim(), variables };
}

function wrong(message: string, variable: string): AppError {
  return new AppError('misconfigured', message, { next: `Check ${variable}.` });
}
