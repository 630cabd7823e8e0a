// What a test asks of a virtual authenticator (WebAuthn L3 §11, as testdriver.js hands it on), and the browser's own over CDP.

import type { CDPSession } from 'puppeteer';

/** Authenticator Configuration of WebAuthn L3 §11.3. */
export interface Profile {
  readonly protocol: string;
  readonly transport: string;
  readonly hasResidentKey?: boolean;
  readonly hasUserVerification?: boolean;
  readonly isUserConsenting?: boolean;
  readonly isUserVerified?: boolean;
  readonly extensions?: readonly string[];
  readonly defaultBackupEligibility?: boolean;
  readonly defaultBackupState?: boolean;
}

/** Credential Parameters of WebAuthn L3 §11.5; binary members in base64url. */
export interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId: string;
  /** PKCS#8 */
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
  readonly userName?: string;
  readonly userDisplayName?: string;
  readonly largeBlob?: string;
  readonly backupEligibility?: boolean;
  readonly backupState?: boolean;
}

/** One ceremony that somebody ended; the time in ms since 1970. */
export interface Answered {
  readonly who: 'vault' | 'native';
  /** vault: as the browser's proxy, or by objects that our script made in the page. */
  readonly through?: 'proxy' | 'page';
  readonly at: number;
}

export interface Authenticators {
  add(profile: Profile): Promise<string>;
  remove(id: string): Promise<void>;
  addCredential(id: string, credential: Credential): Promise<void>;
  credentials(id: string): Promise<readonly Credential[]>;
  removeCredential(id: string, credentialId: string): Promise<void>;
  removeAllCredentials(id: string): Promise<void>;
  setUserVerified(id: string, verified: boolean): Promise<void>;
  /** Since the page was opened. */
  answered(): Promise<readonly Answered[]>;
}

const toBase64 = (text: string): string => Buffer.from(text, 'base64url').toString('base64');
const toBase64Url = (text: string): string => Buffer.from(text, 'base64').toString('base64url');
const BINARY = ['credentialId', 'privateKey', 'userHandle', 'largeBlob'];

/** The binary members in another alphabet. */
function recoded(credential: object, code: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(credential).map(([key, value]) => [key, BINARY.includes(key) && typeof value === 'string' ? code(value) : value]),
  );
}

function cdpOptions(profile: Profile) {
  const has = (extension: string): boolean => profile.extensions?.includes(extension) === true;
  return {
    protocol: profile.protocol === 'ctap1/u2f' ? ('u2f' as const) : ('ctap2' as const),
    ctap2Version: profile.protocol === 'ctap2_1' ? ('ctap2_1' as const) : ('ctap2_0' as const),
    // CDP still calls hybrid by its first name.
    transport: (profile.transport === 'hybrid' ? 'cable' : profile.transport) as 'usb',
    hasResidentKey: profile.hasResidentKey === true,
    hasUserVerification: profile.hasUserVerification === true,
    isUserVerified: profile.isUserVerified === true,
    automaticPresenceSimulation: profile.isUserConsenting !== false,
    hasLargeBlob: has('largeBlob'),
    hasCredBlob: has('credBlob'),
    hasMinPinLength: has('minPinLength'),
    hasPrf: has('prf'),
    ...(profile.defaultBackupEligibility === undefined ? {} : { defaultBackupEligibility: profile.defaultBackupEligibility }),
    ...(profile.defaultBackupState === undefined ? {} : { defaultBackupState: profile.defaultBackupState }),
  };
}

/** The browser's own virtual authenticators. Enabled when the first is asked for: while they are, the proxy is passed by. */
export function nativeAuthenticators(session: CDPSession): Authenticators & {
  /** Forgets them all: from here on the browser has none but its real ones. */
  disable(): Promise<void>;
} {
  const answers: Answered[] = [];
  let enabled = false;
  const note = (): void => {
    answers.push({ who: 'native', at: performance.timeOrigin + performance.now() });
  };
  session.on('WebAuthn.credentialAdded', note);
  session.on('WebAuthn.credentialAsserted', note);
  return {
    async add(profile) {
      if (!enabled) await session.send('WebAuthn.enable');
      enabled = true;
      return (await session.send('WebAuthn.addVirtualAuthenticator', { options: cdpOptions(profile) })).authenticatorId;
    },
    async remove(authenticatorId) {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
    async addCredential(authenticatorId, credential) {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential: recoded(credential, toBase64) as never });
    },
    async credentials(authenticatorId) {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials.map((credential) => recoded(credential, toBase64Url) as unknown as Credential);
    },
    async removeCredential(authenticatorId, credentialId) {
      await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId: toBase64(credentialId) });
    },
    async removeAllCredentials(authenticatorId) {
      await session.send('WebAuthn.clearCredentials', { authenticatorId });
    },
    async setUserVerified(authenticatorId, isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    answered: async () => answers,
    async disable() {
      if (enabled) await session.send('WebAuthn.disable');
      enabled = false;
    },
  };
}
