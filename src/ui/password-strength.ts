// How hard a password is to guess. zxcvbn and its word lists are half a megabyte, so they load when the first password is typed.

/** zxcvbn's score: 0 (under 10³ guesses) to 4 (over 10¹⁰). */
export type Strength = 0 | 1 | 2 | 3 | 4;

let ready: Promise<(password: string) => Strength> | undefined;

async function load(): Promise<(password: string) => Strength> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  const zxcvbn = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
  // a page full of this product's name makes it everybody's first idea
  return (password) => zxcvbn.check(password, ['countersign', 'authenticator']).score;
}

/** null where the estimator could not be loaded: then nothing is claimed. */
export async function strengthOf(password: string): Promise<Strength | null> {
  ready ??= load();
  try {
    return (await ready)(password);
  } catch {
    ready = undefined;
    return null;
  }
}
