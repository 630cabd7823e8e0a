// What a site may leave with a passkey.

/** Bytes of a large blob (WebAuthn L3 §10.1.5): a certificate, not an archive. */
export const MAX_LARGE_BLOB = 4096;

/** Bytes (CTAP 2.1 §12.2: every authenticator with credBlob takes that many). */
export const MAX_CRED_BLOB = 32;
