"""Questions that must be declined, and questions that passages answer."""

from asking import core
from forms import Questions
from model import select

q = Questions("rx")
STAFF = [core(p) for p in select(staff=True)]

q.decline("zh-Hans", "2019年你们签约了多少个项目？")
q.decline("en", "How many projects were signed in 2018?")
q.decline("zh-Hant", "2020年松河園的簽約總額是多少？")
q.decline("zh-Hans", "东湖园2024年签了几个项目？", ["23个项目", "共23个"])
q.decline("en", "What was the total investment signed in Nanshan Park in 2025?", ["93.48亿", "9.348billion"])
q.decline("en", "How many jobs will the projects signed in 2025 create?", ["31个项目", "共31个"])
q.decline("zh-Hant", "高新區2023年簽約的項目去年交了多少稅？")
q.decline("zh-Hant", "臨港園投產項目的年產值合計多少？")
q.decline("en", "How many people do the factories in Baishi Park employ?")
q.decline("zh-Hans", "正在洽谈的项目有哪些？", STAFF)
q.decline("zh-Hans", "博辰锂电隔膜项目投资多少、谈到哪一步了？", ["18亿", "在谈"])
q.decline("en", "Which projects are you negotiating for Songhe Park and how big are they?", STAFF)
q.decline("zh-Hant", "東湖園有沒有100畝的可供工業用地？", ["SH-2026-02", "GX-2026-02", "LG-2026-02"])
q.decline("zh-Hans", "GX-2026-01地块的地质勘察报告结论是什么")
q.ask("zh-Hans", "fallback", "固定资产投资的口径包括什么，含土地款吗？", ["厂房", "设备", ["不含", "不包括"]])
q.ask("zh-Hant", "fallback", "2026版招商政策的有效期到哪一天？", [["2028年12月31日", "2028-12-31"]])
q.ask(
    "en",
    "fallback",
    "Until when do the current electricity prices apply?",
    [["2026年12月31日", "31 december 2026", "december 31, 2026", "2026-12-31"]],
)
q.ask("zh-Hans", "fallback", "白石园主导产业是什么？", ["食品加工", "生物医药"])
