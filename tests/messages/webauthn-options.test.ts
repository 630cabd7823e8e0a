import { expect, it } from 'vitest';
import { decodeRequestOptions } from '../../src/messages/webauthn-options';

it.each([
  [true, 'not-supported-error'],
  // what Chromium's parseRequestOptionsFromJSON makes of `extensions: {}`
  [false, null],
])('takes credProps of a request for what it says: %s', (credProps, code) => {
  const options = decodeRequestOptions({ challenge: 'AAAA', extensions: { credProps } });
  expect(options.ok ? null : options.error.code).toBe(code);
});

it.each([
  ['an object for a word', { userVerification: {} }],
  ['an empty buffer for extensions', { extensions: '' }],
])('takes %s as the browser does', (_name, odd) => {
  const options = decodeRequestOptions({ challenge: 'AAAA', ...odd });
  expect(options.ok ? [options.value.userVerification, options.value.extensions.prf] : options.error).toEqual(['preferred', null]);
});

it('takes no text for extensions', () => {
  expect(decodeRequestOptions({ challenge: 'AAAA', extensions: 'hi mom' }).ok).toBe(false);
});
