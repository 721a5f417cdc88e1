import { fold } from '../../language/fold.ts';
import type { Vocabulary } from '../../register-types.ts';
import { CITIES } from './cities.ts';

const PLACES: ReadonlySet<string> = new Set(CITIES);
const LEGAL_FORM = /(?:集团)?(?:股份有限公司|有限责任公司|有限公司|\(集团\)|集团|公司)$/;
/** What a firm says of its trade behind its own name. */
const TRADE =
  /(?:科技|电子|新材料|材料|生物医药|生物|医药|智能|装备|食品|实业|控股|新能源|能源|制造|集团|技术|工业|股份|产业|发展|投资|精密|机械|化工|信息|环保|汽车|电气|半导体|光电|农业|物流|贸易)$/;
const ENDINGS = ['', '公司', '集团', '科技', '企业'];

/** The investors of a vocabulary that a folded question may name; there may be as many of them as rows. */
export function investorsIn(question: string, vocabulary: Vocabulary): Vocabulary {
  return new Map([...vocabulary].filter(([name]) => question.includes(withoutCity(fold(name)).slice(0, 2))));
}

/** What an investor may be called: 深圳远航电子科技有限公司 is 远航电子科技, 远航电子 and 远航. */
export function investorWordings(name: string): string[] {
  const folded = fold(name).replace(LEGAL_FORM, '');
  const cores = [folded];
  for (
    let core = withoutCity(folded);
    core.length >= 2 && !cores.includes(core);
    core = core.replace(TRADE, '')
  )
    cores.push(core);
  return cores
    .filter((core) => core.length >= 2)
    .flatMap((core) => ENDINGS.map((ending) => `${core}${ending}`));
}

/** 深圳市远航 without its city; a firm that is called after nothing else keeps it. */
function withoutCity(name: string): string {
  const length = [4, 3, 2].find((characters) => PLACES.has(name.slice(0, characters)));
  if (length === undefined) return name;
  const rest = name.slice(length).replace(/^市/, '');
  return rest.length >= 2 ? rest : name;
}
