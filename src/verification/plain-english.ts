import { stem } from '../language/tokens.ts';

/** Capitalised wherever they stand, and no one's name. */
const ALWAYS = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday
   thursday friday saturday sunday rmb cny usd eur hkd us hk yuan renminbi vat q1 q2 q3 q4 h1 h2 ii iii iv no mr ms mrs dr
   china chinese the and of for in i gdp r&d ceo faq kwh kw kv mw teu top fortune global article zone phase building plot chapter
   section north south east west northern southern eastern western first second third fourth half quarter`.split(
    /\s+/,
  ),
);

/** Words a sentence may open with. */
const OPENING = new Set(
  `the a an this that these those it its they their there here in on at by for from of to with within without under
   over above below after before since until during between among about around as if when where while once because
   however but and or so also then thus all each every both either neither no not none any some many most more much
   few several other another such only just even still yet already one two three four five six seven eight nine ten
   eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
   eighty ninety hundred half third total annual according based following given who what which how why we you your
   our he she his her be is are was were has have had will can may must should please yes general exactly nearly
   almost roughly approximately newly actually currently construction projects project companies company firms
   enterprises applications applicants applicant holders members people workers residents visitors investors businesses
   tenants factories qualifying eligible listed skilled ordinary opening filing sampling contracted planned proposed
   annual monthly yearly daily additional new existing old night day time electroplating copper aluminium aluminum
   steel water steam sewage prices price rent rents rates rate fees fee costs cost value values exports imports
   sales output revenue profits tax taxes investment investments subsidy subsidies rewards reward bonus grants support
   funds fund land plot plots buildings building factory office offices apartments housing units unit area areas
   agents agency service services staff employees employers jobs talent doctors doctorate graduates documents document
   permits permit licences licenses approval approvals procedures rules rule measures policy policies draft notice
   meeting meetings event events forum conference foreign domestic national provincial municipal local public private
   industrial commercial residential high low large small big major key main leading late early real estate production
   operations operation work works signing signed completion starting start compared including besides together both
   neither separately twice once double at least up down no-one nobody ask contact call see note data figures results
   the's today tomorrow yesterday last next long short heavy light green smart digital electronic bonded cold hot raw
   users user large-scale sublet subletting leases lease testing tests test samples sample standard temporary storage
   warehouses ceiling floor building-height employment expected production-lines households household relocation`
    .split(/\s+/)
    .map(stem),
);

/** Whether a lower-case word is no name where it stands: a month, a currency; at the head of a sentence, a common word. */
export function isPlainEnglish(word: string, isFirst: boolean): boolean {
  return ALWAYS.has(word) || (isFirst && (OPENING.has(stem(word)) || /.{3}(?:ly|ed)$/.test(word)));
}
