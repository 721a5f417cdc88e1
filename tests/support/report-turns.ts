import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { type TurnWatch, watchTurns } from './turns.ts';

export interface TurnReport {
  longestMs: number;
  peakMegabytes: number;
}

/**
 * Loaded into a program with `--import`: writes into the file `TURNS_FILE` what it took, when it ends. Turns
 * count from the first process that it starts; what comes before is the loading of its own modules.
 */
let turns: TurnWatch | undefined;

subscribe('child_process', () => {
  turns ??= watchTurns();
});

process.on('exit', () => {
  const { maxRSS } = process.resourceUsage();
  const report: TurnReport = { longestMs: turns?.longest() ?? 0, peakMegabytes: maxRSS / 1024 };
  writeFileSync(process.env.TURNS_FILE!, JSON.stringify(report));
});
