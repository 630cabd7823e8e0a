// A row of which only the names are known.

/** What a card needs to know of its account before it asks. */
export const bareRow = {
  kind: 'otp',
  sites: [],
  pinned: false,
  here: null,
  code: null,
  left: null,
  total: null,
  recoveryId: null,
  rpId: null,
  damaged: false,
} as const;
