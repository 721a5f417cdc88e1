import type { Audience, Day } from './types.ts';

/**
 * The nouns of registers: typed rows that are read from the tables of a pack, what is asked of them, and what is
 * computed. Plain data, as in `types.ts`.
 */

/** What a field holds. */
export type FieldType = 'text' | 'money' | 'quantity' | 'period';

/** Every register with its fields. A field of the same name means the same in each of them. */
export const REGISTERS = {
  projects: {
    name: 'text',
    investor: 'text',
    zone: 'text',
    industry: 'text',
    chainLink: 'text',
    amount: 'money',
    foreignCapital: 'money',
    signed: 'period',
    started: 'period',
    operating: 'period',
    introducedBy: 'text',
    progress: 'text',
    /** 外资 where there is foreign capital in it, as an amount of it or the name of its table says. */
    funding: 'text',
  },
  plots: {
    name: 'text',
    zone: 'text',
    industry: 'text',
    area: 'quantity',
    landUse: 'text',
    plotRatio: 'quantity',
    price: 'money',
    status: 'text',
    utilities: 'text',
  },
  factories: {
    name: 'text',
    zone: 'text',
    industry: 'text',
    area: 'quantity',
    floorHeight: 'quantity',
    floorLoad: 'quantity',
    rent: 'money',
    status: 'text',
  },
  tariffs: { name: 'text', category: 'text', zone: 'text', price: 'money', from: 'period', to: 'period' },
  /** Links of supply chains, in the order of the chain: `position` is 上游, 中游 or 下游, `status` 已有 or 缺失. */
  chains: {
    chain: 'text',
    position: 'text',
    name: 'text',
    status: 'text',
    have: 'text',
    missing: 'text',
    wanted: 'text',
  },
  /** What zones are called; by them other registers are asked, and they are counted by none. */
  zones: { name: 'text', fullName: 'text', alias: 'text', english: 'text' },
} as const satisfies Record<string, Record<string, FieldType>>;

export type RegisterName = keyof typeof REGISTERS;
type FieldsOf<R> = R extends RegisterName ? keyof (typeof REGISTERS)[R] : never;
/** The name of a field of any register, and the key it has in `columns` of `pack.yaml` in snake case. */
export type FieldName = FieldsOf<RegisterName>;

/** As the document writes it, for showing. */
interface Written {
  raw: string;
}

export interface TextValue extends Written {
  type: 'text';
}

export type Currency = 'CNY' | 'USD' | 'HKD' | 'EUR';
/** What a price is counted by, in base units: a square metre, a month, a ton, a cubic metre, a kilowatt-hour. */
export type PricedBy = 'm2' | 'm2·month' | 't' | 'm3' | 'kWh' | 'kVA·month' | 'month' | 'year';

/** An amount of money, or a price. Amounts of two currencies, or of two `per`, are never added or compared. */
export interface MoneyValue extends Written {
  type: 'money';
  /** In units of the currency, rounded to ten-thousandths: 12.5亿元 is 1,250,000,000. */
  value: number;
  currency: Currency;
  per?: PricedBy;
  /** 约3亿元: counted as written, and said to be about. */
  isAbout: boolean;
}

/** In square metres, metres, kilograms a square metre, or a bare number, as the field has it. */
export interface QuantityValue extends Written {
  type: 'quantity';
  value: number;
}

/** A stretch of days as precise as it is written: 2023上半年 is from 2023-01-01 to 2023-06-30. */
export interface PeriodValue extends Written {
  type: 'period';
  from: Day;
  to: Day;
}

export type FieldValue = TextValue | MoneyValue | QuantityValue | PeriodValue;

/** One row of a register, and where it stands. */
export interface RegisterRow {
  register: RegisterName;
  /** The passage that the row is; evidence of it. */
  passage: string;
  /** Cells that are empty, `—`, 待定 or 面议 have no value. */
  values: Partial<Record<FieldName, FieldValue>>;
}

/** A row as it is stored and served. */
export interface StoredRow extends RegisterRow {
  document: string;
  version: string;
  /** Its passage's place among those of the document. */
  ordinal: number;
}

/** A row of a table that a register was read from, but that did not fit it; it stays a plain passage. */
export interface Misfit {
  sheet?: string;
  /** The row's number in its sheet or table. */
  row?: number;
  /** One sentence for staff. */
  reason: string;
}

// === What is asked

/** A condition on rows. `label` says it as the asker may read it: 2亿元及以上. */
export type Filter =
  /** The field is one of these, as written in rows; a row that does not say its zone is undecided. */
  | { field: FieldName; op: 'in'; values: readonly string[]; label: string }
  /** The text of the field holds one of these. Texts are compared without regard to script, width, case, spaces. */
  | { field: FieldName; op: 'holds'; values: readonly string[]; label: string }
  /** The period lies within these days, both included; a row known less precisely is undecided. */
  | { field: FieldName; op: 'within'; from: Day; to: Day; label: string }
  /** A bound on a money field (in units of the currency) or a quantity. 以上 includes, 超过 excludes. */
  | {
      field: FieldName;
      op: 'at-least' | 'more-than' | 'at-most' | 'less-than';
      value: number;
      /** Of money, CNY where absent: rows of another currency, or without an amount, are undecided. */
      currency?: Currency;
      /** Of a price: rows priced by something else are undecided. Where absent, each row by its own. */
      per?: PricedBy;
      label: string;
    }
  /** The field has a value, or has none. */
  | { field: FieldName; op: 'known' | 'unknown'; label: string };

/** What is computed over the rows that pass the filters, whatever `order` takes of them. */
export type Measure =
  | { kind: 'count' }
  | { kind: 'sum' | 'average'; field: FieldName }
  /** Days between two stages: of all rows on average, or of each. */
  | { kind: 'elapsed'; from: FieldName; to: FieldName };

export interface RegisterQuery {
  register: RegisterName;
  filters: readonly Filter[];
  /** What is computed, in the order asked: how many, and how much. Empty where the rows themselves are asked for. */
  measures: readonly Measure[];
  /** The rows are wanted one by one, these fields first. */
  list?: { fields: readonly FieldName[] };
  /**
   * The rows with the largest or smallest of a field that is no text, or of elapsed time, at most this many. Amounts
   * of the currency that most rows have are ranked; rows of another, or without an amount, are undecided.
   */
  order?: {
    by: FieldName | { from: FieldName; to: FieldName };
    direction: 'largest' | 'smallest';
    limit: number;
  };
  /** Each measure for each value of a text field, or for each year (unless said), half-year, … of a period. */
  group?: { by: FieldName; unit?: 'year' | 'half' | 'quarter' | 'month' };
  /** Two or more sides, each with a filter of its own beside the common ones, side by side. */
  sides?: readonly Filter[];
}

// === What is computed

/** An amount of one currency and one `per`; of elapsed time, days; of a count, rows. */
export interface Total {
  measure: Measure;
  value: number;
  currency?: Currency;
  per?: PricedBy;
  /** Rows that it rests on: those with a value for it. */
  rows: number;
  /** Whether a value that it rests on is itself about. */
  isAbout: boolean;
}

/**
 * The totals of one group or side; of the whole query where there are none. Sides come as they were asked for, groups of
 * a text by their rows, most first, groups of a period by its days.
 */
export interface Tally {
  /**
   * The group's value or the side's label; absent for the whole. Of a period 2023, 2023-H1, 2023-Q2 or 2023-05. Empty
   * for rows that are in no group, with no value for it or one less precise than it; they come last.
   */
  label?: string;
  /** The side's label, where a side is grouped. */
  side?: string;
  /** In the order of the measures; none for a sum, average or elapsed time that no row has a value for. */
  totals: readonly Total[];
  /** Rows that pass the filters. */
  rows: number;
}

/** What a query comes to. */
export interface Computed {
  query: RegisterQuery;
  tallies: readonly Tally[];
  /** The rows that `order` takes, or all that pass, as they stand in their documents; at most `MOST_ROWS`. */
  rows: readonly StoredRow[];
  /** Of them all, how many. */
  total: number;
  /** Rows that might pass, but for a date or amount that is not given so precisely. */
  undecided: number;
  /** Rows that pass and say again what another row says, or a document that counts first, and are not counted. */
  duplicates: number;
}

/** Rows that are given beside a result; of more, the export has all. */
export const MOST_ROWS = 500;

/** Who asks, and for which day: rows of documents for others, or not the rule on that day, are not counted. */
export interface RegisterScope {
  audiences: readonly Audience[];
  asOf: Day;
}

/** The values of a text field that rows have, with how many rows have each. */
export type Vocabulary = ReadonlyMap<string, number>;
