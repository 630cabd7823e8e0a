// Which passkeys a request is about: WebAuthn L3 §6.3.3 steps 3–5, §6.3.2 step 3.

import { expect, test } from 'vitest';
import { indexEntry, type PasskeyEntry } from '../../../src/core/vault/index-entry';
import { answersRequest, isExcluded } from '../../../src/core/webauthn/match';
import { passkey } from '../../support/items';
import { testEnv } from '../../support/test-env';
import { creation, request } from './ceremony';

const item = passkey(testEnv(), { rpId: 'example.org', credentialId: Uint8Array.of(1, 2, 3) });
const listOf = (...ids: readonly string[]) => ids.map((id) => ({ type: 'public-key', id }));

test.each([
  ['no list', item, {}, true],
  ['an empty list', item, { allowCredentials: [] }, true],
  ['not discoverable, no list', { ...item, discoverable: false }, {}, false],
  ['on the list', item, { allowCredentials: listOf('AAAA', 'AQID') }, true],
  ['on the list, not discoverable', { ...item, discoverable: false }, { allowCredentials: listOf('AQID') }, true],
  ['on the list by way of other transports', item, { allowCredentials: [{ type: 'public-key', id: 'AQID', transports: ['usb'] }] }, true],
  ['not on the list', item, { allowCredentials: listOf('AAAA') }, false],
  ['the beginning of one on the list', item, { allowCredentials: listOf('AQIDBA') }, false],
  // §5.1.4.1: everything unknown was dropped, which is not the same as no list.
  ['a list of unknown types', item, { allowCredentials: [{ type: 'made-up', id: 'AQID' }] }, false],
  ['in the trash', { ...item, trashedAt: 1 }, { allowCredentials: listOf('AQID') }, false],
  ['another relying party’s', { ...item, rpId: 'login.example.org' }, { allowCredentials: listOf('AQID') }, false],
])('answers: %s', (_name, known, over, expected) => {
  expect(answersRequest(known, 'example.org', request(over))).toBe(expected);
  expect(answersRequest(indexEntry(known, 1, 1, 0) as PasskeyEntry, 'example.org', request(over))).toBe(expected);
});

test.each([
  ['excluded', item, listOf('AQID'), true],
  ['another one excluded', item, listOf('AAAA'), false],
  ['an unknown type', item, [{ type: 'made-up', id: 'AQID' }], false],
  ['in the trash', { ...item, trashedAt: 1 }, listOf('AQID'), false],
  ['another relying party’s', { ...item, rpId: 'example.com' }, listOf('AQID'), false],
  ['not discoverable', { ...item, discoverable: false }, listOf('AQID'), true],
])('excludes: %s', (_name, known, excludeCredentials, expected) => {
  expect(isExcluded(known, 'example.org', creation({ excludeCredentials }))).toBe(expected);
});
