// From an element to pixels, and the cheap test that keeps photos and logos at home.

export interface Drawable {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

/** `pending`: not loaded yet. `unreadable`: it cannot be drawn here. */
export async function drawable(element: Element): Promise<Drawable | 'pending' | 'unreadable'> {
  if (element instanceof HTMLCanvasElement) {
    return element.width > 0 && element.height > 0 ? { image: element, width: element.width, height: element.height } : 'pending';
  }
  if (element instanceof HTMLImageElement) {
    if (!element.complete || element.currentSrc === '') return 'pending';
    // A 1 × 1 placeholder will be replaced.
    if (element.naturalWidth === 1) return 'pending';
    if (element.naturalWidth > 1) return { image: element, width: element.naturalWidth, height: element.naturalHeight };
    // An SVG without a size of its own has none here either.
    return element.currentSrc.startsWith('data:image/svg') ? drawUrl(element.currentSrc, element) : 'unreadable';
  }
  if (element instanceof SVGSVGElement) return drawUrl(svgUrl(element), element);
  const [, background] = /url\("(.+?)"\)/.exec(getComputedStyle(element).backgroundImage) ?? [];
  return background === undefined ? 'unreadable' : drawUrl(background, element);
}

/** The drawing alone, with the colours it inherits. */
function svgUrl(element: SVGSVGElement): string {
  const copy = element.cloneNode(true) as SVGSVGElement;
  const { width, height } = element.getBoundingClientRect();
  const { color, fill, shapeRendering } = getComputedStyle(element);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width * 2)));
  copy.setAttribute('height', String(Math.round(height * 2)));
  copy.style.color = color;
  if (!copy.hasAttribute('fill')) copy.style.fill = fill;
  copy.style.shapeRendering = shapeRendering;
  inlineFills(element, copy);
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

/** Style sheets of the page do not reach the copy: shapes with a class take their computed fill along. */
function inlineFills(from: Element, to: Element): void {
  const shapes = from.querySelectorAll('[class]');
  if (shapes.length === 0 || shapes.length > 4000) return;
  const copies = to.querySelectorAll('[class]');
  shapes.forEach((shape, index) => {
    (copies[index] as SVGElement | undefined)?.style.setProperty('fill', getComputedStyle(shape).fill);
  });
}

const LOAD_MS = 400;

/** At twice the size that it has on screen. */
async function drawUrl(url: string, element: Element): Promise<Drawable | 'unreadable'> {
  const image = new Image();
  const box = element.getBoundingClientRect();
  image.width = Math.max(1, Math.round(box.width * 2));
  image.height = Math.max(1, Math.round(box.height * 2));
  const loaded = new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    setTimeout(() => resolve(false), LOAD_MS);
  });
  image.src = url;
  return (await loaded) ? { image, width: image.width, height: image.height } : 'unreadable';
}

/** Nothing drawn, or one colour all over. */
export function isBlank({ data }: ImageData): boolean {
  const step = Math.max(4, 4 * Math.floor(data.length / 4 / 4096));
  for (let i = step; i < data.length; i += step) {
    for (let channel = 0; channel < 4; channel++)
      if (Math.abs((data[i + channel] as number) - (data[channel] as number)) > 16) return false;
  }
  return true;
}

const luma = (data: Uint8ClampedArray, i: number): number =>
  0.3 * (data[i] as number) + 0.59 * (data[i + 1] as number) + 0.11 * (data[i + 2] as number);

/** Puts transparent pictures on the ground that they were drawn for: dark modules on white, light ones on black. */
export function flatten({ data }: ImageData): void {
  let sum = 0;
  let weight = 0;
  let transparent = false;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] as number;
    if (alpha < 255) transparent = true;
    if (alpha > 127) {
      sum += luma(data, i);
      weight++;
    }
  }
  if (!transparent) return;
  const ground = weight > 0 && sum / weight > 160 ? 0 : 255;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = (data[i + 3] as number) / 255;
    for (let channel = 0; channel < 3; channel++) data[i + channel] = (data[i + channel] as number) * alpha + ground * (1 - alpha);
    data[i + 3] = 255;
  }
}

/** Lines looked at in each direction. */
const LINES = 24;

/** Mostly two tones, changing often both ways: a QR code of 21–177 modules, however styled; no photo, logo or text. */
export function isTwoTone({ data, width, height }: ImageData): boolean {
  const at = (x: number, y: number) => luma(data, 4 * (y * width + x));
  let [low, high] = [255, 0];
  for (let y = 0; y < height; y += Math.max(1, height >> 6)) {
    for (let x = 0; x < width; x += Math.max(1, width >> 6)) {
      const value = at(x, y);
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const contrast = high - low;
  if (contrast < 50) return false;
  const middle = (low + high) / 2;
  let [clear, dark, total] = [0, 0, 0];
  const changes = [0, 0];
  const walk = (length: number, other: number, get: (along: number, across: number) => number, direction: 0 | 1) => {
    for (let line = 0; line < LINES; line++) {
      const across = Math.floor(((line + 0.5) * other) / LINES);
      let before = get(0, across) < middle;
      for (let along = 0; along < length; along++) {
        const value = get(along, across);
        const now = value < middle;
        if (now !== before) changes[direction] = (changes[direction] as number) + 1;
        before = now;
        total++;
        if (now) dark++;
        if (Math.abs(value - middle) > contrast * 0.25) clear++;
      }
    }
  };
  walk(width, height, (x, y) => at(x, y), 0);
  walk(height, width, (y, x) => at(x, y), 1);
  const [across, down] = changes.map((count) => count / LINES) as [number, number];
  const share = dark / total;
  return clear / total > 0.75 && share > 0.12 && share < 0.88 && across >= 6 && down >= 6 && across / down < 2.5 && down / across < 2.5;
}
