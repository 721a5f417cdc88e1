"""What is asked of the harbour park; the helpers of park.py make the right answers."""

from decimal import Decimal

from park import core, count, days, dollars, yuan


def ask_all(q, park):
    of_projects(q, park)
    of_groups(q, park)
    of_land(q, park)
    of_incentives(q)
    of_chains(q)
    refused(q)


def of_projects(q, park):
    def counted(lang, question, history=None, **filters):
        q.ask(lang, "follow-up" if history else "count", question, [count(len(park.select(**filters)))], history=history)

    def summed(lang, question, history=None, **filters):
        rows = park.select(**filters)
        rmb = sum(p["amount"] for p in rows if p["currency"] == "CNY")
        usd = sum(p["amount"] for p in rows if p["currency"] == "USD")
        must = ([yuan(rmb)] if rmb else []) + ([dollars(usd)] if usd else [])
        q.ask(lang, "follow-up" if history else "sum", question, must, history=history)

    def listed(lang, question, history=None, **filters):
        rows = park.select(**filters)
        assert 0 < len(rows) <= 10, (question, len(rows))
        q.ask(lang, "list", question, [core(p) for p in rows], history=history)

    def top(lang, question, n=1, **filters):
        rows = sorted((p for p in park.select(**filters) if p["currency"] == filters.get("currency", "CNY")),
                      key=lambda p: -p["amount"])
        assert len(rows) == n or rows[n - 1]["amount"] > rows[n]["amount"], question
        q.ask(lang, "list" if n > 1 else "largest", question, [core(p) for p in rows[:n]])

    counted("s", "2024年一共签了多少个项目？", signed="2024")
    counted("s", "去年云麓科学城签约几个项目", signed="2025", zone="云麓科学城")
    counted("t", "東灣經開區2025年簽約了多少個項目？", signed="2025", zone="东湾经开区")
    counted("e", "How many projects were signed in 2023?", signed="2023")
    counted("e", "How many cold-chain food projects did Gangcheng Bonded Zone sign in 2026?", signed="2026", zone="港城综保区", industry="冷链食品")
    counted("s", "2025年上半年签约的海工装备项目有几个？", signed="2025", months=range(1, 7), industry="海工装备")
    counted("t", "去年下半年石浦鎮簽了幾個項目", signed="2025", months=range(7, 13), zone="石浦镇工业集中区")
    counted("s", "2024年签的2亿以上的项目有多少个？", signed="2024", least=20000)
    counted("s", "2024年签约、总投资超过2亿的项目有多少个？", signed="2024", over=20000)
    counted("e", "How many projects under RMB 50 million were signed in 2024?", signed="2024", under=5000)
    counted("s", "2024年开工了多少个项目", started="2024")
    counted("t", "2026年有多少個項目投產？", operating="2026")
    counted("s", "外商投资项目一共有几个？", ledger="foreign")
    counted("s", "26年1月签了几个项目？", signed="2026-01")
    counted("e", "how many of the key municipal projects have gone into production", ledger="key", status="已投产")
    summed("s", "精细化工2025年签约总投资多少？", signed="2025", industry="精细化工")
    summed("s", "2023年签约项目总投资合计多少亿？", signed="2023")
    summed("t", "港城綜保區2026年簽約項目總投資是多少？", signed="2026", zone="港城综保区")
    summed("e", "What is the total investment of the projects signed in Yunlu Science City in 2024?", signed="2024", zone="云麓科学城")
    summed("e", "Total investment of foreign-invested projects in US dollars?", ledger="foreign")
    summed("s", "2026年到现在签约金额多少", signed="2026")
    for lang, question, filters in (
        ("s", "2023年签约项目平均投资额是多少？", {"signed": "2023"}),
        ("e", "What was the average investment of electronics projects signed in 2023?", {"signed": "2023", "industry": "电子信息"}),
    ):
        rows = park.select(**filters)
        q.ask(lang, "average", question, [yuan(sum(p["amount"] for p in rows) / len(rows), 3)])
    top("s", "2025年签约的最大项目是哪个？", signed="2025")
    top("t", "石浦鎮工業集中區2023年簽約投資額最大的項目是什麼", signed="2023", zone="石浦镇工业集中区")
    top("s", "2024年投资额前三的项目有哪些？", 3, signed="2024")
    top("e", "List the five largest projects signed in 2026", 5, signed="2026")
    listed("s", "在建的市级重点项目有哪些？", ledger="key", status="在建")
    listed("t", "沙頭化工園2026年簽了哪些項目？", signed="2026", zone="沙头化工园")
    listed("e", "Which biomedicine projects were signed in 2024?", signed="2024", industry="生物医药")
    listed("s", "2025年签约的外资项目是哪几个", signed="2025", ledger="foreign")
    one = next(p for p in park.projects if p["name"] == "晴澜防污助剂项目")
    q.ask("s", "elapsed", "晴澜防污助剂项目从签约到开工用了多少天？", [[f"{days(one)}天"]])
    known = [p for p in park.select(signed="2023") if p["started"]]
    mean = Decimal(sum(map(days, known))) / len(known)
    q.ask("e", "elapsed", "On average, how many days from signing to construction start for projects signed in 2023?",
          [[f"{round(mean, d)}" for d in (0, 1, 2)]])
    counted("s", "那2025年呢？", history=["2024年一共签了多少个项目？"], signed="2025")
    summed("t", "總投資多少？", history=["沙頭化工園2026年簽了哪些項目？"], signed="2026", zone="沙头化工园")
    counted("e", "And in the bonded zone?", history=["How many projects were signed in 2024?"], signed="2024", zone="港城综保区")


def of_groups(q, park):
    def groups(rows, key):
        names = sorted({p[key] for p in rows})
        return [(name, [p for p in rows if p[key] == name]) for name in names]

    def beside(name, n, extra=()):
        return [f"{one}{s}{n}" for one in (name, *extra) for s in ("", "|", "：", ":", "，", "有", "（", "签约", "(")] + [f"{n}个{name}"]

    q.ask("s", "aggregate", "2025年各园区分别签了几个项目？", [beside(n, len(r)) for n, r in groups(park.select(signed="2025"), "zone")])
    q.ask("e", "aggregate", "Number of projects signed in 2024 by industry", [beside(n, len(r)) for n, r in groups(park.select(signed="2024"), "industry")])
    most = max(groups(park.select(signed="2024"), "zone"), key=lambda g: len(g[1]))
    q.ask("s", "aggregate", "2024年哪个园区签约项目最多？", [[most[0]], count(len(most[1]))])
    first, second = (park.select(signed="2025", zone=z) for z in ("东湾经开区", "沙头化工园"))
    q.ask("t", "comparison", "2025年東灣經開區和沙頭化工園簽約項目數對比", [count(len(first)), count(len(second))])
    first, second = (sum(p["amount"] for p in park.select(signed=y, industry="冷链食品", currency="CNY")) for y in ("2023", "2025"))
    q.ask("s", "comparison", "冷链食品2023年和2025年签约投资额比较一下", [yuan(first), yuan(second)])


def of_land(q, park):
    free = [p for p in park.plots if p["state"] == "可供"]
    q.ask("s", "list", "有没有50亩以上可以做化工的地？", [[p["id"]] for p in free if p["use"] == "精细化工" and float(p["mu"]) >= 50])
    q.ask("t", "list", "石浦鎮還有哪些地可以供？", [[p["id"]] for p in free if p["zone"].startswith("石浦")], ["sp-02"])
    q.ask("e", "list", "Which plots are still available in Dongwan?", [[p["id"]] for p in free if p["zone"].startswith("东湾")], ["dw-03"])
    q.ask("s", "count", "目前可供的工业用地有几宗？", [count(len(free))])
    q.ask("s", "number", "YL-01地块多少钱一亩？", [["36万"]])
    to_let = [h for h in park.halls if h["state"] == "可租"]
    high = [[h["id"][-4:]] for h in to_let if float(h["height"]) >= 8 and float(h["area"]) > 5000]
    q.ask("s", "list", "想租5000平以上、层高8米以上的厂房，有哪些？", high, ["5号楼"])
    q.ask("e", "list", "Which buildings in the bonded zone are for rent and what is the rent?", [["a3"], ["26"], ["b1"], ["22"]])
    q.ask("t", "largest", "租金最便宜的廠房是哪一棟？", [["甲栋"], ["12元", "12"]])
    q.ask("s", "number", "云麓加速器C座荷载多少", [["500"]])
    q.ask("s", "number", "35千伏工业用电一度多少钱？", [["0.587"]])
    q.ask("t", "number", "化工園的蒸汽價格是多少", [["238"]], ["215"])
    q.ask("e", "number", "How much is reclaimed water per ton?", [["1.6"]], ["3.45"])
    q.ask("s", "number", "园区天然气什么价", [["3.72"]])


def of_incentives(q):
    def fixed(wan):
        rate = Decimal("0.03") if wan < 10000 else Decimal("0.04") if wan < 50000 else Decimal("0.05")
        return min(Decimal(2000), wan * rate) if wan >= 5000 else Decimal(0)

    def ask(lang, question, wan, history=None):
        q.ask(lang, "incentive", question, [yuan(wan)], history=history)

    ask("s", "固定资产投资8000万，能拿多少奖补？", fixed(8000))
    ask("s", "我们固投刚好1亿，按固定资产投资奖补能拿多少", fixed(10000))
    ask("t", "固定資產投資6億元，可以拿多少獎補？", fixed(60000))
    ask("e", "We plan to invest RMB 300 million in fixed assets. How much fixed-asset subsidy can we get?", fixed(30000))
    ask("s", "买设备花了3000万，设备补助多少？", 240)
    ask("e", "Our equipment purchase is 80 million yuan. What is the equipment subsidy this year?", 500)
    q.ask("s", "incentive", "固定资产投资2亿，其中设备5000万，两项能一起拿吗，最多拿多少？", [["800万", "0.08亿"], ["择高", "不得重复", "较高", "不可叠加", "不能同时", "从高", "就高"]])
    ask("t", "首次認定為高新技術企業有多少獎勵？", 30)
    ask("s", "引进5个全职博士，一年补贴多少？", 15)
    q.ask("e", "incentive", "Is there any reward for a fixed-asset investment of RMB 40 million?", [["5000万", "50million", "不符合", "notmet", "notreach", "belowthe", "doesnotqualify", "noreward", "不适用", "未达"]], ["120万", "1.2million"])


def of_chains(q):
    q.ask("s", "list", "冷链食品产业链缺什么？", [["可降解"]])
    q.ask("t", "list", "海工裝備產業鏈還缺哪些環節？", [["深水密封件"], ["坞修"]])
    q.ask("e", "list", "What is missing in the fine chemicals chain?", [["危化品检测", "hazardous"]])
    q.ask("s", "list", "本地谁能做锚泊系统配套？", [["启锚实业"], ["望礁重工"]])
    q.ask("t", "list", "做電子級溶劑的本地企業有哪些？", [["碧屿化学"]])


def refused(q):
    q.refuse("s", "2021年签了多少个项目？")
    q.refuse("s", "江湾高新区2024年签约多少项目？")
    q.refuse("t", "去年簽約項目創造了多少就業崗位？")
    q.refuse("e", "How many projects signed in 2024 are in the aerospace industry?")
    q.refuse("s", "望礁水性涂料项目一年交多少税？")
    q.refuse("e", "What is the price of industrial hydrogen in the park?")
    q.refuse("t", "東灣經開區有沒有人才公寓？租金多少")
    q.refuse("s", "DW-09地块多大？")
    q.refuse("e", "What was the annual output value of the cold-chain food industry in 2025?")
    q.refuse("t", "明年預計簽約多少個項目？")
