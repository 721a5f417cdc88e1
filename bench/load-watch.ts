/** Loaded into a server before its program: leaves how late its event loop was, when it ends. */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const folder = process.env.LOAD_WATCH;
process.once('exit', () => {
  // The timer's own period counts as delay: what is above it is the loop's.
  const late = [50, 95, 99, 100].map((share) => Math.max(0, delay.percentile(share) / 1e6 - 10));
  if (folder) writeFileSync(`${folder}/loop-${process.pid}.json`, JSON.stringify(late));
});
