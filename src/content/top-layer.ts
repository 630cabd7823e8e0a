// Keeps one host element in the top layer while it is wanted there, against a page that takes it out, within the fight limit.

import { type Fights, fight } from '../core/offer/fight-limit';

export interface TopLayer {
  show(): void;
  hide(): void;
  isOpen(): boolean;
  /** Where the host belongs: inside the modal dialog that its anchor is in, since all else is inert while that is open. */
  setParent(parent: Element): void;
  stop(): void;
}

/** One count for all chips of this document. */
let fights: Fights = [];
let off = false;

/** True once a page has fought the chip away; it stays so until the document goes. */
export const isFoughtOff = (): boolean => off;

/** `onReshown`: it was away for a moment, so that what was seen before proves nothing. */
export function topLayer(host: HTMLElement, onReshown: () => void, onGivenUp: () => void): TopLayer {
  let wanted = false;
  let parent: Element = document.documentElement;
  const isOpen = (): boolean => host.isConnected && host.matches(':popover-open');

  const watcher = new MutationObserver(defend);
  host.addEventListener('toggle', defend);

  function defend(): void {
    if (!wanted || (isOpen() && host.parentNode === parent)) return;
    const outcome = fight(fights, performance.now());
    fights = outcome.fights;
    if (outcome.verdict === 'give-up') {
      off = true;
      onGivenUp();
    } else {
      bring();
      onReshown();
    }
  }

  function bring(): void {
    if (!parent.isConnected) parent = document.documentElement;
    if (host.popover !== 'manual') host.popover = 'manual';
    if (host.parentNode !== parent) parent.append(host);
    if (!isOpen()) host.showPopover();
    watcher.disconnect();
    watcher.observe(parent, { childList: true });
    watcher.observe(host, { attributes: true, attributeFilter: ['popover'] });
  }

  return {
    isOpen,
    show() {
      if (off) return;
      // Wanted and not there: somebody else took it out.
      if (wanted) return defend();
      wanted = true;
      bring();
    },
    hide() {
      wanted = false;
      if (isOpen()) host.hidePopover();
    },
    setParent(next) {
      if (next === parent) return;
      parent = next;
      if (wanted) bring();
    },
    stop() {
      wanted = false;
      watcher.disconnect();
      host.removeEventListener('toggle', defend);
      host.remove();
    },
  };
}
