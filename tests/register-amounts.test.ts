import { describe, expect, it } from 'vitest';
import { writeValue } from '../src/answer/registers/amounts.ts';
import type { FieldName, MoneyValue, RegisterName } from '../src/register-types.ts';
import type { Language } from '../src/types.ts';

const money = (raw: string, value: number, more: Partial<MoneyValue> = {}): MoneyValue => ({
  ...{ type: 'money', raw, value, currency: 'CNY', isAbout: false },
  ...more,
});
const at = (field: FieldName, register: RegisterName, language: Language = 'zh-Hans') => ({
  ...{ field, register, language },
});

describe('a value of a row', () => {
  it.each([
    [money('0.641', 0.641, { per: 'kWh' }), at('price', 'tariffs'), '0.641元/千瓦时'],
    [money('0.641', 0.641, { per: 'kWh' }), at('price', 'tariffs', 'zh-Hant'), '0.641元/千瓦時'],
    [money('0.641', 0.641, { per: 'kWh' }), at('price', 'tariffs', 'en'), '0.641 yuan per kWh'],
    [money('1200', 1.2e7, { currency: 'USD' }), at('amount', 'projects'), '1200万美元'],
    [money('24', 360, { per: 'm2' }), at('price', 'plots'), '24万元/亩'],
    [money('16.5', 16.5, { per: 'm2·month' }), at('rent', 'factories'), '16.5元/平方米·月'],
    [{ type: 'quantity' as const, raw: '4300', value: 4300 }, at('area', 'factories'), '4300平方米'],
    [{ type: 'quantity' as const, raw: '90', value: 60_000 }, at('area', 'plots'), '90亩'],
    [{ type: 'quantity' as const, raw: '9.5', value: 9.5 }, at('floorHeight', 'factories', 'en'), '9.5 m'],
    [{ type: 'quantity' as const, raw: '1.2', value: 1.2 }, at('plotRatio', 'plots'), '1.2'],
  ])('has its unit where that stands in the heading alone: %o', (value, of, written) => {
    expect(writeValue(value, of)).toBe(written);
  });

  it('stands as the document writes it where it has one', () => {
    expect(writeValue(money('约3亿元', 3e8, { isAbout: true }), at('amount', 'projects'))).toBe('约3亿元');
    expect(writeValue(money('16元/㎡·月', 16, { per: 'm2·month' }), at('rent', 'factories'))).toBe(
      '16元/㎡·月',
    );
  });
});
