// Which failures are final. The files are as vitest's JSON report has them.

import path from 'node:path';

export const failedIn = ({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed');

const sawNothing = ({ failureMessages }) => failureMessages.every((text) => /^Error: waited \d+ ms for /.test(text));

/**
 * A failed attack stays failed: what got through once got through. Unless nothing was seen at all, as what every failed test of the file
 * waited for did not come.
 */
export function isVerdict(file) {
  const failed = failedIn(file);
  return /attack/.test(path.basename(file.name)) && !(failed.length > 0 && failed.every(sawNothing));
}
