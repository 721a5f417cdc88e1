import { stat } from 'node:fs/promises';
import { createLuodi } from '../app.ts';
import type { Config, Endpoint } from '../config.ts';
import { broken, type Finding } from './doctor-local.ts';
import { portProblem } from './start.ts';

/** Time an endpoint has to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;
const VENDOR_URL = 'https://api.openai.com/v1';

/** Whether there is something to answer from in the index. */
export async function checkIndex(config: Config): Promise<Finding> {
  const what = 'index';
  const next = 'Run: npm run -s luodi -- ingest';
  if (!(await wasRead(config))) return { what, state: 'off', found: 'nothing read yet', next };
  try {
    const luodi = await createLuodi(config);
    const passages = await luodi.passages().finally(() => luodi.close());
    const found = `${luodi.index}: ${passages} passages`;
    return passages > 0 ? { what, state: 'ok', found } : { what, state: 'off', found, next };
  } catch (error) {
    return broken(what, error);
  }
}

/** Whether anything was read; where nothing was, nothing is opened, for that would make a file. */
export async function wasRead({ dataDirectory }: Config): Promise<boolean> {
  return stat(dataDirectory).then(
    () => true,
    () => false,
  );
}

/** Whether Qdrant answers and takes the key. */
export async function checkQdrant({ qdrant }: Config): Promise<Finding> {
  const what = 'Qdrant';
  if (!qdrant) return { what, state: 'off', found: 'QDRANT_URL is not set; the embedded index is used' };
  const headers: Record<string, string> = qdrant.apiKey ? { 'api-key': qdrant.apiKey } : {};
  return reach({
    what,
    url: `${qdrant.url.replace(/\/+$/, '')}/collections`,
    headers,
    variables: 'QDRANT_URL and QDRANT_API_KEY',
  });
}

/** Whether a model's endpoint answers and takes the key. */
export async function checkEndpoint(what: string, variable: string, endpoint?: Endpoint): Promise<Finding> {
  if (!endpoint) {
    const found = `${variable} is not set; Luodi answers from the documents by itself`;
    return { what, state: 'off', found };
  }
  const base = (endpoint.baseUrl ?? VENDOR_URL).replace(/\/+$/, '');
  const headers: Record<string, string> = endpoint.apiKey
    ? { authorization: `Bearer ${endpoint.apiKey}` }
    : {};
  const variables =
    variable === 'CHAT_MODEL'
      ? 'OPENAI_BASE_URL and OPENAI_API_KEY'
      : 'EMBEDDING_BASE_URL and EMBEDDING_API_KEY';
  const finding = await reach({ what, url: `${base}/models`, headers, variables });
  return { ...finding, found: `${endpoint.model}: ${finding.found}` };
}

/** Asks an address for anything; only its host is repeated, because an address may carry a secret. */
async function reach(options: {
  what: string;
  url: string;
  headers: Record<string, string>;
  variables: string;
}): Promise<Finding> {
  const { what, url, headers, variables } = options;
  const { host } = new URL(url);
  const next = `Check ${variables}, and that the service is running.`;
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    if (response.ok) return { what, state: 'ok', found: `${host} answers` };
    // Not every endpoint lists its models; a refused key is another matter.
    if (response.status === 404)
      return { what, state: 'ok', found: `${host} answers, without a list of models` };
    return { what, state: 'broken', found: `${host} answers ${response.status}`, next };
  } catch (error) {
    const timedOut = (error as Error).name === 'TimeoutError';
    const reason = timedOut ? `no answer in ${TIMEOUT_MS / 1000} s` : 'no connection';
    return { what, state: 'broken', found: `${host}: ${reason}`, next };
  }
}

/** Whether `start` could listen. */
export async function checkPort(config: Config): Promise<Finding> {
  const what = 'port';
  const problem = await portProblem(config);
  return problem
    ? broken(what, problem)
    : { what, state: 'ok', found: `${config.host}:${config.port} is free` };
}
