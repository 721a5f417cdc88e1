/** Whether the page stands within another site's page: its session is another one, and its form compact. */
export const IS_EMBEDDED = location.pathname === '/embed';

/** Calls an interface of the desk. Within another site's page it says so, for the sake of the cookie. */
export function callApi(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (IS_EMBEDDED) headers.set('x-luodi-embedded', '1');
  return window.fetch(path, { ...init, headers });
}

/** Sends JSON to an interface. */
export function postJson(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return callApi(path, { method: 'POST', headers, body: JSON.stringify(body) });
}
