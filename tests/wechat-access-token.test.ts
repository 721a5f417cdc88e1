import { describe, expect, it } from 'vitest';
import { createAccessToken, type TokenAnswer } from '../src/channels/wechat/access-token.ts';

function counted(options: { lastsSeconds?: number } = {}) {
  const state = { calls: 0, now: 1_000_000, fails: false };
  const request = async (): Promise<TokenAnswer> => {
    state.calls += 1;
    await Promise.resolve();
    if (state.fails) throw new Error('no connection');
    return { token: `token-${state.calls}`, expiresInSeconds: options.lastsSeconds ?? 7200 };
  };
  return { state, access: createAccessToken({ request, clock: () => new Date(state.now) }) };
}

describe('an access token', () => {
  it('is fetched once for all who wait, and kept', async () => {
    const { state, access } = counted();
    const tokens = await Promise.all(Array.from({ length: 50 }, () => access.get()));
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    await access.get();
    expect(state.calls).toBe(1);
  });

  it('is fetched anew five minutes before it expires', async () => {
    const { state, access } = counted();
    await access.get();
    state.now += 6899_000;
    expect(await access.get()).toBe('token-1');
    state.now += 1000;
    expect(await access.get()).toBe('token-2');
  });

  it('is used to its end where it cannot be renewed, and no longer', async () => {
    const { state, access } = counted();
    await access.get();
    state.fails = true;
    state.now += 7000_000;
    expect(await access.get()).toBe('token-1');
    state.now += 200_000;
    await expect(access.get()).rejects.toThrow('no connection');
    state.fails = false;
    expect(await access.get()).toMatch(/^token-/);
  });

  it('is not fetched at every call where it lasts less than five minutes', async () => {
    const { state, access } = counted({ lastsSeconds: 200 });
    await access.get();
    state.now += 99_000;
    await access.get();
    expect(state.calls).toBe(1);
  });

  it('is renewed once where many find it refused', async () => {
    const { state, access } = counted();
    const stale = await access.get();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => access.renew(stale)));
    expect(new Set(tokens)).toEqual(new Set(['token-2']));
    expect(await access.renew(stale)).toBe('token-2');
    expect(state.calls).toBe(2);
  });
});
