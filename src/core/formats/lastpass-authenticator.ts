// LastPass Authenticator's JSON (formats.md §3). Any field may be missing.

import type { JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, flagAt, listAt, textAt } from './json';

export const lastpassAuthenticator: JsonFormat = {
  owns: (json) => {
    const [first] = listAt(json, 'accounts');
    return (
      field(json, 'localDeviceId') !== undefined ||
      field(json, 'deviceName') !== undefined ||
      field(first, 'issuerName') !== undefined ||
      field(first, 'originalIssuerName') !== undefined ||
      field(first, 'accountID') !== undefined
    );
  },
  read(json) {
    const folders = new Map(listAt(json, 'folders').map((folder) => [textAt(folder, 'id'), textAt(folder, 'name')]));
    const found = listAt(json, 'accounts').map((account) =>
      otpFromFields(
        {
          issuer: textAt(account, 'issuerName') || textAt(account, 'originalIssuerName'),
          account: textAt(account, 'userName') || textAt(account, 'originalUserName'),
          secret: textAt(account, 'secret'),
          algorithm: field(account, 'algorithm'),
          digits: field(account, 'digits'),
          period: field(account, 'timeStep'),
        },
        { pinned: flagAt(account, 'isFavorite'), tags: [folders.get(textAt(account, 'folderData', 'folderId')) ?? ''] },
      ),
    );
    return { format: 'LastPass Authenticator', plain: true, found };
  },
};
