import { describe, expect, it } from 'vitest';
import { chosenPasskey, KEEP_BOTH, partsOf, wordsFor } from '../../src/popup/approval-words';

const passkey = (id: string) => ({ id, userName: id, displayName: '', createdAt: 0 });
const two = [passkey('a'), passkey('b')];

describe('the passkey that an answer is about', () => {
  it.each([
    ['get', two, null, 'a'],
    ['get', two, 'b', 'b'],
    ['get', two, 'gone', 'a'],
    ['get', [], null, null],
    ['create', two, null, KEEP_BOTH],
    ['create', two, KEEP_BOTH, KEEP_BOTH],
    ['create', two, 'b', 'b'],
    ['create', two, 'gone', KEEP_BOTH],
  ] as const)('%s of %j, picked %s → %s', (kind, passkeys, picked, chosen) =>
    expect(chosenPasskey({ kind, passkeys }, picked)).toBe(chosen),
  );
});

describe('the relying party in large letters', () => {
  it.each([
    ['login.example.com', 'example.com', ['login.', 'example.com']],
    ['example.com', 'example.com', ['', 'example.com']],
    ['localhost', 'localhost', ['', 'localhost']],
    // the host of another domain that ends in the same letters is shown whole
    ['notexample.com', 'example.com', ['', 'notexample.com']],
  ] as const)('%s of %s', (rpId, site, parts) => expect(partsOf(rpId, site)).toEqual(parts));
});

it('an excluded passkey is not promised to be saved', () => {
  const titles = [wordsFor({ kind: 'create', excluded: true }), wordsFor({ kind: 'create', excluded: false })].map(({ accept }) => accept);
  expect(titles).toEqual(['approvalExcludedAccept', 'approvalCreateAccept']);
});
