// A QR code out of its modules, with the quiet zone that scanners need (ISO/IEC 18004 §6.3.8).

interface Props {
  readonly qr: { readonly size: number /** Rows of 0 and 1, one after the other. */; readonly modules: string };
  readonly label: string;
}

const QUIET = 4;

export function QrSquare({ qr: { size, modules }, label }: Props) {
  const side = size + 2 * QUIET;
  const path = Array.from(modules, (dark, i) =>
    dark === '1' ? `M${(i % size) + QUIET} ${Math.floor(i / size) + QUIET}h1v1h-1z` : '',
  ).join('');
  return (
    <svg class="qr-square" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
