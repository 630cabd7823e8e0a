// The names under which the vault's own secrets lie in the browser's memory.

/** Base64; while unlocked. */
export const VAULT_KEY = 'vaultKey';
/** Base64; while the vault is being put under another key. */
export const NEXT_VAULT_KEY = 'nextVaultKey';
/** core/vault/pin.ts. The one thing that outlives a lock there. */
export const PIN = 'pin';
