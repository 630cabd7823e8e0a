// Where the chip goes: beside or below what it is about, never over it, in the viewport, and not on top of what a person may want to
// press next. Pure geometry; all numbers are CSS pixels of the viewport.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlacementQuestion {
  readonly anchor: Box;
  readonly chip: Size;
  readonly viewport: Size;
  readonly rightToLeft: boolean;
  /** Boxes that the chip must not touch: other chips. */
  readonly taken: readonly Box[];
  /** Rather on the anchor's lower edge than nowhere: a QR picture in a tight frame is read already, a field is not written yet. */
  readonly mayCover: boolean;
  /** What the chip would cover there: 0 nothing, 1 something to read, 2 something to press. Asked for as few boxes as needed. */
  readonly costOf: (box: Box) => number;
}

const GAP = 8;
const EDGE = 4;

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** In the viewport, beside the anchor, and touching no other chip. */
export const isClear = (box: Box, anchor: Box, viewport: Size, taken: readonly Box[]): boolean =>
  isInside(box, viewport) && !overlaps(box, anchor) && !taken.some((other) => overlaps(box, other));

/** Null where there is no room: then the chip stays away rather than cover the field. */
export function place(question: PlacementQuestion): Box | null {
  const { anchor, chip, viewport, taken, mayCover, costOf } = question;
  const fitting = sides(question)
    .map((box) => slide(box, anchor, viewport))
    .filter((box) => isClear(box, anchor, viewport, taken));
  let best: Box | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const box of fitting) {
    const cost = costOf(box);
    if (cost === 0) return box;
    if (cost < least) [best, least] = [box, cost];
  }
  return best ?? stacked(anchor, chip, viewport, taken) ?? (mayCover ? onLowerEdge(anchor, chip, viewport, taken) : null);
}

/** In the order of liking. Labels begin at the start of the line, so that above them the end is tried first. */
function sides({ anchor, chip, rightToLeft }: PlacementQuestion): Box[] {
  const middle = anchor.y + (anchor.height - chip.height) / 2;
  const edges = [anchor.x, anchor.x + anchor.width - chip.width] as const;
  const [start, end] = rightToLeft ? [edges[1], edges[0]] : edges;
  const right: Box = { ...chip, x: anchor.x + anchor.width + GAP, y: middle };
  const left: Box = { ...chip, x: anchor.x - GAP - chip.width, y: middle };
  const below = anchor.y + anchor.height + GAP;
  const above = anchor.y - GAP - chip.height;
  return [
    rightToLeft ? left : right,
    { ...chip, x: start, y: below },
    { ...chip, x: end, y: below },
    { ...chip, x: end, y: above },
    { ...chip, x: start, y: above },
    rightToLeft ? right : left,
  ];
}

/** Pushes a box back into the viewport along the anchor's edge, never across it. */
function slide(box: Box, anchor: Box, viewport: Size): Box {
  const besideIt = box.x >= anchor.x + anchor.width || box.x + box.width <= anchor.x;
  if (besideIt) return { ...box, y: clamp(box.y, EDGE, viewport.height - EDGE - box.height) };
  return { ...box, x: clamp(box.x, EDGE, viewport.width - EDGE - box.width) };
}

/** Below the lowest chip that is in the way. */
function stacked(anchor: Box, chip: Size, viewport: Size, taken: readonly Box[]): Box | null {
  let box: Box = slide({ ...chip, x: anchor.x, y: anchor.y + anchor.height + GAP }, anchor, viewport);
  for (const other of [...taken].sort((a, b) => a.y - b.y)) if (overlaps(box, other)) box = { ...box, y: other.y + other.height + EDGE };
  return isClear(box, anchor, viewport, taken) ? box : null;
}

function onLowerEdge(anchor: Box, chip: Size, viewport: Size, taken: readonly Box[]): Box | null {
  const x = clamp(anchor.x + (anchor.width - chip.width) / 2, EDGE, viewport.width - EDGE - chip.width);
  const y = clamp(anchor.y + anchor.height - chip.height, EDGE, viewport.height - EDGE - chip.height);
  const box: Box = { ...chip, x, y };
  return isInside(box, viewport) && !taken.some((other) => overlaps(box, other)) ? box : null;
}

const isInside = (box: Box, viewport: Size): boolean =>
  box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, Math.max(least, most)));

/** The box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
