/** Firms, peoples and abbreviations that do not spell their Chinese, with the wordings that it may have. */
export const KNOWN_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  `byd=比亚迪 catl=宁德时代 siemens=西门子 bosch=博世 foxconn=富士康 tesla=特斯拉 volkswagen=大众 toyota=丰田 honda=本田
   nissan=日产 sany=三一 zoomlion=中联重科 crrc=中车 kpmg=毕马威 deloitte=德勤 pwc=普华永道 samsung=三星 panasonic=松下
   hitachi=日立 toshiba=东芝 sony=索尼 canon=佳能 lg=乐金 sk=爱思开 basf=巴斯夫 bayer=拜耳 merck=默克 schneider=施耐德
   continental=大陆 zf=采埃孚 bmw=宝马 benz=奔驰 audi=奥迪 ford=福特 intel=英特尔 amazon=亚马逊 apple=苹果
   microsoft=微软 google=谷歌 tencent=腾讯 alibaba=阿里巴巴 jd=京东 unicom=联通 telecom=电信 midea=美的 gree=格力
   haier=海尔 lenovo=联想 zte=中兴 sinopec=中石化 petrochina=中石油 cnooc=中海油 sinochem=中化 cofco=中粮
   vanke=万科 walmart=沃尔玛 ikea=宜家 unilever=联合利华 nestle=雀巢 danone=达能
   japanese=日资,日本,日企,中日 german=德资,德国,德企,中德 american=美资,美国,美企,中美 korean=韩资,韩国,韩企,中韩
   french=法资,法国,法企,中法 british=英资,英国,英企,中英 singaporean=新资,新加坡,中新 italian=意大利,中意
   dutch=荷兰,荷资 swiss=瑞士 taiwanese=台资,台湾,台企 sino=中德,中日,中外,中美,中韩,中法,中英,中新,中意,中俄,中欧
   api=原料药 apis=原料药 sme=中小企业 smes=中小企业 ev=电动,新能源 evs=电动,新能源 pv=光伏 iot=物联网 ai=人工智能
   pfizer=辉瑞 novartis=诺华
   roche=罗氏 sanofi=赛诺菲 airbus=空客 boeing=波音 maersk=马士基 dhl=敦豪 fedex=联邦快递`
    .split(/\s+/)
    .map((pair) => pair.split('='))
    .map(([english, chinese]) => [english!, chinese!.split(',')]),
);
