import { readUnitName, type Unit } from '../tables/units.ts';

/** Formats that Excel in Chinese has under these numbers (ECMA-376 part 1, 18.8.30, zh-cn). */
export const CHINESE_FORMATS: Record<number, string> = {
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** How a format shows numbers. */
interface NumberFormat {
  isPercent: boolean;
  /** Most digits after the point; as many as there are where not given. */
  decimals?: number;
  /** Least digits before the point: codes such as 00042. */
  digits: number;
  /** What numbers are divided by before they are shown: `0!.0,"万元"` shows 125000 as 12.5万元. */
  divisor: number;
  unit?: Unit;
}

const AS_IT_IS: NumberFormat = { isPercent: false, digits: 1, divisor: 1 };
const formats = new Map<string, NumberFormat>();

/** A number as its cell shows it, but for separators and zeros at its end; the unit where the format shows one. */
export function formatNumber(value: number, code: string | undefined): { text: string; unit?: Unit } {
  let format = formats.get(code ?? '');
  if (!format) {
    format = readFormat(code ?? '');
    formats.set(code ?? '', format);
  }
  const { isPercent, decimals, digits, divisor, unit } = format;
  const exact = Number(((isPercent ? value * 100 : value) / divisor).toPrecision(15));
  const rounded = decimals === undefined ? exact : round(exact, decimals);
  // A figure that its format rounds to nothing is still a figure.
  const [whole = '', fraction] = plain(rounded === 0 ? exact : rounded).split('.');
  const text =
    whole.replace(/\d+/, (number) => number.padStart(digits, '0')) + (fraction ? `.${fraction}` : '');
  return { text: isPercent ? `${text}%` : text, unit };
}

function round(value: number, decimals: number): number {
  const written = String(Math.abs(value));
  if (written.includes('e')) return Number(value.toFixed(decimals));
  return (Math.sign(value) * Math.round(Number(`${written}e${decimals}`))) / 10 ** decimals;
}

function plain(value: number): string {
  const written = String(value);
  if (!written.includes('e')) return written;
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

function readFormat(code: string): NumberFormat {
  // Formats with conditions scale some numbers and not others; fractions and powers change no value.
  if (/\[[<>=]|[/?]|E[+-]/i.test(code.replace(/"[^"]*"/g, ''))) return AS_IT_IS;
  const shownCode = code
    .split(';')[0]!
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, '$1')
    .replace(/\[[^\]]*\]|[_*]./g, '')
    .replace(/["\\]/g, '');
  const [, before, whole, point, fraction, commas, after] =
    /^([^#0]*)([#0][#0,]*?)(?:(!?\.)([#0]+))?(,*)(?=[^#0,.!]|$)(.*)$/.exec(shownCode) ?? [];
  if (whole === undefined) return AS_IT_IS;
  const decimals = fraction?.length ?? 0;
  const shift = point === '!.' ? 10 ** decimals : 1;
  const isPercent = after!.trim().startsWith('%');
  const unit = isPercent ? undefined : unitOf(before!.trim(), after!.trim());
  const digits = /^0{2,}$/.test(whole) ? whole.length : 1;
  return { isPercent, decimals, digits, divisor: shift * 1000 ** commas!.length, unit };
}

/** A currency before the number, a unit behind it, or both. */
function unitOf(before: string, after: string): Unit | undefined {
  const currency = before === '' ? undefined : readUnitName(before);
  const measure = after === '' ? undefined : readUnitName(after);
  if (!currency?.before) return measure;
  return { before: currency.before, after: measure?.after ?? '' };
}
