// Raivo: an array of objects whose values are all text (formats.md §3). Its ZIP is opened in `archive.ts`.

import type { JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, flagAt, isObject, listAt, textAt } from './json';

export const raivo: JsonFormat = {
  owns: (json) =>
    Array.isArray(json) && isObject(json[0]) && typeof field(json[0], 'kind') === 'string' && field(json[0], 'timer') !== undefined,
  read: (json) => ({
    format: 'Raivo OTP',
    plain: true,
    found: listAt({ json }, 'json').map((entry) =>
      otpFromFields(
        {
          type: textAt(entry, 'kind'),
          issuer: textAt(entry, 'issuer'),
          account: textAt(entry, 'account'),
          secret: textAt(entry, 'secret'),
          algorithm: field(entry, 'algorithm'),
          digits: field(entry, 'digits'),
          period: field(entry, 'timer'),
          counter: field(entry, 'counter'),
        },
        { pinned: flagAt(entry, 'pinned') },
      ),
    ),
  }),
};
