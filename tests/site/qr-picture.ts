// A QR code as the pixels and markup that real sites use.

import qrcode from 'qrcode';
import { Html, html } from './html';

export interface Modules {
  readonly size: number;
  /** Row by row, true is dark. */
  readonly dark: readonly boolean[];
}

export function modulesOf(text: string): Modules {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, dark: Array.from(modules.data, (bit) => bit === 1) };
}

export const pngOf = (text: string): Promise<Buffer> => qrcode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, width: 220 });

export const dataUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

const QUIET = 4;

function svgOf(modules: Modules): string {
  const side = modules.size + 2 * QUIET;
  let path = '';
  modules.dark.forEach((dark, i) => {
    if (dark) path += `M${(i % modules.size) + QUIET} ${Math.floor(i / modules.size) + QUIET}h1v1h-1z`;
  });
  return `<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="220" height="220" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#1b1a26" d="${path}"/></svg>`;
}

export const svgHtml = (text: string): Html => new Html(svgOf(modulesOf(text)));

/** The three corners are whole, the rest is struck out: looks like a QR code, cannot be read. */
export function brokenSvgHtml(text: string): Html {
  const whole = modulesOf(text);
  const dark = whole.dark.map((bit, i) => {
    const x = i % whole.size;
    const y = Math.floor(i / whole.size);
    const corner = (x < 8 && y < 8) || (x >= whole.size - 8 && y < 8) || (x < 8 && y >= whole.size - 8);
    return corner ? bit : (x * 7 + y * 13 + x * y) % 3 === 0;
  });
  return new Html(svgOf({ size: whole.size, dark }));
}

export function tableHtml(text: string): Html {
  const { size, dark } = modulesOf(text);
  const rows = Array.from({ length: size }, (_row, y) => {
    const cells = Array.from({ length: size }, (_cell, x) => `<td bgcolor="${dark[y * size + x] ? '#000000' : '#ffffff'}"></td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return new Html(`<table class="qr-table" aria-label="QR code"><tbody>${rows.join('')}</tbody></table>`);
}

/** Drawn by the page's own script, as qrcode.js and its kin do. */
export function canvasHtml(text: string, nonce: string): Html {
  const { size, dark } = modulesOf(text);
  const rows = Array.from({ length: size }, (_row, y) =>
    dark
      .slice(y * size, (y + 1) * size)
      .map((bit) => (bit ? '1' : '0'))
      .join(''),
  );
  return html`<canvas id="qr-canvas" class="qr" width="220" height="220" aria-label="QR code"></canvas>
<script nonce="${nonce}">{
  const rows = ${new Html(JSON.stringify(rows))};
  const canvas = document.getElementById('qr-canvas');
  const pen = canvas.getContext('2d');
  const side = canvas.width / (rows.length + 8);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  rows.forEach((row, y) => [...row].forEach((bit, x) => {
    if (bit === '1') pen.fillRect(Math.floor((x + 4) * side), Math.floor((y + 4) * side), Math.ceil(side), Math.ceil(side));
  }));
}</script>`;
}
