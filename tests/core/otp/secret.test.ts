import { describe, expect, it } from 'vitest';
import { hex } from '../../../src/core/bytes';
import { readSecret, secretSuggestions } from '../../../src/core/otp/secret';

describe('readSecret', () => {
  it.each([
    ['JBSWY3DP', '48656c6c6f'],
    ['jbsw y3dp', '48656c6c6f'],
    ['JBSW-Y3DP', '48656c6c6f'],
    ['JBSW_Y3DP', '48656c6c6f'],
    ['JBSWY3DP======', '48656c6c6f'],
    [' JBSW\n\tY3DP\u00a0', '48656c6c6f'],
    ['ABCDEFG', '00443214'],
    ['AA', '00'],
  ])('%j is %s', (text, bytes) => {
    const secret = readSecret(text);
    expect(secret.ok && hex(secret.value)).toBe(bytes);
  });

  it.each([
    ['', 'no-secret', undefined],
    ['A', 'no-secret', undefined],
    ['= -', 'no-secret', undefined],
    ['JBSWY3D0', 'bad-secret', 'lookalike'],
    ['JBSWY3D1', 'bad-secret', 'lookalike'],
    ['JBSWY3D9', 'bad-secret', undefined],
    ['JBSWY3Dı', 'bad-secret', undefined],
    ['JBSWY3Dſ', 'bad-secret', undefined],
    ['https://example.com', 'bad-secret', undefined],
    ['A'.repeat(2049), 'bad-secret', 'too-long'],
  ])('%j is refused: %s', (text, code, detail) => {
    const secret = readSecret(text);
    expect(secret.ok ? null : [secret.error.code, secret.error.detail]).toEqual([code, detail]);
  });
});

describe('secretSuggestions', () => {
  it.each([
    ['jbsw y3d0', ['JBSWY3DO']],
    ['8AAAAAA1', ['BAAAAAAI', 'BAAAAAAL']],
    ['JBSWY3DP', []],
    ['JBSWY3D9', []],
  ])('%j may mean %j', (text, expected) => {
    expect(secretSuggestions(text)).toEqual(expected);
  });
});
