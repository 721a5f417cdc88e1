import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian puts it; `LUODI_CHROMIUM` may name another. */
export const CHROMIUM_PATH = process.env.LUODI_CHROMIUM ?? '/usr/bin/chromium';

/** Whether browser tests can run here; where not, they are skipped by name. */
export const HAS_CHROMIUM = existsSync(CHROMIUM_PATH);

/** Starts a browser without window and without errands of its own, in a fresh profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    // Without it a file of a Chinese name is saved as `download`.
    env: { ...process.env, LANG: 'C.UTF-8' },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
