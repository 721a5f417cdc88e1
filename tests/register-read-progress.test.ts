import { describe, expect, it } from 'vitest';
import { stagesIn } from '../src/registers/read/progress.ts';

const progress = (raw: string) => stagesIn({ progress: { type: 'text', raw } });

describe('the progress of a project', () => {
  it.each([
    ['2025年9月开工', 'started', '2025-09-01', '2025-09-30'],
    ['2025年6月18日正式投产', 'operating', '2025-06-18', '2025-06-18'],
    ['2024-11 签约', 'signed', '2024-11-01', '2024-11-30'],
    ['已开工，主体施工中', 'started', '1949-01-01', '2100-12-31'],
    ['under construction', 'started', '1949-01-01', '2100-12-31'],
  ] as const)('%s tells when, or only that, a stage was reached', (said, stage, from, to) => {
    expect(progress(said)[stage]).toMatchObject({ from, to });
  });

  it.each(['洽谈中', '计划2027年3月投产', '尚未开工', '待签约', '拟于2026年开工', 'not yet started'])(
    '%s is no stage reached',
    (said) => expect(progress(said)).toEqual({}),
  );

  it('of what produces was begun and signed before, on days that are not told', () => {
    expect(Object.keys(progress('2025年6月投产')).sort()).toEqual(['operating', 'signed', 'started']);
    expect(progress('2025年6月投产').started).toMatchObject({ from: '1949-01-01' });
  });

  it('never takes the place of a day that stands in a column', () => {
    const signed = { type: 'period', from: '2024-02-28', to: '2024-02-28', raw: '2024年2月28日' } as const;
    expect(stagesIn({ signed, progress: { type: 'text', raw: '2025年6月投产' } }).signed).toBeUndefined();
  });
});
