// Duo Mobile's accounts.json, which only a rooted phone gives away (formats.md §3).

import type { JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, isObject, listAt, textAt } from './json';

export const duo: JsonFormat = {
  owns: (json) => Array.isArray(json) && json.some((entry) => isObject(field(entry, 'otpGenerator'))),
  read: (json) => ({
    format: 'Duo Mobile',
    plain: true,
    found: listAt({ json }, 'json').map((entry) => {
      const counter = field(entry, 'otpGenerator', 'counter');
      return otpFromFields({
        type: counter === undefined ? 'totp' : 'hotp',
        account: textAt(entry, 'name'),
        secret: textAt(entry, 'otpGenerator', 'otpSecret'),
        counter,
      });
    }),
  }),
};
