import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Tells whose key an `Authorization` header holds. Hashes are compared, each of them, so that the time it takes says
 * nothing of how much of a key was right.
 * @returns a name for the key that is no secret; `undefined` where it is none of ours
 */
export function createKeyRing(
  keys: readonly string[],
): (authorization: string | undefined) => string | undefined {
  const known = keys.map(hashOf);
  return (authorization) => {
    const given = hashOf(/^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '');
    let found: Buffer | undefined;
    for (const key of known) if (timingSafeEqual(key, given)) found = key;
    return found?.subarray(0, NAME_BYTES).toString('hex');
  };
}

const NAME_BYTES = 6;

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
