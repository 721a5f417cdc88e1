import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPack } from '../src/documents/pack.ts';
import { readDocument } from '../src/documents/read.ts';
import { READERS } from '../src/documents/readers.ts';
import { prepareDocument } from '../src/ingest/prepare.ts';
import type { Misfit, RegisterRow } from '../src/register-types.ts';
import { plain } from './support/register-tables.ts';

const GOLD = join(import.meta.dirname, '../bench/gold/registers');

type Line = Record<string, string>;

/** The plain data that the pack was made from. */
function data(name: string): Line[] {
  const [head, ...lines] = readFileSync(join(GOLD, 'data', `${name}.csv`), 'utf8')
    .trim()
    .split('\n');
  const keys = fields(head!);
  return lines.map((line) => Object.fromEntries(fields(line).map((text, at) => [keys[at]!, text])));
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare!.trim() : quoted.replaceAll('""', '"'),
  );
}

const SCALES: Record<string, [number, string]> = {
  亿元: [1e8, 'CNY'],
  万元: [1e4, 'CNY'],
  万美元: [1e4, 'USD'],
};

function money(text: string, unit: string): string | undefined {
  const [, about, number, own] = /^(约?)([\d.]+)(亿元|万元|万美元)?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const [scale, currency] = SCALES[own ?? unit]!;
  return `${about ? '~' : ''}${rounded(Number(number) * scale)} ${currency}`;
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}

const LAST_DAYS: Record<string, string> = { '03': '31', '06': '30', '09': '30', '12': '31' };

function period(text: string): string | undefined {
  const parts = /^(\d{4})年?(?:(\d+)月|第([一二三四])季度|([上下])半年)?$/.exec(text);
  if (!parts) return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
  const [, year, month, quarter, half] = parts;
  const months = (first: number, last: number) => {
    const [from, to] = [first, last].map((number) => String(number).padStart(2, '0'));
    const day = LAST_DAYS[to!] ?? String(new Date(Number(year), last, 0).getDate());
    return `${year}-${from}-01..${year}-${to}-${day}`;
  };
  if (month !== undefined) return months(Number(month), Number(month));
  if (quarter !== undefined)
    return months('一二三四'.indexOf(quarter) * 3 + 1, '一二三四'.indexOf(quarter) * 3 + 3);
  if (half !== undefined) return half === '上' ? months(1, 6) : months(7, 12);
  return months(1, 12);
}

/** Without what has no value. */
function filled(row: Record<string, string | undefined>): Line {
  return Object.fromEntries(
    Object.entries(row).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

const read = new Map<string, { rows: RegisterRow[]; misfits: Misfit[] }>();
beforeAll(async () => {
  const { documents } = await readPack(join(GOLD, 'pack'));
  for (const source of documents) {
    const clean = await readDocument(source, READERS);
    read.set(source.path, await prepareDocument({ id: source.path, version: '1', source, clean }));
  }
}, 60_000);

function rowsOf(path: string): Line[] {
  const { rows, misfits } = read.get(path)!;
  expect(misfits).toEqual([]);
  return rows.map(plain);
}

describe.skipIf(!existsSync(join(GOLD, 'pack')))('the pack of registers', () => {
  it.each([
    ['ledger-2021-2023', 'projects/ledger-2021-2023.xlsx'],
    ['ledger-2024-2026', 'projects/ledger-2024-2026.csv'],
    ['business-leads-2026', 'projects/business-leads-2026.xlsx'],
    ['shanghai-event-2025', 'events/shanghai-event-2025.docx'],
    ['negotiating-2026', 'staff/negotiating-2026.xlsx'],
  ])('has the projects of %s, each as the data has it', (document, path) => {
    const lines = data('projects').filter((line) => line.document === document);
    const expected = lines.map((line) =>
      filled({
        register: 'projects',
        name: line.name,
        investor: line.investor,
        zone: line.zone,
        industry: line.industry,
        chainLink: line.chain_link,
        amount: money(line.amount!, line.amount_unit!),
        foreignCapital: money(line.foreign_wan_usd!, '万美元'),
        ...(Number(line.foreign_wan_usd) > 0 && { funding: '外资' }),
        signed: period(line.signed!),
        started: period(line.started!),
        operating: period(line.operating!),
        introducedBy: line.source,
        // What the title of the ledger says of all its rows.
        ...(document === 'negotiating-2026' && { progress: '洽谈中' }),
      }),
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(rowsOf(path)).toEqual(expected);
  });

  it('has the plots, in square metres and yuan a square metre', () => {
    const square: Record<string, number> = { 亩: 10_000 / 15, 公顷: 10_000 };
    const expected = data('plots').map((line) => ({
      register: 'plots',
      name: line.key,
      zone: line.zone,
      industry: line.industry,
      area: String(rounded(Number(line.area) * square[line.area_unit!]!)),
      landUse: line.use,
      plotRatio: String(Number(line.plot_ratio!.split('-')[0])),
      ...(line.price_wan_per_mu !== '面议' && {
        price: `${rounded(Number(line.price_wan_per_mu) * 15)} CNY/m2`,
      }),
      status: line.status,
      utilities: line.utilities,
    }));
    expect(rowsOf('land/plots-2026.xlsx')).toEqual(expected);
  });

  it('has the factories', () => {
    const expected = data('factories').map((line) => {
      const [, load, unit] = /^([\d.]+) (t|kg)\/㎡$/.exec(line.load!)!;
      return {
        register: 'factories',
        name: line.key,
        zone: line.zone,
        industry: line.industry,
        area: line.area_sqm,
        floorHeight: line.height_m,
        floorLoad: String(Number(load) * (unit === 't' ? 1000 : 1)),
        rent: `${line.rent} CNY/m2·month`,
        status: line.status,
      };
    });
    expect(rowsOf('land/factories-2026.md')).toEqual(expected);
  });

  it('has the prices of energy, a row for each time of the day', () => {
    const power = data('power').flatMap(({ voltage, peak, flat, valley }) =>
      Object.entries({ 高峰: peak, 平段: flat, 低谷: valley }).map(([when, price]) => ({
        register: 'tariffs',
        name: `${voltage} ${when}`,
        category: '电',
        price: `${Number(price)} CNY/kWh`,
      })),
    );
    const by: Record<string, string> = { '元/吨': 't', '元/m³': 'm3' };
    const category: Record<string, string> = { 天然气: '气', 工业用水: '水', 污水处理: '水' };
    const others = data('utilities').map(({ item, zone, price, unit }) => ({
      register: 'tariffs',
      name: item,
      category: category[item!] ?? item,
      zone,
      price: `${Number(price)} CNY/${by[unit!]}`,
    }));
    expect(rowsOf('prices/tariffs-2026.docx')).toEqual([...power, ...others]);
  });

  it('has the links of each chain, there or missing', () => {
    const expected = data('chains').map((line) =>
      filled({
        register: 'chains',
        chain: line.chain,
        position: line.position,
        name: line.link,
        status: line.state,
        have: line.companies,
        wanted: line.wanted,
      }),
    );
    expect(rowsOf('chains/chains-2026.xlsx')).toEqual(expected);
  });

  it('has the names of its zones', () => {
    const expected = data('zones').map((line) => ({
      register: 'zones',
      name: line.short,
      fullName: line.full,
      alias: line.other,
      english: line.english,
    }));
    expect(rowsOf('zones.md')).toEqual(expected);
  });

  it('has no register in its policies', () => {
    for (const path of ['policies/policy-2026.docx', 'policies/policy-2024.docx'])
      expect(rowsOf(path)).toEqual([]);
  });
});
