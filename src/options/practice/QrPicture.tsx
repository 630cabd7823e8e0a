// A QR code as pixels, so that it is read from them like one of a site.

import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

interface Props {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly modules: readonly (readonly boolean[])[];
  readonly label: string;
}

/** Pixels a module, and modules of quiet zone (ISO/IEC 18004 asks for four). */
const SCALE = 4;
const QUIET = 4;

export function QrPicture({ canvas, modules, label }: Props) {
  const side = (modules.length + 2 * QUIET) * SCALE;
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen == null) return;
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, side, side);
    pen.fillStyle = '#000000';
    for (const [y, row] of modules.entries())
      for (const [x, dark] of row.entries()) if (dark) pen.fillRect((x + QUIET) * SCALE, (y + QUIET) * SCALE, SCALE, SCALE);
  }, [canvas, modules, side]);
  return <canvas class="qr" ref={canvas} width={side} height={side} role="img" aria-label={label} />;
}
