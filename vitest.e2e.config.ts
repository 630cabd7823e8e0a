import { defineConfig } from 'vitest/config';

// In a real browser: E2E_BROWSER=chromium|firefox (chromium when left out). One browser a file, one file at a time.
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 150_000,
    hookTimeout: 150_000,
  },
});
