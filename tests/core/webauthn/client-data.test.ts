import { expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../../src/core/bytes';
import { type Caller, ccdString, clientDataJson } from '../../../src/core/webauthn/client-data';

const text = (caller: Caller): string => {
  const read = fromUtf8(clientDataJson('webauthn.get', utf8('?>?>'), caller));
  return read.ok ? read.value : '';
};

test.each([
  [
    'top page',
    { origin: 'https://example.org', crossOrigin: false, topOrigin: null },
    '{"type":"webauthn.get","challenge":"Pz4_Pg","origin":"https://example.org","crossOrigin":false}',
  ],
  [
    'frame of another origin',
    { origin: 'https://example.org', crossOrigin: true, topOrigin: 'https://shop.example:8443' },
    '{"type":"webauthn.get","challenge":"Pz4_Pg","origin":"https://example.org","crossOrigin":true,"topOrigin":"https://shop.example:8443"}',
  ],
  [
    'frame of another origin under one that nobody knows',
    { origin: 'https://example.org', crossOrigin: true, topOrigin: null },
    '{"type":"webauthn.get","challenge":"Pz4_Pg","origin":"https://example.org","crossOrigin":true}',
  ],
  [
    'a top origin without another origin between is none (§5.1.3 step 12)',
    { origin: 'https://example.org', crossOrigin: false, topOrigin: 'https://shop.example' },
    '{"type":"webauthn.get","challenge":"Pz4_Pg","origin":"https://example.org","crossOrigin":false}',
  ],
] as const)('%s', (_name, caller, expected) => {
  expect(text(caller)).toBe(expected);
});

// §5.8.1.1, CCDToString.
test.each([
  ['', '""'],
  [' !#[]~', '" !#[]~"'],
  ['"', '"\\""'],
  ['\\', '"\\\\"'],
  ['\u0000\u0008\n\u001f', '"\\u0000\\u0008\\u000a\\u001f"'],
  // Where JSON.stringify differs nothing else does: DEL, separators, and what is beyond the first plane.
  ['\u007f\u2028/é😀', '"\u007f\u2028/é😀"'],
])('%j is written %s', (given, expected) => {
  expect(ccdString(given)).toBe(expected);
  expect(JSON.parse(expected)).toBe(given);
});
