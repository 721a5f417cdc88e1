"""Questions on who brought a project or invested in it, questions that go on from others, and those of staff."""

from asking import BAISHI, HIGH_TECH, LINGANG, SONGHE, ProjectQuestions, wrong_counts
from forms import count, keys, yuan
from model import half, select, total, whole

q = ProjectQuestions("rs")

# Who brought them.
q.sum(
    "zh-Hans",
    "去年上海推介会一共签了多少个项目，多少钱？",
    with_count=True,
    by="上海推介会",
    signed=whole(2025),
)
q.sum(
    "en",
    "How many projects came from the Shanghai promotion event on 18 September 2025 and what is their total investment?",
    with_count=True,
    by="上海推介会",
    signed=whole(2025),
)
q.count(
    "en",
    "How many projects came through 以商招商 (business introducing business) in 2026?",
    by="以商招商",
    signed=whole(2026),
)
q.sum("zh-Hant", "商會引薦的項目2023年簽約總額有多少？", by="商会引荐", signed=whole(2023))
q.count("zh-Hans", "驻点招商这几年（2021-2026）总共引进多少个", by="驻点招商", signed=whole(2021, 2026))
q.list(
    "en",
    "Which projects were brought in by the Shenzhen promotion event in 2025?",
    by="深圳推介会",
    signed=whole(2025),
)
q.largest(
    "zh-Hans", "以商招商引来的项目里，2024年签约最大的是哪个，多大？", by="以商招商", signed=whole(2024)
)
# One investor, two phases.
q.sum("zh-Hans", "昊垣新能源在你们这里投了几个项目？合计多少？", with_count=True, investor="昊垣新能源")
q.count("zh-Hans", "所有公开台账里，电芯环节的项目一共有几个？", link="电芯")
q.count(
    "en", "How many food processing projects do you have in all, all years together?", industry="食品加工"
)
# Asking on.
LAST = ["高新区2023年签了多少个项目？"]
q.count("zh-Hans", "那2024年呢", history=LAST, kind="follow-up", zone=HIGH_TECH, signed=whole(2024))
q.count(
    "zh-Hans",
    "其中开工的有几个",
    history=LAST + ["那2024年呢"],
    kind="follow-up",
    zone=HIGH_TECH,
    signed=whole(2024),
    started=True,
)
q.sum(
    "en",
    "How much in total?",
    history=["How many projects did Lingang Park sign in 2025?"],
    kind="follow-up",
    zone=LINGANG,
    signed=whole(2025),
)
q.count(
    "zh-Hant",
    "那白石園呢？",
    history=["2025年松河園簽約了幾個項目？"],
    kind="follow-up",
    zone=BAISHI,
    signed=whole(2025),
)
q.largest(
    "zh-Hans",
    "最大的是哪一个",
    history=["2023年装备制造签约了几个项目？"],
    kind="follow-up",
    industry="装备制造",
    signed=whole(2023),
)
q.count(
    "en",
    "And in the second half?",
    history=["How many projects were signed in the first half of 2025?"],
    kind="follow-up",
    signed=half(2025, 2),
)
q.count(
    "zh-Hant",
    "超過2億的呢？",
    history=["臨港園2025年簽約2億元以上的項目有幾個？"],
    kind="follow-up",
    zone=LINGANG,
    signed=whole(2025),
    over=20000,
)
q.sum(
    "zh-Hans",
    "总投资加起来多少",
    kind="follow-up",
    history=["白石园2022年签约了几个项目"],
    zone=BAISHI,
    signed=whole(2022),
)
# Staff see what is under negotiation; the public's counts never hold it.
STAFF = select(staff=True)
q.ask(
    "zh-Hans",
    "count",
    "洽谈中的项目现在有多少个？预计总投资多少？",
    [count(len(STAFF)), yuan(total(STAFF))],
    [],
    keys(STAFF),
    audience="staff",
)
STAFF = select(staff=True, zone=SONGHE)
q.ask(
    "zh-Hans", "count", "拟落户松河园的在谈项目有几个", [count(len(STAFF))], [], keys(STAFF), audience="staff"
)
SIGNED = select(signed=whole(2025))
q.ask(
    "en",
    "count",
    "How many projects were signed in 2025?",
    [count(len(SIGNED))],
    wrong_counts(SIGNED, signed=whole(2025)),
    keys(SIGNED),
    audience="staff",
)
