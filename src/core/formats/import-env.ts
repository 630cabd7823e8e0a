// What reading foreign files needs from outside: WebCrypto, and the key derivations that it lacks.

import type { Bytes } from '../bytes';

export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly length: number;
}

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly length: number;
}

/** The heavy ones run where they can be killed: in a worker. */
export interface ImportEnv {
  readonly subtle: SubtleCrypto;
  /** RFC 9106, version 0x13. */
  argon2(variant: 'argon2id' | 'argon2d', password: Bytes, salt: Bytes, cost: Argon2Cost): Promise<Bytes>;
  /** RFC 7914. */
  scrypt(password: Bytes, salt: Bytes, cost: ScryptCost): Promise<Bytes>;
}
