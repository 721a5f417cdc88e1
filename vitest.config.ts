import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Two cores, noisy neighbours: a slow machine must not look like a broken one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
