import { describe, expect, it } from 'vitest';
import { checkSize, EMBEDDED_PASSAGES } from '../src/commands/doctor-size.ts';

describe('what doctor says of the size', () => {
  it('is nothing as long as the embedded index is meant for it', () => {
    expect(checkSize({ passages: EMBEDDED_PASSAGES, isServed: false })).toEqual([]);
  });

  it('is nothing where a server holds the passages', () => {
    expect(checkSize({ passages: 3_000_000, isServed: true })).toEqual([]);
  });

  it('recommends Qdrant beyond, without calling anything broken', () => {
    const [finding, ...others] = checkSize({ passages: EMBEDDED_PASSAGES + 1, isServed: false });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ what: 'size', state: 'off' });
    expect(finding?.found).toContain('100001 passages');
    expect(finding?.next).toContain('QDRANT_URL');
  });
});
