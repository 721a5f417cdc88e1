"""The two policies as rules, computed in 万元 (万美元 for the reward on foreign capital), and chain links."""

from decimal import Decimal

from model import CHAINS, TIERS

EQUIPMENT_INDUSTRIES = ("新材料", "新能源", "装备制造", "电子信息")


def tiered(policy, basis, wan):
    """The tier that holds an investment gives its share of it, up to the tier's cap; nothing below the first tier."""
    for tier in TIERS:
        below = tier["below_wan"]
        if (
            tier["policy"] == policy
            and tier["basis"] == basis
            and Decimal(tier["from_wan"]) <= wan
            and (not below or wan < Decimal(below))
        ):
            return min(Decimal(wan) * Decimal(tier["rate_percent"]) / 100, Decimal(tier["cap_wan"]))
    return Decimal(0)


def investment(fixed, policy="policy-2026"):
    return tiered(policy, "固定资产投资", fixed)


def equipment(wan, industry):
    return tiered("policy-2026", "设备投资", wan) if industry in EQUIPMENT_INDUSTRIES else Decimal(0)


def fixed_or_equipment(fixed, machines, industry):
    """Articles 3 and 4 do not add up: the higher one."""
    return max(investment(fixed), equipment(machines, industry))


def rent(area, per_month, year):
    """Article 5: all of the rent in the first two years, half in the third; 5,000 ㎡ and 80万元 a year at most."""
    share = {1: 1, 2: 1, 3: Decimal("0.5")}.get(year, 0)
    return min(min(area, 5000) * Decimal(per_month) * 12 * share / 10000, Decimal(80))


def talent(doctors, masters):
    return min(Decimal(doctors * 20 + masters * 5), Decimal(200))


def logistics(cost):
    return min(Decimal(cost) * 20 / 100, Decimal(150)) if cost >= 500 else Decimal(0)


def foreign(usd_wan):
    return min(Decimal(usd_wan) / 100, Decimal(20)) if usd_wan >= 300 else Decimal(0)


def links(chain, **having):
    return [
        link for link in CHAINS if link["chain"] == chain and all(link[k] == v for k, v in having.items())
    ]


def companies(chain, *names):
    """Who is in these links of a chain."""
    return [one for link in links(chain) if link["link"] in names for one in link["companies"].split("、")]
