/** Prints a point and never returns, so that a test can kill the process there. */
export function standStill(point: string): Promise<never> {
  process.stdout.write(`${point}\n`);
  // Without something to wait for, Node would end by itself.
  setInterval(() => {}, 1 << 30);
  return new Promise(() => {});
}
