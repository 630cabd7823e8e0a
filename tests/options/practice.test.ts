import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseOtpUri } from '../../src/core/otp/uri';
import { PRACTICE_URI } from '../../src/core/practice';
import { isSetupText, readQr } from '../../src/core/qr/read';
import { zxingReader } from '../../src/offscreen/readers';
import { judge } from '../../src/options/practice/judge';
import { qrModules } from '../../src/options/practice/qr-modules';

const SCALE = 4;
const QUIET = 4;

/** As QrPicture draws it. */
function drawn() {
  const side = (qrModules.length + 2 * QUIET) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = qrModules[Math.floor(y / SCALE) - QUIET]?.[Math.floor(x / SCALE) - QUIET] === true;
      if (dark) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side };
}

describe('the practice page', () => {
  it('shows a QR code that says what the core says it does', async () => {
    const wasm = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
    const reader = await zxingReader(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer);
    expect(await readQr(drawn(), [reader], { wanted: isSetupText, expired: () => false })).toEqual({ ok: true, value: [PRACTICE_URI] });
    expect(parseOtpUri(PRACTICE_URI)).toMatchObject({ ok: true, value: { issuer: 'Practice site', account: 'you', warnings: [] } });
  });

  const seen = [
    { code: '111111', validUntil: 30_000 },
    { code: '222222', validUntil: 60_000 },
  ];
  it.each([
    ['222222', 40_000, 'accepted'],
    ['22 22 22', 40_000, 'accepted'],
    ['111111', 59_999, 'accepted'],
    ['111111', 60_000, 'wrong'],
    ['333333', 40_000, 'wrong'],
    ['', 40_000, 'wrong'],
    ['444444', 40_000, 'wrong'],
  ] as const)('judges %j at %d as %s', (typed, now, verdict) => {
    expect(judge(typed, seen, new Set(), now)).toBe(verdict);
  });
  it('takes a code once', () => expect(judge('222222', seen, new Set(['222222']), 40_000)).toBe('used'));
});
