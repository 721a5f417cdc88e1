import type { Condition } from '../../incentive-types.ts';
import { readDates } from '../../language/dates.ts';
import type { Day } from '../../types.ts';
import { MARK, type Marked, type Remaining } from './tokens.ts';

const SHARE = /设备[^,;‹]{0,8}占[^,;‹]{0,14}(?:不低于|不少于|达到?|超过|高于)?[^,;‹]{0,4}(‹P\d+›)(以上)?/;

/** That equipment be so much of the investment; takes its mark. */
export function readShareCondition({ text, figures }: Marked, remaining: Remaining): Condition | undefined {
  const match = SHARE.exec(text);
  const measure = match && figures.get(match[1]!)?.measure;
  if (!match || measure?.kind !== 'percent') return undefined;
  remaining.take(match[1]!);
  return {
    kind: 'share',
    part: 'equipmentInvestment',
    whole: /总投资/.test(match[0]) ? 'totalInvestment' : 'fixedInvestment',
    millionths: measure.millionths,
    includes: !/超过|高于/.test(match[0]),
  };
}

/** Words that say nothing of whom a grant is for: those of any project, and of the grant itself. */
const USUAL =
  /全额|期限|分(?:为|成)?[一二两三四五六七八\d]个?[档级类挡]|分[档级]|不超过|不得超过|最长|符合(?:本|下列|以下)?[^,]{0,6}条件|按(?:照)?(?:下列|以下|如下|下表)?(?:标准|比例)|标准见下表|给予|享受|发放|新?(?:引进|招引|引入|落户|投资|注册|设立|办|建)|一次性|租[用赁]?(?:园区|区内|我区)?(?:内)?(?:的)?(?:标准化?)?(?:厂房|办公用房|用房)?|购置|购买|固定资产|投资|设备|制造业|工业|生产|企业|项目|实际|完成|实缴|到位|外资|外商|租金|物流|费用|用电量?|研发|博士|硕士|本科|每人|每年|年度?|奖励|奖补|补助|补贴|资助|扶持|支持|最高|单个|总额|额|第[一二三四五\d]|前[一二两三四五]|标准|比例|达到?|以上|不足|部分|超过|按照?|对于?|凡|的|其|在|园区|我区|区内|本区|及|和|、|并|且|给|予|上述|属于?|为|可|由|从|从事|各|每家?|家|个|月|[一二两三四五六七八九十\d]+年|内|后|投产|平方米|千瓦时|资金|累计|用于?|新|增|等|人才|人员|生活|毕业生|[\s()<>‹›\d.%]/g;

/** The clauses of a marked text that say something of whom it is for which is no figure, to be told with an amount. */
export function toldIn(text: string): Condition[] {
  return text
    .split(/[,;]/)
    .filter((clause) => !new RegExp(MARK).test(clause))
    .map((clause) => clause.trim())
    .filter((clause) => clause.replace(USUAL, '').length >= 2)
    .filter((clause) => industriesIn(clause) === undefined)
    .map((clause) => ({ kind: 'told' as const, text: clause.replace(/^对(?=.)|的$/g, '') }));
}

const INDUSTRY_LIST =
  /(?:属于|从事|符合|支持|对|为)(?:属于)?(?:园区|我区)?((?:[\p{Script=Han}]{2,10}[、和及与]|或)*[\p{Script=Han}]{2,10}?)(?:等)?(?:产业|行业|领域)/u;

/** The industries that a clause is for: 属于新材料、新能源产业的项目. */
function industriesIn(clause: string): string[] | undefined {
  const match = INDUSTRY_LIST.exec(clause);
  const names = match?.[1]?.split(/[、和及与或]/).filter((name) => name.length >= 2);
  return names && names.length > 0 && !/主导|重点|鼓励|特色|本|相关|优势/.test(match![1]!)
    ? names
    : undefined;
}

const NOT_FOR =
  /([\p{Script=Han}、]{2,60}?)(?:类)?(?:等)?(?:项目|企业|行业)?(?:不适用(?:于)?(?:本|上述)?|除外|不享受本|不纳入本|不在(?:此|本))/u;
const DAY_OF = /(签订|签署|签约)|(开工|动工)/;

/** The conditions that a sentence of an article sets for all that it grants, and 适用对象 for the whole document. */
export function readConditions(sentence: string, passage: string): Condition[] {
  const not = NOT_FOR.exec(sentence)?.[1]
    ?.split(/[、和及与或]/)
    .map(bareName)
    .filter((name) => name.length >= 2);
  const among = not ? undefined : industriesIn(sentence);
  const day = readDay(sentence);
  return [
    ...(not && not.length > 0 ? [{ kind: 'not-industry' as const, among: not, passage }] : []),
    ...(among ? [{ kind: 'industry' as const, among, passage }] : []),
    ...(day ? [day] : []),
  ];
}

function bareName(name: string): string {
  return name.replace(/^(?:单纯的|对|凡|属于)|(?:类|等)?(?:项目|企业|行业|产业)?$/g, '').trim();
}

/** 2026年1月1日以后签订投资协议. */
function readDay(sentence: string): Condition | undefined {
  const dates = readDates(sentence).filter(({ date }) => date.year && date.month && date.day);
  const [first] = dates;
  if (!first) return undefined;
  const rest = sentence.slice(first.end);
  const after = /^[\s(]*(?:含)?\)?\s*(?:起|以后|之后|后)/.test(rest);
  const until = /^[\s(]*(?:含)?\)?\s*(?:前|以前|之前|止)/.test(rest);
  const kind = DAY_OF.exec(rest);
  if (!kind || (!after && !until)) return undefined;
  const day = dayOf(first.date);
  return { kind: kind[1] ? 'signed' : 'started', ...(after ? { from: day } : { to: day }) };
}

function dayOf({ year, month, day }: { year?: number; month?: number; day?: number }): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
