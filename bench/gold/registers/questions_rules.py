"""Questions on incentives and supply chains."""

from forms import Questions, count, dollars, yuan
from incentives import (
    companies,
    equipment,
    fixed_or_equipment,
    foreign,
    investment,
    links,
    logistics,
    rent,
    talent,
)
from model import CHAINS

q = Questions("ri")
NOT = [
    "不足",
    "未达",
    "达不到",
    "没有达到",
    "未满",
    "不满足",
    "不符合",
    "低于",
    "不能",
    "不享受",
    "不适用",
    "not",
    "below",
]
EXPIRED = [
    "失效",
    "取代",
    "替代",
    "superseded",
    "not in force",
    "lapsed",
    "废止",
    "到期",
    "不再",
    "已于2025",
    "过期",
    "no longer",
    "expired",
    "repealed",
    "replaced",
]
M = 10000  # 万元 in 1亿元


def ask_amount(lang, question, wan, wrong=(), uncapped=None, **more):
    """An amount in 万元; where a cap bites, the amount without it is to be shown too; wrong are other amounts in 万元."""
    must = [yuan(wan)] + ([] if uncapped is None else [yuan(uncapped)])
    q.ask(
        lang,
        "incentive",
        question,
        must,
        [form for w in wrong for form in yuan(w)[:2] + yuan(w)[3:4]],
        **more
    )


# Fixed investment: tiers, thresholds, caps.
ask_amount(
    "zh-Hans",
    "我们做新材料，固定资产投资3.2亿元，其中设备投资8000万元，按现行政策能拿多少？",
    fixed_or_equipment(32000, 8000, "新材料"),
    [investment(32000) + equipment(8000, "新材料")],
)
ask_amount(
    "en",
    "We are a new materials company planning RMB 320 million in fixed assets, of which 80 million is equipment. What do we get?",
    fixed_or_equipment(32000, 8000, "新材料"),
    [investment(32000) + equipment(8000, "新材料")],
)
ask_amount(
    "zh-Hant", "固定資產投資8億元的製造業項目，固投獎勵有多少？", investment(80000), [8000], uncapped=4000
)
ask_amount("zh-Hans", "固投正好1亿元，固定资产投资奖励给多少", investment(M), [300, 250])
ask_amount("zh-Hans", "固定资产投资9900万元的话奖励多少？", investment(9900), [396], uncapped=297)
ask_amount(
    "en",
    "How much is the fixed-asset investment award for an investment of exactly RMB 1 billion?",
    investment(100000),
    [5000, 3000],
)
ask_amount(
    "zh-Hant", "我們固定資產投資15億元，獎勵會被封頂嗎？最多拿多少？", investment(150000), [], uncapped=9000
)
ask_amount(
    "en",
    "What award would RMB 260 million of fixed-asset investment bring?",
    investment(26000),
    [],
    uncapped=1040,
)
q.ask(
    "zh-Hant", "incentive", "我們固定資產投資4800萬元，能拿到固投獎勵嗎？", [["5000万"], NOT], yuan(144)[:2]
)
# Equipment; what may not stack.
ask_amount(
    "zh-Hans",
    "电子信息项目，固定资产投资1亿元，设备投资7000万元，两项奖补一共能拿多少？",
    fixed_or_equipment(M, 7000, "电子信息"),
    [investment(M) + equipment(7000, "电子信息")],
)
ask_amount(
    "zh-Hant",
    "我們是裝備製造企業，設備投資正好2億元，設備補貼多少？",
    equipment(20000, "装备制造"),
    [2000, 1500],
)
ask_amount(
    "en",
    "What is the equipment subsidy for a new energy project with RMB 30 million of equipment?",
    equipment(3000, "新能源"),
)
q.ask(
    "zh-Hans",
    "incentive",
    "食品加工项目买3000万元设备，能享受设备投资补贴吗？",
    [NOT + ["不在", "不可以", "无法", "除外"]],
    yuan(240)[:2],
)
ask_amount(
    "zh-Hans",
    "食品加工项目固定资产投资2亿元，其中设备6000万，奖补多少？",
    fixed_or_equipment(20000, 6000, "食品加工"),
    [600, 1400],
)
ask_amount(
    "zh-Hans",
    "新能源项目固投3.2亿元，另外引进10名硕士，固投奖励加人才补贴合计多少？",
    investment(32000) + talent(0, 10),
    [],
)
# The figure that is missing is asked for.
q.ask(
    "zh-Hans",
    "incentive",
    "我们是新材料企业，落户能拿多少固定资产投资奖励？",
    [["固定资产投资"], ["多少", "请", "提供", "告诉", "金额"]],
    [],
)
q.ask(
    "en",
    "incentive",
    "We make electronics. How much equipment subsidy could we get from you?",
    [["设备投资", "equipment"], ["how much", "tell", "please", "let us know", "what is", "figure", "amount"]],
    [],
)
ask_amount(
    "zh-Hans",
    "固定资产投资6.5亿元",
    investment(65000),
    uncapped=3250,
    history=["我们做新能源的，能拿多少固定资产投资奖励？"],
)
ask_amount(
    "en",
    "The investment in fixed assets would be 250 million yuan.",
    investment(25000),
    [1250],
    history=["How much fixed-asset investment award can a manufacturer get?"],
)
# Rent, talent, logistics, foreign capital.
ask_amount("zh-Hans", "租3000平方米标准厂房，每平方米每月15元，第一年租金补贴多少？", rent(3000, 15, 1), [])
ask_amount(
    "zh-Hant",
    "租用標準廠房3000平方米、租金15元/㎡·月，三年一共能補多少租金？",
    sum(rent(3000, 15, y) for y in (1, 2, 3)),
    [162],
)
ask_amount("zh-Hans", "租了8000平方米厂房，月租12元每平，第一年能补多少租金？", rent(8000, 12, 1))
ask_amount(
    "en",
    "We rent 6,400 sqm of standard factory at 20 yuan per sqm per month. How much rent subsidy in year one?",
    rent(6400, 20, 1),
    uncapped=120,
)
ask_amount(
    "en", "We will bring 5 PhDs and 12 master's graduates. How much talent subsidy?", talent(5, 12), []
)
ask_amount("zh-Hant", "引進10名博士和4名碩士，一次性人才補貼總共多少？", talent(10, 4), uncapped=220)
ask_amount(
    "en",
    "Our logistics costs are 10 million yuan a year. What logistics subsidy is there per year?",
    logistics(1000),
    uncapped=200,
)
q.ask(
    "en",
    "incentive",
    "Our foreign capital actually paid in will be USD 15 million. What is the foreign capital award?",
    [dollars(foreign(1500)) + ["us$150000", "usd150000", "$150000", "150000us"]],
)
q.ask("zh-Hans", "incentive", "实际到位外资3000万美元，外资奖励多少？", [dollars(foreign(3000)), dollars(30)])
q.ask(
    "zh-Hant", "incentive", "房地產項目能享受貴區的招商政策嗎？", [["不适用", "不能", "不享受", "不可以"]], []
)
# The former policy: over today, in force on an earlier day.
q.ask("zh-Hans", "incentive", "按2024版政策，固定资产投资3亿元能奖励多少？现在还有效吗？", [EXPIRED], [])
q.ask("en", "incentive", "Is the 2024 incentive policy (江经开〔2024〕1号) still in force?", [EXPIRED], [])
ask_amount(
    "zh-Hans",
    "固定资产投资3亿元，固投奖励有多少？",
    investment(30000, "policy-2024"),
    [investment(30000)],
    as_of="2025-06-30",
)


# Chains.
def ask_chain(lang, question, must, wrong=()):
    q.ask(lang, "list" if len(must) > 3 else "chain", question, must, wrong)


def missing(chain):
    return [link["link"] for link in links(chain, state="缺失")]


BATTERY, ELECTRONICS, MACHINES, FOOD = "动力电池", "电子信息", "智能装备", "绿色食品"
ask_chain("zh-Hans", "动力电池产业链还缺哪些环节？", missing(BATTERY), missing(MACHINES))
ask_chain("zh-Hant", "貴區電子信息產業鏈缺什麼？", missing(ELECTRONICS), missing(BATTERY))
ask_chain(
    "en",
    "What is missing in your intelligent equipment (智能装备) chain?",
    [["减速器", "reducer"], ["控制系统", "control system"]],
    missing(FOOD),
)
ask_chain(
    "zh-Hans",
    "我是做电芯的，在你们园区上游能找到哪些企业配套？",
    companies(BATTERY, "正极材料", "电解液", "集流体"),
)
ask_chain(
    "en", "Who is downstream in the power battery (动力电池) chain?", companies(BATTERY, "电池包", "回收利用")
)
ask_chain("zh-Hant", "做電路板的，上游覆銅板有哪些企業可以供貨？", companies(ELECTRONICS, "覆铜板"))
ask_chain("en", "Who makes servo motors in your park's equipment chain?", companies(MACHINES, "伺服电机"))
ask_chain("zh-Hant", "隔膜環節打算引進什麼企業？", [["湿法隔膜"], ["1家", "一家"]])
q.ask(
    "zh-Hans",
    "chain",
    "四条重点产业链一共有几个缺失环节？",
    [count(sum(link["state"] == "缺失" for link in CHAINS))],
    [],
)
ask_chain("zh-Hans", "园区现在有食品检测机构吗", [["缺失", "缺", "没有", "拟引进", "暂无", "尚无"]])
