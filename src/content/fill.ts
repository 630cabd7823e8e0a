// One code into one box or several: written once, read back, and the truth about it told (DESIGN §5.4).

import { fitted, spread } from '../core/offer/spread';
import type { FillResult } from '../messages/views';
import { type FillWatch, watchFill } from './fill-watch';
import { isFree, isUsable, markOurs, paste, type } from './typing';

/** How long a page may take to refuse what it was given: a controlled input reverts within a task or two. */
const SETTLE_MS = 120;
/** How long a widget that took a paste may take to spread it. */
const PASTE_MS = 350;

/** Fills and judges. Never writes over what somebody else put there. */
export async function fill(boxes: readonly HTMLInputElement[], printed: string): Promise<FillResult> {
  if (boxes.length === 0 || !boxes.every(isUsable)) return 'gone';
  if (!boxes.every(isFree)) return 'not-empty';
  const code = boxes.length === 1 ? fitted(printed, boxes[0]?.maxLength ?? 0) : printed;
  const pieces = spread(
    code,
    boxes.map((box) => (box.maxLength > 0 ? box.maxLength : null)),
  );
  const only = boxes.length === 1 ? boxes[0] : undefined;
  if (pieces === null || (only !== undefined && only.maxLength > 0 && only.maxLength < code.length)) return 'not-taken';

  const watch = watchFill(boxes, code);
  const work = async (): Promise<FillResult> => {
    if (only !== undefined) type(only, code);
    else await writeMany(boxes, code, pieces, watch);
    return verdict(boxes, watch);
  };
  // A page that goes away takes this script along: what is known by then must be said at once.
  const result = await Promise.race([work(), watch.left.then((): FillResult => 'taken')]);
  watch.stop();
  return result;
}

/** One attempt as a paste, which most widgets of several boxes spread themselves; then box by box. */
async function writeMany(boxes: readonly HTMLInputElement[], code: string, pieces: readonly string[], watch: FillWatch): Promise<void> {
  const first = boxes[0] as HTMLInputElement;
  if (paste(first, code) && (await until(() => watch.holds() || !first.isConnected, PASTE_MS))) {
    for (const box of boxes) markOurs(box);
    return;
  }
  for (const [i, box] of boxes.entries()) {
    if (watch.hasLeft() || !isUsable(box)) return;
    const piece = pieces[i] as string;
    if (box.value !== piece) type(box, piece);
    // A widget that moves the focus on in its own time loses digits when the next one comes before that.
    if (i < boxes.length - 1) await frame();
  }
}

async function verdict(boxes: readonly HTMLInputElement[], watch: FillWatch): Promise<FillResult> {
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const holds = watch.holds();
    // Gone or locked after it held the whole code: the page went on with it. Before: it was taken away under our hands.
    if (!boxes.every(isUsable)) return watch.everHeld() ? 'taken' : 'gone';
    if (performance.now() >= end) return holds ? 'taken' : 'not-taken';
    await frame();
  }
}

/** The next frame, or 50 ms where frames do not come (a hidden tab). */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() >= end) return false;
    await frame();
  }
  return true;
}
