/** What stands in a cell for nothing: a dash, 待定, 面议, and what has not come yet; on folded text without spaces. */
const NOTHING =
  /^(?:[-—–―_/\\*.…·~～?？]+|[无否空]|暂?无(?:数据)?|暂缺|待定|待(?:确|商|测|核)[定算实]?|未定|不详|未知|面议|另议|面谈|详谈|协商|保密|尚?未.{0,6}|暂未.{0,6}|没有|待(?:开工|投产|签约|建)|n\.?\/?a\.?|nil|none|tb[cda]|tobe(?:determined|decided|confirmed|announced)|negotiable|pending|undecided|unknown|notyet.*|confidential)$/;
/** What is planned is not reached: 预计2026年6月 is no day on which anything began. */
const PLANNED =
  /^(?:预计|计划|拟|力争|预期|争取|目标)|^\(?(?:planned|expected|est(?:imated)?|target|due)\b|\(?(?:预计|计划|拟|暂定|planned|expected)\)?$/;

/** Whether a folded cell says that there is no value, or none yet. */
export function isBlank(folded: string): boolean {
  return folded.trim() === '' || NOTHING.test(folded.replace(/\s+/g, ''));
}

/** Whether a folded cell or heading speaks of what is to come. */
export function isPlanned(folded: string): boolean {
  return PLANNED.test(folded.trim());
}
