import { NAME } from './marks.ts';

/** 本区政策 are those of the district, and 本年度 is no document at all. */
const OF_OTHERS =
  '(?![区市县省州盟旗镇乡园院校司年月日周季次届级地国行项章节条款段])(?!公司|企业|单位|部门|集团)';
const NOUN =
  '(?:政策措施|政策|办法|规定|措施|意见|通知|方案|细则|公告|条例|规则|规程|规范|指南|指引|制度|通告|决定|文件|预案|计划)';

/** By what a document names itself, in patterns over marked text: 本政策, 本实施细则, 以上政策. */
export const SELF = `(?:本${OF_OTHERS}[^,。;:的自从于由前后]{0,12}?${NOUN}|本法|本${NAME}|(?:以上|上述|前述)(?:各项|各条|扶持|优惠|奖励|支持|惠企|招商引资)*(?:政策措施|政策|措施|规定|办法|意见|条款))`;

/** To be the rule, and to be made it. */
export const FORCE = '(?:施行|实施|执行|生效|发布|印发|公布|出台|试行)';
