import type { Command } from '../../channel-types.ts';

const MENU_COMMANDS = [
  'zones',
  'cases',
  'policy',
  'contact',
  'help',
  'language',
  'reset',
] as const satisfies Command[];
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** Whether the key of a menu's button is a command; anybody can set the keys of an account's menu. */
export function isMenuCommand(key: string): key is MenuCommand {
  return (MENU_COMMANDS as readonly string[]).includes(key);
}
