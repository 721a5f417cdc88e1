import { fold } from '../../language/fold.ts';
import { held } from '../../retrieval/candidates/coverage.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { isRow } from '../compose/row.ts';
import type { Chosen } from '../compose/select.ts';

/** A company by the two characters of its own before the word for what it is: 丰宜 of 丰宜科技. */
const COMPANY = /(\p{Script=Han}{2})(?:科技(?![园部局型含成人奖创金厅企研支计大类])|集团|股份|实业|控股)/gu;
/** Said of companies of any name. */
const NO_NAME = /[的这那哪某各大家个多少何本该此其一二三四五]|高新|上市|国有|中国|总部/;

/** Companies of the question that the evidence does not name, or where its sentence is of another one. */
export function missingCompanies({ query }: Retrieval, { sentence, evidence }: Chosen): string[] {
  const { passage, document, around } = evidence;
  const text = fold([passage.text, around, ...passage.locator.headingPath, document.title].join('\n'));
  const told = companiesIn(sentence.folded);
  const asked = companiesIn(fold(query.text));
  const isOfAnother = told.length > 0 && !asked.some(({ name }) => sentence.folded.includes(name));
  return asked.filter(({ name }) => isOfAnother || !text.includes(name)).map(({ whole }) => whole);
}

function companiesIn(folded: string): { whole: string; name: string }[] {
  return [...folded.matchAll(COMPANY)]
    .map(([whole, name]) => ({ whole, name: name! }))
    .filter(({ name }) => !NO_NAME.test(name));
}

/** A zone by its own name in English: Nanshan of Nanshan Park. */
const ENGLISH_ZONE =
  /\b([A-Z][a-z]{2,})(?: [A-Z][a-z-]+){0,3} (?:Park|Zone|District|County|Cluster|Science City|New Area)\b/g;
/** Words that say of what kind a zone is, and name none. */
const KIND_OF_ZONE =
  /^(?:industr|econom|high|hi|tech|develop|scien|new|free|bond|nation|provinc|city|the|this|that|your|our|which|what|each|every|any|in|of|at|for|central|trade|compreh|pilot|export|chem|logist|food|equip|mater|biomed|innov|digital|smart|east|west|north|south)/i;

/** Zones that a question names in English and no document knows by any wording. */
export function missingZones({ query, units, rarity }: Retrieval): string[] {
  const names = [...query.text.matchAll(ENGLISH_ZONE)].filter(([, name]) => !KIND_OF_ZONE.test(name!));
  const isKnown = (name: string) =>
    units
      .filter(({ word = '' }) => word.split(' ').includes(name.toLowerCase()))
      .some(({ alternatives }) =>
        alternatives.some(({ terms }) => terms.length > 0 && terms.every(rarity.knows)),
      );
  return names.filter(([, name]) => !isKnown(name!)).map(([whole]) => whole);
}

/** What a figure is called: documents give 8% without the word for a share. */
export const MEASURES =
  /期限|时限|年限|期间|时长|次数|比重|距离|高度|长度|宽度|深度|重量|速度|容量|开展|进行|组织|比例|比率|金额|总额|数额|额度|数量|数目|个数|上限|下限|标准|时间|日期|面积|价格|单价|规模|[增涨]|幅|率$|合计|共计|总计|总共|加起来|开始|结束|截止|起止|以上|以下|^(?:total amount|amount|rate|ratio|share|percentage|number|total|limit|price|area|date|size|growth rate)$/;

/** What is known by its own name only: numbers, addresses and prices of all kinds. */
const ATTRIBUTE =
  /的(\p{Script=Han}{1,3}?[号码址箱价费金龄历薪]|电话|传真|工资)(?:是|为|叫|有)(?:什么|多少|谁|哪|几)/u;

const COLUMN = /(?:^|[的\s,，])(\p{Script=Han}{2,5}?)(?:是|为|叫)?(?:谁|哪家|什么)[?？]?$/u;

/** The column that a question asks for by its name, where what would answer is a row without it. */
export function missingColumn({ query, units }: Retrieval, { sentence, evidence }: Chosen): string[] {
  const name = COLUMN.exec(fold(query.text))?.[1];
  const { passage } = evidence;
  if (!name || !isRow(passage.text.slice(sentence.start, sentence.end))) return [];
  const isHeld = (wording: readonly number[]) =>
    wording.length > 0 && wording.every((term) => sentence.terms.has(term));
  const term = query.terms.find(({ text }) => text === name);
  if (term) return term.wordings.some(isHeld) ? [] : [name];
  const own = units.filter(({ word }) => word !== undefined && name.includes(word));
  return own.length > 0 && !own.some((unit) => held(unit, sentence.terms) === 1) ? [name] : [];
}

/** What a question asks of its subject by name, where no document knows it by any wording. */
export function missingAttribute({ query, units, rarity }: Retrieval): string[] {
  const name = ATTRIBUTE.exec(fold(query.text))?.[1];
  if (!name || MEASURES.test(name)) return [];
  const own = units.filter(({ label }) => label.length === 2 && name.includes(label));
  const isKnown = [...termsOf(name)].every(rarity.knows);
  const isWorded = own.some(({ alternatives }) =>
    alternatives.some(({ terms }) => terms.length > 0 && terms.every(rarity.knows)),
  );
  return own.length > 0 && !isKnown && !isWorded ? [name] : [];
}
