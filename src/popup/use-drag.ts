// Dragging an account to another place: by mouse or pen from anywhere on its row, by touch from its grip. The list scrolls on at its edges;
// Escape leaves everything as it was.

import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ItemId } from '../core/item';
import type { Row } from '../messages/views';
import { type Geometry, gapAt, topOf } from '../ui/list-window';
import { type Drop, dropAt } from './drop';
import type { AccountList } from './use-accounts';

/** CSS px that a press may stray before it is a drag. */
const STRAY = 5;
/** CSS px from the list's edge where it begins to scroll, and px a frame at the very edge. */
const EDGE = 44;
const FASTEST = 16;

export interface Drag {
  readonly id: ItemId;
  readonly index: number;
  /** Where the row's top edge is now, from the top of the list. */
  readonly top: number;
  /** null: nowhere that it could go. */
  readonly drop: Drop | null;
}

interface Needs {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly geometry: Geometry;
  readonly list: AccountList;
  readonly allowed: boolean;
  readonly onDrop: (row: Row, from: number, drop: Drop) => void;
}

interface Press {
  readonly pointer: number;
  readonly row: Row;
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** From the row's top edge to the pointer. */
  readonly grip: number;
}

export function useDrag(needs: Needs): { readonly drag: Drag | null; readonly onPointerDown: (event: PointerEvent) => void } {
  const [drag, setDrag] = useState<Drag | null>(null);
  const now = useRef(needs);
  now.current = needs;
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const begin = useCallback((press: Press): void => {
    const abort = new AbortController();
    const listen = { signal: abort.signal };
    let dragging: Drag | null = null;
    let at = { x: press.x, y: press.y };
    let frame = 0;

    const end = (): void => {
      abort.abort();
      cancelAnimationFrame(frame);
      stop.current = null;
      setDrag(null);
    };
    const follow = (): void => {
      const { scroller, geometry, list } = now.current;
      const box = scroller.current?.getBoundingClientRect();
      // Somebody else has changed the list: this row stands elsewhere by now.
      if (box === undefined || list.rows.get(press.index)?.id !== press.row.id) {
        end();
        return;
      }
      const y = at.y - box.top + (scroller.current?.scrollTop ?? 0);
      const drop = dropAt(list.rows, press.index, gapAt(geometry, list.total, y), geometry);
      dragging = { id: press.row.id, index: press.index, top: y - press.grip, drop };
      setDrag(dragging);
    };
    const scrollOn = (): void => {
      frame = requestAnimationFrame(scrollOn);
      const box = now.current.scroller.current;
      if (box === null) return;
      const { top, bottom } = box.getBoundingClientRect();
      const beyond = Math.max(0, at.y - (bottom - EDGE)) - Math.max(0, top + EDGE - at.y);
      const before = box.scrollTop;
      box.scrollTop += (Math.max(-EDGE, Math.min(EDGE, beyond)) / EDGE) * FASTEST;
      if (box.scrollTop !== before) follow();
    };

    const moved = (event: PointerEvent): void => {
      if (event.pointerId !== press.pointer) return;
      at = { x: event.clientX, y: event.clientY };
      if (dragging !== null) {
        follow();
        return;
      }
      if (Math.hypot(at.x - press.x, at.y - press.y) < STRAY) return;
      now.current.scroller.current?.setPointerCapture(press.pointer);
      follow();
      frame = requestAnimationFrame(scrollOn);
    };
    const released = (event: PointerEvent): void => {
      if (event.pointerId !== press.pointer) return;
      const { drop } = dragging ?? { drop: null };
      if (dragging !== null) swallowClick();
      end();
      if (drop !== null) now.current.onDrop(press.row, press.index, drop);
    };
    const cancelled = (event: PointerEvent): void => {
      if (event.pointerId === press.pointer) end();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || dragging === null) return;
      event.preventDefault();
      event.stopPropagation();
      swallowClick();
      end();
    };
    document.addEventListener('pointermove', moved, listen);
    document.addEventListener('pointerup', released, listen);
    document.addEventListener('pointercancel', cancelled, listen);
    document.addEventListener('keydown', key, { ...listen, capture: true });
    stop.current = end;
  }, []);

  const onPointerDown = useCallback(
    (event: PointerEvent): void => {
      const { allowed, list, geometry, scroller } = now.current;
      const target = event.target instanceof Element ? event.target : null;
      const element = target?.closest<HTMLElement>('[data-testid="account-row"]') ?? null;
      const index = Number(element?.getAttribute('aria-rowindex')) - 1;
      const row = list.rows.get(index);
      const box = scroller.current;
      if (!allowed || row === undefined || box === null || event.button !== 0 || !event.isPrimary || stop.current !== null) return;
      if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || target?.closest('button') !== null) return;
      // a finger on the row scrolls
      if (event.pointerType === 'touch' && target?.closest('.account-grip') === null) return;
      const y = event.clientY - box.getBoundingClientRect().top + box.scrollTop;
      begin({ pointer: event.pointerId, row, index, x: event.clientX, y: event.clientY, grip: y - topOf(geometry, index) });
    },
    [begin],
  );
  return { drag, onPointerDown };
}

/** The click that follows a drag means nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => event.stopPropagation();
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 300);
}
