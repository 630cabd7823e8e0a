// Images, files and links that are dropped or pasted anywhere in the open popup.

import { readSecret } from '../core/otp/secret';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { Reply } from '../messages/routes';
import { isSeveral, takeImages, takeText } from '../platform/capture-input';
import { useTakeIn } from '../ui/use-take-in';
import { errorWords } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  /** A field of the form may hold one link: then only more than one is taken from it. */
  readonly hasLinkField: boolean;
  readonly onEnd: (end: CaptureEnd) => void;
  readonly onProblem: (words: string) => void;
  /** A bare key, pasted where no field takes it. */
  readonly onKey: (key: string) => void;
}

/** Bytes; shorter text is rather a word than a key. */
const LEAST_KEY = 10;

const isKey = (text: string): boolean => {
  const secret = readSecret(text);
  return secret.ok && secret.value.length >= LEAST_KEY && /^[\sA-Z2-7=-]+$|^[\sa-z2-7=-]+$/.test(text.trim());
};

export function TakeIn({ host, hasLinkField, onEnd, onProblem, onKey }: Props) {
  const ended = (reply: Reply<CaptureEnd>): void => {
    if (reply.ok) onEnd(reply.value);
    else onProblem(errorWords(reply.error));
  };
  const over = useTakeIn({
    onFiles: async (files) => ended(await takeImages(host.ask, files)),
    onText: async (text) => (isKey(text) ? onKey(text.trim()) : ended(await takeText(host.ask, text))),
    takesText: (text, inField) => isSeveral(text) || (/otpauth:\/\//i.test(text) ? !(inField && hasLinkField) : !inField && isKey(text)),
  });
  return over ? <div class="take-in" aria-hidden="true" /> : null;
}
