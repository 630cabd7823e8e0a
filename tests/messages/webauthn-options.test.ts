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
