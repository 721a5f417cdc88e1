#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { askCommand } from './commands/ask.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { ingestCommand } from './commands/ingest.ts';
import { NothingToAnswerFrom } from './commands/options.ts';
import { startCommand } from './commands/start.ts';
import { warn } from './commands/terminal.ts';
import { AppError, describeError } from './errors.ts';

/** What the caller can put right is 2, what only the world can is 1. */
const EXIT_BAD_CALL = 2;
const EXIT_FAILED = 1;

const program = new Command('luodi')
  .description('The answering desk of an industrial park: short answers with their sources.')
  .configureOutput({
    outputError: (text, write) => write(`luodi: ${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
  })
  .exitOverride();
for (const create of [startCommand, askCommand, ingestCommand, evalCommand, doctorCommand]) {
  program.addCommand(create().copyInheritedSettings(program));
}

// A reader that goes away (`luodi ask … | head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED),
);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // Commander has written its line itself; its code is 0 for --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_BAD_CALL;
  warn(describeError(error));
  if (!(error instanceof AppError)) return EXIT_FAILED;
  const calledRight =
    error.code === 'unreachable' || error.code === 'refused' || error instanceof NothingToAnswerFrom;
  return calledRight ? EXIT_FAILED : EXIT_BAD_CALL;
}
