import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { QdrantOptions } from '../../src/vectors/qdrant.ts';
import { dropIndex, qdrantMissing, type RunningQdrant, startQdrant } from './qdrant.ts';

/** What the title of a suite ends with: why it is skipped, where it is. */
export const suffix = qdrantMissing ? ` (skipped: ${qdrantMissing})` : '';

let indexes = 0;

/** A Qdrant for the tests of a suite, or of a file, each with indexes of its own. It is there once they run. */
export class SuiteQdrant implements Omit<RunningQdrant, 'stop'> {
  #running: RunningQdrant | undefined;

  constructor() {
    beforeAll(async () => {
      this.#running = await startQdrant();
    });
    afterAll(() => this.#running?.stop());
  }

  get url(): string {
    return this.#running!.url;
  }

  get apiKey(): string | undefined {
    return this.#running!.apiKey;
  }

  get snapshots(): string | undefined {
    return this.#running!.snapshots;
  }

  /** Options of an index of its own, dropped after the test. Its waits between attempts are not waited for. */
  ownIndex(settings: Partial<QdrantOptions> = {}): QdrantOptions {
    indexes += 1;
    const collection = `luodi-test-${process.pid}-${indexes}`;
    onTestFinished(() => dropIndex(this, collection));
    return { url: this.url, apiKey: this.apiKey, collection, wait: async () => {}, ...settings };
  }
}
