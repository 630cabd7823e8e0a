import { describe, expect, test } from 'vitest';
import { compareBackup, contentOf } from '../../../src/core/vault/backup-comparison';
import { oneOfEach, otpAccount, recoverySet } from '../../support/items';
import { testEnv } from '../../support/test-env';

const env = testEnv();
const [account, set, key] = oneOfEach(env);
if (account?.kind !== 'otp' || set?.kind !== 'recovery' || key?.kind !== 'passkey') throw new Error('one of each');
const all = [account, set, key];
const count = (vault: Parameters<typeof compareBackup>[0], backup: Parameters<typeof compareBackup>[1]) => {
  const { missing, more, changed } = compareBackup(vault, backup);
  return [missing.length, more.length, changed.length];
};

test('says what is in a backup, the trash apart', () => {
  expect(contentOf([...all, otpAccount(env, { trashedAt: 1 })])).toEqual({ accounts: 1, recoverySets: 1, passkeys: 1, trashed: 1 });
});

describe('a backup beside the vault', () => {
  test.each<[string, Parameters<typeof compareBackup>, number[]]>([
    ['of the same items differs in nothing', [all, all], [0, 0, 0]],
    ['that was made before an account was added lacks it', [[...all, otpAccount(env)], all], [1, 0, 0]],
    ['that holds one which is gone would bring it back', [[set, key], all], [0, 1, 0]],
    ['that holds one which is in the trash now would bring it back', [[{ ...account, trashedAt: 5 }, set, key], all], [0, 1, 0]],
    ['whose own trash holds it does not count as having it', [all, [{ ...account, trashedAt: 5 }, set, key]], [1, 0, 0]],
    ['tells an edited name', [[{ ...account, issuer: 'Renamed' }, set, key], all], [0, 0, 1]],
    [
      'tells a recovery code that was used since',
      [[account, { ...set, codes: set.codes.map((one) => ({ ...one, usedAt: 9 })) }, key], all],
      [0, 0, 1],
    ],
    [
      'does not mind mere use',
      [[{ ...account, sentSteps: { 'https://example.com': 7 }, verifiedAt: 3, changedAt: 99 }, set, key], all],
      [0, 0, 0],
    ],
    ['knows an account again that a merge gave another id', [[{ ...account, id: 'f'.repeat(32) }, set, key], all], [0, 0, 0]],
    [
      'takes another set of codes for another set',
      [[recoverySet(env, { codes: [{ text: 'zz', usedAt: null, usedOn: null }] })], [set]],
      [1, 1, 0],
    ],
  ])('%s', (_, [vault, backup], counts) => expect(count(vault, backup)).toEqual(counts));
});
