// What the site remembers while it runs: people, sessions and every code that was tried.

import { randomBytes, randomInt } from 'node:crypto';
import { type Enrolment, matchingStep } from './totp';
import { type StoredKey, WebAuthnState } from './webauthn-state';

/** Ways by which a site sends a code of its own making. */
export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What phone or mailbox got. */
export interface Message {
  readonly channel: Channel;
  readonly to: string;
  readonly code: string;
}

export interface User {
  readonly email: string;
  readonly password: string;
  mfa: Enrolment | null;
  /** Steps up to this one are spent (RFC 6238 §5.2: a code is taken once). */
  lastStep: number;
  recovery: readonly RecoveryCode[];
  readonly channels: Set<Channel>;
  /** user.id of WebAuthn, base64url: chance, and nothing about the person (L3 §14.6.1). */
  readonly handle: string;
  keys: StoredKey[];
}

export interface RecoveryCode {
  readonly text: string;
  used: boolean;
}

export interface Session {
  readonly id: string;
  /** Signed in completely. */
  user: User | null;
  /** Password given, code still owed. */
  pending: User | null;
  /** Set-up shown, not yet confirmed. */
  enrolling: Enrolment | null;
  /** The last code that was sent. */
  sent: Message | null;
}

export type CodeVerdict = 'accepted' | 'wrong' | 'reused' | 'empty';

/** One code that a page sent. */
export interface Attempt {
  readonly at: number;
  readonly host: string;
  readonly email: string;
  readonly where: 'set-up' | 'login' | 'recovery' | Channel;
  readonly code: string;
  readonly verdict: CodeVerdict;
}

/** People belong to a registrable domain, as the hosts of one company share their logins. */
export function realmOf(host: string): string {
  const name = host.replace(/:\d+$/, '');
  return /^[\d.]+$/.test(name) ? name : name.split('.').slice(-2).join('.');
}

export class SiteState {
  readonly attempts: Attempt[] = [];
  readonly messages: Message[] = [];
  readonly webauthn = new WebAuthnState();
  /** Ms that the site's clock is ahead of this computer's, in its codes and its Date header. */
  clockAheadMs = 0;
  /** Sent with every answer. */
  headers: Readonly<Record<string, string>> = {};
  readonly #users = new Map<string, User>();
  readonly #sessions = new Map<string, Session>();
  readonly #pictures = new Map<string, Buffer>();

  user(host: string, email: string): User | undefined {
    return this.#users.get(`${realmOf(host)} ${email.toLowerCase()}`);
  }

  addUser(host: string, email: string, password: string): User {
    const handle = randomBytes(16).toString('base64url');
    const user: User = { email, password, mfa: null, lastStep: -1, recovery: [], channels: new Set(), handle, keys: [] };
    this.#users.set(`${realmOf(host)} ${email.toLowerCase()}`, user);
    return user;
  }

  #usersOf(host: string): readonly User[] {
    return [...this.#users].filter(([place]) => place.startsWith(`${realmOf(host)} `)).map(([, user]) => user);
  }

  keyById(host: string, id: string): { readonly user: User; readonly key: StoredKey } | null {
    for (const user of this.#usersOf(host)) {
      const key = user.keys.find((one) => one.id === id);
      if (key !== undefined) return { user, key };
    }
    return null;
  }

  /** A login page asks for them only where somebody has one. */
  hasPasskeys(host: string): boolean {
    return this.#usersOf(host).some(({ keys }) => keys.some(({ kind }) => kind === 'passkey'));
  }

  session(id: string | undefined): Session {
    const known = id === undefined ? undefined : this.#sessions.get(id);
    if (known) return known;
    const session: Session = { id: randomBytes(16).toString('hex'), user: null, pending: null, enrolling: null, sent: null };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Keeps a picture for hosts that share no cookie with the page; returns its name. */
  keepPicture(png: Buffer): string {
    const name = randomBytes(12).toString('hex');
    this.#pictures.set(name, png);
    return name;
  }

  picture(name: string): Buffer | undefined {
    return this.#pictures.get(name);
  }

  send(user: User, session: Session, channel: Channel): void {
    session.sent = { channel, to: user.email, code: String(randomInt(1_000_000)).padStart(6, '0') };
    this.messages.push(session.sent);
  }

  trySentCode(host: string, user: User, session: Session, channel: Channel, code: string): CodeVerdict {
    const right = session.sent?.channel === channel && session.sent.code === code;
    if (right) session.sent = null;
    const verdict = code === '' ? 'empty' : right ? 'accepted' : 'wrong';
    this.attempts.push({ at: Date.now(), host, email: user.email, where: channel, code, verdict });
    return verdict;
  }

  /** Judges a code and, where it is right, spends its step. */
  tryCode(host: string, user: User, enrolment: Enrolment, code: string, where: Attempt['where']): CodeVerdict {
    const at = Date.now() + this.clockAheadMs;
    const step = matchingStep(enrolment, code, at);
    const verdict = code === '' ? 'empty' : step === null ? 'wrong' : step <= user.lastStep ? 'reused' : 'accepted';
    if (verdict === 'accepted' && step !== null) user.lastStep = step;
    this.attempts.push({ at, host, email: user.email, where, code, verdict });
    return verdict;
  }

  /** Ten new ones; the old ones no longer count. */
  newRecoveryCodes(user: User): readonly string[] {
    const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
    const group = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
    user.recovery = Array.from({ length: 10 }, (_, i) => ({ text: `${group().slice(0, 4)}${i}-${group()}`, used: false }));
    return user.recovery.map(({ text }) => text);
  }

  /** Spends the code where it is right; `ordinal`: it must be that one of the list, from 1. */
  tryRecoveryCode(host: string, user: User, text: string, ordinal: number | null): CodeVerdict {
    const known = ordinal === null ? user.recovery.find((one) => one.text === text) : user.recovery[ordinal - 1];
    const verdict = text === '' ? 'empty' : known?.text !== text ? 'wrong' : known.used ? 'reused' : 'accepted';
    if (verdict === 'accepted' && known !== undefined) known.used = true;
    this.attempts.push({ at: Date.now(), host, email: user.email, where: 'recovery', code: text, verdict });
    return verdict;
  }
}
