"""Questions on the projects of the ledgers and the event: counts, sums, averages, the largest, stages, lists."""

from asking import BAISHI, HIGH_TECH, LINGANG, SONGHE, ProjectQuestions
from forms import count, dollars, keys, no_count, yuan
from model import ROWS, half, months, quarter, select, total, whole

q = ProjectQuestions("rp")

# Counts: by zone under all its names, year, half-year, quarter, month.
q.count("zh-Hans", "高新区2023年一共签了多少个项目？", zone=HIGH_TECH, signed=whole(2023))
q.count("zh-Hans", "江川高新技术产业园区去年签约了几个项目", zone=HIGH_TECH, signed=whole(2025))
q.count("zh-Hant", "請問臨港片區2025年簽約項目有多少個？", zone=LINGANG, signed=whole(2025))
q.count("en", "How many projects did Songhe Park sign in 2025?", zone=SONGHE, signed=whole(2025))
q.count("zh-Hans", "食品园2022年落了多少家？我说的是签约口径。", zone=BAISHI, signed=whole(2022))
q.count("zh-Hans", "2024年全区签约项目总数是多少", signed=whole(2024))
q.count("en", "What was the number of projects signed across the whole park in 2023?", signed=whole(2023))
q.count(
    "zh-Hans",
    "松河园2025年上半年签约几个项目",
    no_count(len(select(zone=SONGHE, signed=whole(2025)))),
    zone=SONGHE,
    signed=half(2025, 1),
)
q.count("zh-Hant", "2024年下半年整個園區簽了幾個項目？", signed=half(2024, 2))
q.count("en", "How many projects were signed in the third quarter of 2026?", signed=quarter(2026, 3))
q.count("zh-Hans", "去年9月份签了多少个项目？", signed=months(2025, 9, 9))
q.count("zh-Hans", "2021到2023这三年，临港园总共签约了多少个项目？", zone=LINGANG, signed=whole(2021, 2023))
q.count("zh-Hant", "2022年以來新材料產業簽約了多少項？", industry="新材料", signed=whole(2022, 2026))
# Amount ranges.
HIT = select(signed=whole(2025), zone=LINGANG, least=20000)
q.count(
    "zh-Hans",
    "临港装备制造产业园2025年签约的2亿元以上项目有几个？",
    no_count(len(select(signed=whole(2025), zone=LINGANG, over=20000))),
    signed=whole(2025),
    zone=LINGANG,
    least=20000,
)
q.count(
    "zh-Hans",
    "临港园去年签约项目里，投资超过2亿元的有多少个",
    no_count(len(HIT)),
    signed=whole(2025),
    zone=LINGANG,
    over=20000,
)
q.count(
    "en",
    "In 2025, how many projects of more than RMB 200 million did Songhe Park sign?",
    no_count(len(select(signed=whole(2025), zone=SONGHE, least=20000))),
    signed=whole(2025),
    zone=SONGHE,
    over=20000,
)
q.count(
    "en",
    "How many of the projects Songhe Park signed in 2025 were worth at least 200 million yuan?",
    no_count(len(select(signed=whole(2025), zone=SONGHE, over=20000))),
    signed=whole(2025),
    zone=SONGHE,
    least=20000,
)
q.count("zh-Hant", "2024年簽約項目中，投資額不低於10億元的有幾個？", signed=whole(2024), least=100000)
q.count("zh-Hant", "2022年簽約、投資1億元以下（含1億元）的項目有幾個？", signed=whole(2022), most=10000)
q.count(
    "zh-Hant",
    "2022年簽約、投資不足1億元的項目幾個？",
    no_count(len(select(signed=whole(2022), most=10000))),
    signed=whole(2022),
    below=10000,
)
q.count(
    "en",
    "How many of the projects signed in 2026 are between 100 million and 500 million yuan?",
    signed=whole(2026),
    least=10000,
    most=50000,
)
q.sum(
    "zh-Hant",
    "高新區2023年簽約投資額2億元及以上的項目有多少個，合計多少錢？",
    with_count=True,
    zone=HIGH_TECH,
    signed=whole(2023),
    least=20000,
)
q.sum(
    "en",
    "How many projects over 200 million yuan did the High-tech Zone sign last year, and how much altogether?",
    with_count=True,
    zone=HIGH_TECH,
    signed=whole(2025),
    over=20000,
)
q.sum(
    "zh-Hans",
    "白石园2024年1亿元以上的项目几个，总投资多少",
    with_count=True,
    zone=BAISHI,
    signed=whole(2024),
    least=10000,
)
# Sums; dollars stand apart.
q.sum("zh-Hans", "2023年全区签约总金额是多少？", signed=whole(2023))
q.sum("zh-Hans", "松河新材料产业园2022年签约总投资多少", zone=SONGHE, signed=whole(2022))
q.sum(
    "en",
    "What is the total investment of the projects signed in Lingang Park in 2022?",
    zone=LINGANG,
    signed=whole(2022),
)
q.sum("zh-Hant", "電子信息產業2025年簽約金額合計多少？", industry="电子信息", signed=whole(2025))
q.sum("zh-Hant", "裝備製造這一塊，2023年簽下多少投資？", industry="装备制造", signed=whole(2023))
q.sum("en", "Total amount of new energy projects signed in 2024?", industry="新能源", signed=whole(2024))
q.sum(
    "en",
    "Total investment of the biopharmaceutical projects signed in 2024?",
    industry="生物医药",
    signed=whole(2024),
)
q.sum("zh-Hant", "食品園2025年簽約總額是多少？", zone=BAISHI, signed=whole(2025))
q.sum("zh-Hans", "2025年上半年松河片区签约额合计", zone=SONGHE, signed=half(2025, 1))
FOREIGN = select(signed=whole(2024), foreign=True)
q.ask(
    "zh-Hans",
    "sum",
    "2024年签约项目利用外资合计多少万美元？",
    [dollars(sum(p.foreign for p in FOREIGN))],
    dollars(sum(p.foreign for p in select(ROWS, signed=whole(2024))))[:1],
    keys(FOREIGN),
)
FOREIGN = select(signed=whole(2022), foreign=True)
q.ask(
    "en",
    "sum",
    "How many of the projects signed in 2022 use foreign capital, and how much is it?",
    [count(len(FOREIGN)), dollars(sum(p.foreign for p in FOREIGN))],
    [],
    keys(FOREIGN),
)
# Subtotals and totals of the ledger are no projects; neither are its rows counted with them.
LEDGER = total(select(zone=SONGHE, signed=whole(2021, 2023)))
q.sum(
    "zh-Hans",
    "松河园2021年至2023年三年签约项目几个、总投资多少？",
    no_count(16) + yuan(2 * LEDGER)[:2],
    with_count=True,
    zone=SONGHE,
    signed=whole(2021, 2023),
)
q.count("zh-Hans", "公开台账和名单里，去掉重复的，一共有多少个项目？", no_count(67, 153))
q.sum("en", "What is the total investment of all projects in your public ledgers, each project once?")
q.average("zh-Hant", "2022年臨港片區簽約項目的平均投資額是多少？", zone=LINGANG, signed=whole(2022), over=0)
q.average("zh-Hant", "食品加工類項目2024年平均一個投資多少？", industry="食品加工", signed=whole(2024))
q.average(
    "en",
    "What's the average investment of the equipment manufacturing projects signed in 2025?",
    industry="装备制造",
    signed=whole(2025),
)
q.average(
    "zh-Hans",
    "高新区2024年签约项目平均每个多少投资（只算人民币、已披露金额的）",
    zone=HIGH_TECH,
    signed=whole(2024),
)
# Largest.
q.largest("en", "Which was the largest project signed in 2023?", signed=whole(2023))
q.largest("zh-Hant", "松河園2024年投資額最高的項目是哪個？多少錢？", zone=SONGHE, signed=whole(2024))
q.largest(
    "en",
    "Which project signed in Lingang Park in 2025 was the biggest, and how much is it?",
    zone=LINGANG,
    signed=whole(2025),
)
q.largest("zh-Hant", "臨港園2023年簽約項目投資額前三名", 3, zone=LINGANG, signed=whole(2023))
q.largest(
    "en",
    "Top 3 projects of the High-tech Zone signed in 2023 by investment",
    3,
    zone=HIGH_TECH,
    signed=whole(2023),
)
q.largest("zh-Hans", "白石园2022年签约的项目，最大的两个是什么", 2, zone=BAISHI, signed=whole(2022))
# Stages.
q.count("zh-Hans", "2024年有多少个项目开工？", started=whole(2024))
q.count("en", "How many projects started construction in 2026?", started=whole(2026))
q.count("zh-Hant", "2023年投產的項目有幾個？", operating=whole(2023))
q.count("en", "How many projects went into operation in 2025, all zones together?", operating=whole(2025))
q.count(
    "zh-Hans", "高新区2023年签约的项目，到现在开工了几个？", zone=HIGH_TECH, signed=whole(2023), started=True
)
q.list(
    "zh-Hans",
    "高新区2023年签约的项目还有没开工的吗？是哪个？",
    zone=HIGH_TECH,
    signed=whole(2023),
    started=False,
)
q.count(
    "en",
    "Of the projects signed in 2022, how many are in operation by now?",
    signed=whole(2022),
    operating=True,
)
q.count("zh-Hant", "2025年簽約至今還沒有開工的項目有多少個？", signed=whole(2025), started=False)
q.list(
    "zh-Hans",
    "临港园哪些项目是2025年签约并且已经开工的？列一下名字",
    zone=LINGANG,
    signed=whole(2025),
    started=True,
)
q.list("en", "List the projects in Baishi Park signed in 2021.", zone=BAISHI, signed=whole(2021))
q.list("zh-Hant", "2023年白石園簽約了哪些項目？", zone=BAISHI, signed=whole(2023))
q.list(
    "zh-Hans",
    "高新区2026年在建（已开工未投产）的、今年签约的项目有哪些",
    zone=HIGH_TECH,
    signed=whole(2026),
    started=True,
    operating=False,
)
