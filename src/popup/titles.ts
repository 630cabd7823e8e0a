// What stands in the header over each place of the popup that has none of its own.

export const titles = {
  add: 'addTitle',
  found: 'addTitle',
  keys: 'keysTitle',
  card: 'cardTitle',
  passkey: 'passkeyTitle',
  trash: 'trashTitle',
  tag: 'selectTag',
  damaged: 'damagedTitle',
  'wrong-code': 'wrongCodeTitle',
} as const;
