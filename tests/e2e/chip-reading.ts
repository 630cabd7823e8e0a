// Functions that are sent into a frame to read one chip inside its closed shadow root. Each sees `this` and its arguments only.

import type { Frame } from 'puppeteer';
import type { Chip } from './rig';

/** Runs with the chip's element as `this`. The box is that of its button, which is what a person aims at. */
export function describeChip(this: Element): Omit<Chip, 'frame'> & { shown: boolean } {
  const act = this.querySelector('.cs-act') ?? this;
  const status = (this.getRootNode() as ShadowRoot).querySelector('[role=status]');
  const outer = this.getBoundingClientRect();
  const inner = act.getBoundingClientRect();
  const box = inner.width > 0 ? inner : outer;
  return {
    kind: this.getAttribute('data-kind') ?? '',
    id: this.getAttribute('data-offer') ?? '',
    phase: this.getAttribute('data-phase') ?? 'offer',
    text: (act.textContent ?? '').trim(),
    ready: this.getAttribute('data-ready') === 'true',
    status: (status?.textContent ?? '').trim(),
    outcome: status?.getAttribute('data-outcome') || null,
    box: { x: box.x, y: box.y, width: box.width, height: box.height },
    shown: outer.width > 0 && outer.height > 0,
  };
}

/** Where a frame's viewport begins in the top one. */
export async function offsetOf(frame: Frame): Promise<{ x: number; y: number }> {
  const element = await frame.frameElement();
  const parent = frame.parentFrame();
  if (element === null || parent === null) return { x: 0, y: 0 };
  const inner = await element.evaluate((one) => {
    const box = one.getBoundingClientRect();
    return { x: box.x + one.clientLeft, y: box.y + one.clientTop };
  });
  const outer = await offsetOf(parent);
  return { x: inner.x + outer.x, y: inner.y + outer.y };
}

export function focusPart(this: Element, part: string): void {
  const root = this.getRootNode() as ShadowRoot;
  const target = root.querySelector(part) ?? this;
  (target as HTMLElement | null)?.focus();
}

export function boxOfPart(this: Element, part: string): Chip['box'] | null {
  const box = (this.getRootNode() as ShadowRoot).querySelector(part)?.getBoundingClientRect();
  return box === undefined ? null : { x: box.x, y: box.y, width: box.width, height: box.height };
}
