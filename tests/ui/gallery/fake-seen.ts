// Fields that somebody pointed at, and a page as it was seen.

import type { Seen, TaughtField } from '../../../src/messages/taught-protocol';

export const fakeTaught: readonly TaughtField[] = [
  { id: '00112233aabbccdd', origin: 'https://bank.example.com', path: '/users/*/confirm', is: 'code', called: 'your key' },
  { id: '00112233aabbccde', origin: 'https://shop.example', path: '/', is: 'other', called: 'voucher' },
];

export const fakeSeen: Seen = {
  title: 'Confirm it is you — Example Bank',
  frames: [
    {
      frameId: 0,
      origin: 'https://bank.example.com',
      state: 'seen',
      findings: [{ verdict: 'code authenticator 6', reasons: ['+4 own:second-factor', '+1.75 shape', '+3 near:authenticator'] }],
      passed: [
        { called: 'Voucher', reasons: ['+2 own:code', '-3 near:other'] },
        { called: '', reasons: [] },
      ],
      file: { fileName: 'bank-facts.json', content: '{}' },
    },
    { frameId: 7, origin: 'https://ads.example', state: 'asleep', findings: [], passed: [], file: null },
  ],
};
