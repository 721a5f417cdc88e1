import { Command, CommanderError } from 'commander';
import { describeError } from '../errors.ts';
import { EXIT_BAD_CALL, EXIT_FAILED, exitCodeOf } from './exit-code.ts';
import { addCommonOptions, addPackOptions, parseCount, parseShare } from './options.ts';
import { warn } from './terminal.ts';

/** Runs what the command line of this process asks for, and sets the exit code of the process. */
export async function runCommandLine(): Promise<void> {
  // A reader that goes away (`luodi ask … | head`) is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED),
  );
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // Commander has written its line itself; its code is 0 for --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_BAD_CALL;
  warn(describeError(error));
  return exitCodeOf(error);
}

/** All commands with their options. What a command does is loaded only when it is called: `--help` needs none of it. */
export function createProgram(): Command {
  const program = new Command('luodi')
    .description('The answering desk of an industrial park: short answers with their sources.')
    .configureOutput({
      outputError: (text, write) => write(`luodi: ${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
    })
    .exitOverride();
  addStart(program);
  addAsk(program);
  addIngest(program);
  addEval(program);
  addSnapshot(program);
  addWaiting(program);
  addDoctor(program);
  return program;
}

function addStart(program: Command): void {
  addPackOptions(program.command('start'))
    .description('read what changed, then serve')
    .action(async (options) => (await import('./start.ts')).start(options));
}

function addAsk(program: Command): void {
  const command = program
    .command('ask')
    .description('answer a question with its sources; without one, hold a conversation')
    .argument('[question]', 'what to ask')
    .option('--batch <file>', 'answer a file of questions, one JSON object a line')
    .option('--output <file>', 'where the answers of --batch go (default: standard output)')
    .option('--picture <file>', 'write the chart of the answer as a PNG, to pass on')
    .option('--explain', 'tell how the answer came about: what was found, with which scores, and why');
  addCommonOptions(command).action(async (text, options) => (await import('./ask.ts')).ask(text, options));
}

function addIngest(program: Command): void {
  addPackOptions(program.command('ingest'))
    .description('read the documents into the index')
    .option('--dry-run', 'read and report, and change nothing')
    .option('--watch', 'go on, and read again whatever changes')
    .option('--rebuild', 'fill the index anew from all documents; the one there answers until it is complete')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./ingest.ts')).ingest(options));
}

function addEval(program: Command): void {
  const command = program
    .command('eval')
    .description('score answers against questions with known answers')
    .argument('<questions>', 'gold questions, one JSON object a line')
    .option('--report <file>', 'write the score as a web page')
    .option('--compare <run>', 'an earlier run, or `last` (default: the last one of these questions, if any)')
    .option('--min-right <share>', 'end with 1 if fewer are right: 0.95 or 95%', parseShare)
    .option('--min-cited <share>', 'end with 1 if fewer answers cite the evidence', parseShare)
    .option('--min-declined <share>', 'end with 1 if fewer of the unanswerable are declined', parseShare)
    .option('--max-untraced <count>', 'end with 1 if more answers hold a loose figure', parseCount);
  addCommonOptions(command).action(async (file, options) =>
    (await import('./eval.ts')).evaluate(file, options),
  );
}

function addSnapshot(program: Command): void {
  addPackOptions(program.command('snapshot'))
    .description('copy what is known, and let Qdrant copy its index')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./snapshot.ts')).snapshot(options));
}

function addWaiting(program: Command): void {
  addPackOptions(program.command('waiting'))
    .description('list what people must see to: who wants a person, what could not be delivered or answered')
    .option('--close <id>', 'mark one as done')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./waiting.ts')).waiting(options));
}

function addDoctor(program: Command): void {
  addPackOptions(program.command('doctor'))
    .description('say what is configured, reachable and missing')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./doctor.ts')).doctor(options));
}
