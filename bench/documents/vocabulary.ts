/** Words of an invented park, 江川经济技术开发区; no place, company or figure in them is real. */

export const ZONES =
  '新材料园 智造园 生物医药园 电子信息园 临港物流园 绿色食品园 光电产业园 综合保税区'.split(' ');

export const INDUSTRIES =
  '先进材料 智能装备 生物医药 电子信息 新能源 现代物流 绿色食品 节能环保 航空零部件 工业软件 光电显示 精细化工'.split(
    ' ',
  );

export const DEPARTMENTS =
  '经济发展局 招商合作局 财政金融局 规划建设局 科技创新局 政务服务中心 应急管理局 人力资源局 市场监管分局 综合执法局'.split(
    ' ',
  );

export const PRODUCTS =
  '高纯石英 碳纤维预制体 谐波减速机 中药饮片 覆铜板 锂电铜箔 冷链设备 预制菜 膜组件 钛合金紧固件 数控系统 玻璃基板 特种涂料 伺服电机 诊断试剂 连接器 储能变流器 立体仓储 植物蛋白 废水回用 复合叶片 边缘网关 激光模组 电子级双氧水 液压泵阀 疫苗佐剂 车载雷达 高速线缆 氢燃料电池 港口起重机'.split(
    ' ',
  );

export const COMPANY_NAMES =
  '华拓 精仪 远航 瑞丰 天衡 博源 启明 恒达 中砺 金穗 云帆 合兴 立信 九鼎 众诚 新锐 海川 正和 永固 嘉禾 盛泽 卓越 景明 广源 安泰 科瑞 利源 东曜 西岭 北辰 南屏 长虹'.split(
    ' ',
  );

export const COMPANY_ENDINGS =
  '新材料有限公司 精工科技有限公司 仪表有限公司 传感有限公司 药业有限公司 食品有限公司 物流有限公司 电子有限公司 装备股份有限公司 能源科技有限公司'.split(
    ' ',
  );

export const MATERIALS =
  '项目备案文件 营业执照复印件 固定资产投资专项审计报告 完税证明 设备购置发票 租赁合同 环评批复 安全设施设计审查意见 知识产权证书 职工社保缴纳证明'.split(
    ' ',
  );

export const POLICY_MATTERS =
  '投资奖励 要素保障 科技创新 人才支持 金融服务 对外开放 绿色发展 数字化改造 总部经济 上市培育 品牌质量 用地用房 设备更新 物流补贴'.split(
    ' ',
  );

export const BROCHURE_MATTERS =
  '区位与概况 主导产业 载体与要素 营商环境 人才与教育 金融支持 交通与港口 能源与环保 生活配套 科研平台 开放平台 重点企业'.split(
    ' ',
  );

export const NEWS_MATTERS =
  '签约动态 项目开工 投产达效 招商推介 校企合作 服务企业 基础设施 外贸进出口 安全生产 节能降碳'.split(' ');

/** Number and name of a rule's parts: 1 is 一, 12 is 十二, 35 is 三十五. For 1 to 99. */
export function chineseNumeral(number: number): string {
  const digits = '零一二三四五六七八九';
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? digits[ones] : ''}`;
}
