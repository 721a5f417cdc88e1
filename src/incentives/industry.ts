import type { Condition } from '../incentive-types.ts';
import { fold } from '../language/fold.ts';

/** What is no manufacturing, as industries are called in policies. */
const NO_MANUFACTURING =
  /房地产|地产|商贸|零售|批发|贸易|餐饮|旅游|物流|仓储|金融|服务|软件|教育|医疗服务|农业|种植|养殖|电商|文化/;
const MANUFACTURING = /^(?:先进|高端|现代)?(?:制造业?|工业)$/;
/** Endings that a name may have or not: 新材料产业, 新材料. */
const ENDING = /(?:产业|行业|领域|制造业?|加工业?|业|类|企业|项目)$/;

/** Whether an industry, as an asker names it, is of one that a rule names: 新材料 of 新材料产业, 电池 of 制造业. */
export function isOfIndustry(asked: string, named: string): boolean {
  const [own, of] = [plain(asked), plain(named)];
  if (MANUFACTURING.test(fold(named).trim())) return !NO_MANUFACTURING.test(fold(asked));
  return own !== '' && of !== '' && (own.includes(of) || of.includes(own));
}

/** Whether a condition is met or not by the asker's industry; that it be manufacturing goes without asking. */
export function waitsForIndustry(condition: Condition): boolean {
  return (
    condition.kind === 'industry' && !condition.among.some((one) => MANUFACTURING.test(fold(one).trim()))
  );
}

function plain(industry: string): string {
  const folded = fold(industry).trim();
  const short = folded.replace(ENDING, '').replace(ENDING, '');
  return short.length >= 2 ? short : folded;
}
