import type { Outcome } from '../types.ts';
import type { Measure } from './compare.ts';
import type { Fault, Verdict } from './judge.ts';

/** The same in Chinese and English. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** Both in one line, Chinese first; one of them where they are the same. */
export function bothOf({ zh, en }: Bilingual): string {
  return zh === en ? zh : `${zh} ${en}`;
}

const OUTCOMES: Record<Outcome, Bilingual> = {
  answered: { zh: '回答', en: 'answered' },
  declined: { zh: '婉拒', en: 'declined' },
  handoff: { zh: '转人工', en: 'handoff' },
  smalltalk: { zh: '寒暄', en: 'smalltalk' },
  failed: { zh: '出错', en: 'failed' },
};

export function outcomeWords(outcome: Outcome): Bilingual {
  return OUTCOMES[outcome];
}

const TYPES: Record<string, string> = {
  question: '问题',
  number: '数字',
  fact: '事实',
  list: '列举',
  aggregate: '汇总',
  comparison: '比较',
  summary: '概述',
  'follow-up': '追问',
  unanswerable: '资料中没有',
  'two-part': '两问',
  handoff: '转人工',
  smalltalk: '寒暄',
  injection: '注入指令',
  promise: '要求承诺',
  who: '何人',
  when: '何时',
  where: '何处',
  why: '原因',
  how: '方法',
  manner: '方式',
  reason: '缘由',
  currency: '币种',
  superlative: '最值',
  validity: '时效',
  trap: '易错',
};

/** A type of question as people call it; its own name where its writers made it up. */
export function typeWords(type: string): Bilingual {
  return { zh: TYPES[type] ?? type, en: type };
}

const LANGUAGES: Record<string, Bilingual> = {
  'zh-Hans': { zh: '简体', en: 'Simplified' },
  'zh-Hant': { zh: '繁体', en: 'Traditional' },
  en: { zh: '英文', en: 'English' },
};

export function languageWords(language: string): Bilingual {
  return LANGUAGES[language] ?? { zh: language, en: language };
}

/** What there is to object to in an answer: its faults, loose figures, and evidence that is not cited. */
export type Objection = Fault['kind'] | 'untraced' | 'uncited';

export const OBJECTIONS: Record<Objection, Bilingual> = {
  outcome: { zh: '该答未答或该拒未拒', en: 'wrong outcome' },
  missing: { zh: '缺少要点', en: 'something missing' },
  forbidden: { zh: '出现不该说的话', en: 'says what it must not' },
  long: { zh: '过长', en: 'too long' },
  untraced: { zh: '数字无出处', en: 'loose figure' },
  uncited: { zh: '依据未引用', en: 'evidence not cited' },
};

export const MEASURES: Record<Measure, Bilingual> = {
  right: { zh: '答对', en: 'right' },
  cited: { zh: '引用依据', en: 'evidence cited' },
  declinedRightly: { zh: '该拒而拒', en: 'declined rightly' },
  answeredRightly: { zh: '该答而答', en: 'not declined wrongly' },
  traced: { zh: '数字皆有出处', en: 'no loose figure' },
};

/** A probability as it is read: three digits, and what is smaller as less than the least of them. */
export function chanceOf(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** One objection: what it is, in words, and the answer's or gold's own words that it is about. */
export interface Objected {
  kind: Objection;
  words: Bilingual;
  detail: string;
}

/** All that is to be objected to in an answer; nothing where it is as it should be. */
export function objectionsTo({ faults, untraced, evidenceCited }: Verdict): Objected[] {
  const loose = { zh: '数字无出处', en: 'not in a quote:' };
  const uncited = { zh: '依据未引用', en: 'evidence not cited' };
  return [
    ...faults.map(faultWords),
    ...(untraced.length > 0
      ? [{ kind: 'untraced' as const, words: loose, detail: untraced.join(', ') }]
      : []),
    ...(evidenceCited === false ? [{ kind: 'uncited' as const, words: uncited, detail: '' }] : []),
  ];
}

/** An objection in one line of English, as it is kept and given out. */
export function englishOf({ words, detail }: Objected): string {
  return `${words.en} ${detail}`.trimEnd();
}

function faultWords(fault: Fault): Objected {
  const { kind } = fault;
  switch (kind) {
    case 'outcome': {
      const { given, wanted } = fault;
      const zh = `应为“${OUTCOMES[wanted].zh}”，实为“${OUTCOMES[given].zh}”`;
      return { kind, words: { zh, en: `outcome ${given}, not ${wanted}` }, detail: '' };
    }
    case 'missing':
      return { kind, words: { zh: '缺少', en: 'without' }, detail: fault.group.join(' / ') };
    case 'forbidden':
      return { kind, words: { zh: '不该说', en: 'says' }, detail: fault.text };
    case 'long':
      return { kind, words: { zh: '过长', en: 'too long:' }, detail: `${fault.characters}` };
  }
}
