import type { Language } from '../types.ts';

/**
 * What every message says that holds words of an answer, after 《人工智能生成合成内容标识办法》 (in force since
 * 2025-09-01), article 4: a label in the text itself where the interface is not ours.
 */
export const AI_LABEL: Record<Language, string> = {
  'zh-Hans': '内容由人工智能生成，以原文为准',
  'zh-Hant': '內容由人工智能生成，以原文為準',
  en: 'AI-generated; the cited documents prevail',
};
