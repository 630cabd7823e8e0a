// Why a whole file cannot be imported. Each code has a sentence that helps (`errorImport…`).

import type { Failure, Result } from '../result';

/**
 * `import-unknown`: no format we know. `import-damaged`: a format we know, cut short or altered. `import-password-needed` and
 * `import-wrong-password`: encrypted. `import-wrong-or-damaged`: the cipher cannot tell a wrong password from an altered file.
 * `import-no-otp`: a password list whose format carries no authenticator secrets. `import-empty`: nothing in it.
 * `import-account-restricted`: Bitwarden's export that only its account opens. `import-pgp`, `import-phone-database`, `import-cipher`
 * (Twofish), `import-key-file`: not openable here. `import-too-large`, `import-too-deep`, `import-too-many`: over our limits.
 * `import-absurd-cost`: the file asks for a key derivation that nobody needs. `import-no-qr`: a picture without a QR code.
 * `import-newer`: a version of the format that came after us. `import-own-backup`: a backup of Countersign, restored elsewhere.
 */
export type ImportError =
  | 'import-unknown'
  | 'import-damaged'
  | 'import-password-needed'
  | 'import-wrong-password'
  | 'import-wrong-or-damaged'
  | 'import-no-otp'
  | 'import-empty'
  | 'import-account-restricted'
  | 'import-pgp'
  | 'import-phone-database'
  | 'import-cipher'
  | 'import-key-file'
  | 'import-too-large'
  | 'import-too-deep'
  | 'import-too-many'
  | 'import-absurd-cost'
  | 'import-no-qr'
  | 'import-newer'
  | 'import-own-backup';

/** Thrown inside this folder only and caught by `read-file.ts`: a format is read many levels deep, and any level can find it broken. */
export class Unreadable extends Error {
  readonly failure: Failure<ImportError>;

  constructor(code: ImportError, detail?: string) {
    super(code);
    this.failure = detail === undefined ? { code } : { code, detail };
  }
}

/** The value, or the end of this file. */
export function orUnreadable<T>(result: Result<T>, code: ImportError = 'import-damaged'): T {
  if (!result.ok) throw new Unreadable(code);
  return result.value;
}
