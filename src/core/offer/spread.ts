// How a code is spread over the boxes that take it.

/**
 * One piece a box, in order, or null where the boxes cannot hold exactly this code. `capacities`: what each box says it takes
 * (`maxlength`), null where it says nothing.
 */
export function spread(code: string, capacities: readonly (number | null)[]): readonly string[] | null {
  const boxes = capacities.length;
  const characters = [...code];
  if (boxes === 0 || characters.length < boxes) return null;
  if (boxes === 1) return [code];
  if (boxes === characters.length) return characters;
  const stated = capacities.reduce<number>((sum, capacity) => sum + (capacity ?? 0), 0);
  if (capacities.every((capacity) => capacity !== null && capacity > 0) && stated === characters.length) {
    return cut(characters, capacities as readonly number[]);
  }
  // Two boxes of three without a stated length: equal pieces are the only reading that does not guess.
  const each = characters.length / boxes;
  if (!Number.isInteger(each) || capacities.some((capacity) => capacity !== null && capacity < each)) return null;
  return cut(characters, new Array<number>(boxes).fill(each));
}

function cut(characters: readonly string[], lengths: readonly number[]): readonly string[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return characters.slice(at - length, at).join('');
  });
}

const bare = (text: string): string => text.replace(/[\s\-‐-–]/g, '').toUpperCase();

/** Whether what stands in the boxes is the code: sites group digits with spaces or dashes, and write letters in either case. */
export const holdsCode = (written: string, code: string): boolean => code !== '' && bare(written) === bare(code);

/** The code without the dashes and spaces that a recovery code is printed with, where only that fits into the box. */
export function fitted(code: string, maxLength: number): string {
  const joined = code.replace(/[\s-]/g, '');
  return maxLength > 0 && code.length > maxLength && joined.length <= maxLength ? joined : code;
}
