import { z } from 'zod';
import { type TencentApi, TencentError } from './api-client.ts';
import type { MenuCommand } from './menu-keys.ts';
import { WECHAT_TEXTS } from './strings.ts';

interface Button {
  name: string;
  type?: 'click';
  key?: MenuCommand;
  sub_button?: Button[];
}

/** Three buttons at most, with five below each (自定义菜单, 创建接口). */
function buttons(): Button[] {
  const { menu } = WECHAT_TEXTS['zh-Hans'];
  const click = (key: MenuCommand): Button => ({ type: 'click', name: menu[key], key });
  return [
    { name: menu.look, sub_button: [click('zones'), click('cases')] },
    click('policy'),
    { name: menu.service, sub_button: [click('contact'), click('help'), click('language'), click('reset')] },
  ];
}

interface Shown {
  name: string;
  type?: string;
  key?: string;
  sub_button?: Shown[];
}
const shown: z.ZodType<Shown> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string().optional(),
    key: z.string().optional(),
    sub_button: z.array(shown).optional(),
  }),
);
const menuShape = z.object({ menu: z.object({ button: z.array(shown) }) });
const NO_MENU = 46003;

/**
 * Sets the account's menu, unless it stands there already.
 * @returns whether it was set
 * @throws DeliveryError
 */
export async function setMenu(api: TencentApi): Promise<boolean> {
  const wanted = buttons();
  if (signOf(wanted) === signOf(await presentMenu(api))) return false;
  await api.call('cgi-bin/menu/create', { body: { button: wanted } });
  return true;
}

async function presentMenu(api: TencentApi): Promise<Shown[]> {
  try {
    const read = menuShape.safeParse(await api.call('cgi-bin/menu/get'));
    return read.success ? read.data.menu.button : [];
  } catch (error) {
    if (error instanceof TencentError && error.errcode === NO_MENU) return [];
    throw error;
  }
}

/** What of a menu an asker sees or taps; WeChat gives empty `sub_button` lists back. */
function signOf(list: readonly Shown[]): string {
  const flat = (button: Shown): unknown[] => [
    button.name,
    ...(button.sub_button?.length ? button.sub_button.map(flat) : [button.type, button.key]),
  ];
  return JSON.stringify(list.map(flat));
}
