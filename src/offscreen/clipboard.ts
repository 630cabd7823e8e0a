// The clipboard by the one way that needs no focus, which an offscreen document never has: the old editing commands.

import type { ClipboardHands } from '../platform/clipboard';

export const clipboardHands: ClipboardHands = {
  write(text) {
    let written = false;
    const put = (event: ClipboardEvent): void => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      written = event.clipboardData !== null;
    };
    document.addEventListener('copy', put, { once: true });
    const copied = document.execCommand('copy');
    document.removeEventListener('copy', put);
    return copied && written;
  },
  read() {
    let text: string | null = null;
    const take = (event: ClipboardEvent): void => {
      text = event.clipboardData?.getData('text/plain') ?? null;
      event.preventDefault();
    };
    const box = document.createElement('textarea');
    document.body.append(box);
    box.focus();
    document.addEventListener('paste', take, { once: true });
    document.execCommand('paste');
    document.removeEventListener('paste', take);
    box.remove();
    return text;
  },
};
