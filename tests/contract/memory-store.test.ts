import { describe, test } from 'vitest';
import { MemoryProfile } from '../support/memory-store';
import { storeContract } from './store';

describe('the store, in memory', () => {
  test.each(storeContract.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
    const profile = new MemoryProfile();
    await run({ open: () => profile.start() });
  });
});
