// What a camera sees in a test: Chromium plays a file as its camera, Firefox has a moving pattern of its own and takes no file.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modulesOf } from '../site/qr-picture';
import type { LaunchOptions } from './rig';

export interface FakeCamera {
  /** For launch. */
  readonly args: NonNullable<LaunchOptions['args']>;
  remove(): void;
}

const WIDTH = 640;
const HEIGHT = 480;
const MODULE = 8;
const [PAPER, INK] = [0xe0, 0x20];

/** One still frame as YUV4MPEG2 (4:2:0), shown over and over: the code on grey paper. */
function filmOf(text: string): Buffer {
  const { size, dark } = modulesOf(text);
  const luma = Buffer.alloc(WIDTH * HEIGHT, PAPER);
  const left = (WIDTH - size * MODULE) >> 1;
  const top = (HEIGHT - size * MODULE) >> 1;
  dark.forEach((bit, i) => {
    if (!bit) return;
    for (let y = 0; y < MODULE; y++) {
      const start = (top + Math.floor(i / size) * MODULE + y) * WIDTH + left + (i % size) * MODULE;
      luma.fill(INK, start, start + MODULE);
    }
  });
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\nFRAME\n`), luma, colourless]);
}

export function fakeCamera(text: string): FakeCamera {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-camera-'));
  const file = path.join(folder, 'film.y4m');
  writeFileSync(file, filmOf(text));
  const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
  return {
    args: process.env.E2E_BROWSER === 'firefox' ? [] : args,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
