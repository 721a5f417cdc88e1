/** Saved pages as they are, by file name: nothing converts them. */
export const sources: Record<string, string> = {
  'optics-measures.html': `<!DOCTYPE html><html><head><meta charset="utf-8">
<title>江川经开区支持光电产业发展若干措施_政策文件_江川经济技术开发区</title><link href="/css/style.css" rel="stylesheet"></head><body>
<div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/tz">投资江川</a></li></ul></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
<div class="article">
<table class="index"><tr><td>索引号：</td><td>JC2026-00312</td><td>发文机关：</td><td>江川经开区管委会</td></tr>
<tr><td>文号：</td><td>江经开〔2026〕12号</td><td>成文日期：</td><td>2026年3月18日</td></tr></table>
<div class="bt" style="text-align:center">江川经开区支持光电产业发展若干措施</div>
<div>发布时间：2026-03-20 来源：经济发展局 【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>
<p>各有关单位：</p>
<p>　　<strong>一、设备补助</strong></p>
<p>　　光电企业购置生产设备500万元以上的，按设备投资额的9%给予补助，单个企业最高2600万元。</p>
<p>　　<strong>二、厂房补贴</strong></p>
<p>　　租用园区无尘厂房的光电企业，前两年按实际租金的65%给予补贴。</p>
<p style="display:none">光电企业设备补助比例为90%。</p>
<table><tr><th rowspan="2">面板世代</th><th colspan="2">洁净改造补助（元/平方米）</th></tr><tr><th>千级</th><th>万级</th></tr>
<tr><td>6代及以上</td><td>880</td><td>540</td></tr><tr><td>6代以下</td><td>620</td><td>370</td></tr></table>
</div><div class="related"><h4>相关阅读</h4><ul><li><a href="#">江川经开区召开光电产业座谈会</a></li></ul></div>
<div class="footer">版权所有：江川经开区管委会　备案号：江ICP备0500号</div></body></html>`,
  'project-entry.html': `<html><head><title>江川经开区工业项目准入办法</title></head><body><h1>江川经开区工业项目准入办法</h1>
<div>第一章　准入条件<br>　　第一条　新引进工业项目每亩投资强度不低于335万元，每亩年税收不低于23万元。<br>
第二章　准入程序<br>　　第二条　工业项目准入评审由投资促进局组织，自收到申请之日起7个工作日内完成。<br></div>
<details><summary>准入评审要收费吗？</summary><p>不收费，项目准入评审的专家费用由管委会承担。</p></details>
<dl><dt>准入受理窗口</dt><dd>江川政务大厅B区16号</dd></dl></body></html>`,
};

export const questions = [
  {
    trait: 'a paragraph under a bold line of a saved page',
    question: '光电企业购置生产设备按设备投资额的多少给予补助？',
    document: 'optics-measures.html',
    fact: '9%',
    locator: '设备补助',
  },
  {
    trait: 'a row under a header of two lines in a saved page',
    question: '6代以下面板的千级洁净改造补助是多少？',
    document: 'optics-measures.html',
    fact: '620元/平方米',
    locator: '第2行',
  },
  {
    trait: 'an article that only line ends part from others',
    question: '新引进工业项目每亩投资强度不低于多少？',
    document: 'project-entry.html',
    fact: '335万元',
    locator: '准入条件',
  },
  {
    trait: 'a term and its definition',
    question: '准入受理窗口在哪里？',
    document: 'project-entry.html',
    fact: '江川政务大厅B区16号',
    locator: '第',
  },
];
