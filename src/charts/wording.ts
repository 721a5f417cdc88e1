import { inScriptOf } from '../language/detect.ts';
import type { Language } from '../types.ts';

const CHINESE = {
  bars: (title: string) => `柱状图：${title}。数值见表格。`,
  timeline: (title: string) => `时间轴：${title}。日期见表格。`,
  first: (n: string) => `（${n}项）`,
  unnamed: () => '未载明',
};

type ChartWording = typeof CHINESE;

const ENGLISH: ChartWording = {
  bars: (title) => `Bar chart: ${title}. The table has the figures.`,
  timeline: (title) => `Timeline: ${title}. The table has the dates.`,
  first: (n) => ` (${n} of them)`,
  unnamed: () => 'not stated',
};

/** The words about charts in a language. */
export function chartWording(language: Language): ChartWording {
  if (language === 'en') return ENGLISH;
  return {
    bars: (title) => inScriptOf(language, CHINESE.bars(title)),
    timeline: (title) => inScriptOf(language, CHINESE.timeline(title)),
    first: (n) => inScriptOf(language, CHINESE.first(n)),
    unnamed: () => inScriptOf(language, CHINESE.unnamed()),
  };
}
