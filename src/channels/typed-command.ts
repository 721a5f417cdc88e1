import { COMMANDS, type InboundContent } from '../channel-types.ts';

const COMMAND = new RegExp(`^/(${COMMANDS.join('|')})(?:\\s+(.*))?$`, 'is');

/** A command that is typed where the channel has no menu of them: `/zones 新材料`; `undefined` where it is none. */
export function typedCommand(text: string): InboundContent | undefined {
  const [, name, argument = ''] = COMMAND.exec(text.trim()) ?? [];
  const command = COMMANDS.find((command) => command === name?.toLowerCase());
  return command && { kind: 'command', command, argument: argument.trim() };
}
