// What a person can do from the open popup: each act asks the background and says how it ended.

import type { Failure } from '../core/result';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { CodeView, Row } from '../messages/views';
import { errorWords, t } from '../ui/words';
import type { Drop } from './drop';
import type { Host } from './host';
import { nameOf } from './names';
import type { SaidApi } from './use-said';

/** Milliseconds that a success stands before the popup closes by itself. */
const CLOSE_AFTER = 900;

interface Needs {
  readonly host: Host;
  readonly say: SaidApi['say'];
  readonly reload: () => void;
  readonly onStatusChanged: () => Promise<void>;
  readonly onConfirming: () => Promise<void>;
  /** Something was captured that the person must choose from. */
  readonly onFound: () => void;
  /** The counter-based codes that were asked for in this popup; each was used up by asking. */
  readonly issued: ReadonlyMap<string, CodeView>;
  readonly onIssued: (code: CodeView) => void;
}

/** What an act needs to know to say what it was done to. */
export type Named = Pick<Row, 'id' | 'issuer' | 'account' | 'rpId'>;

export interface Acts {
  readonly fill: (row: Row) => Promise<void>;
  readonly copy: (row: Row) => Promise<void>;
  readonly nextCode: (row: Row) => Promise<string | null>;
  readonly trash: (row: Named) => Promise<void>;
  /** Beside another account. */
  readonly place: (row: Row, drop: Pick<Drop, 'side' | 'of'>) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly capture: () => Promise<void>;
  /** Says how a capture ended, or shows what there is to choose. */
  readonly captured: (end: CaptureEnd) => Promise<void>;
  readonly lock: () => Promise<void>;
}

export function actsOf({ host, say, reload, onStatusChanged, onConfirming, onFound, issued, onIssued }: Needs): Acts {
  const sayFailure = (error: Failure<string>): void => say(errorWords(error), false);

  const nextCode = async (row: Row): Promise<string | null> => {
    const reply = await host.ask('items/next-code', { id: row.id });
    if (!reply.ok) {
      sayFailure(reply.error);
      return null;
    }
    onIssued(reply.value);
    return reply.value.code;
  };
  const codeToCopy = async (row: Row): Promise<string | null> => {
    if (row.otpType === 'hotp') return issued.get(row.id)?.code ?? nextCode(row);
    const reply = await host.ask('items/copy', { id: row.id });
    if (reply.ok) return reply.value.code;
    sayFailure(reply.error);
    return null;
  };
  const copy = async (row: Row): Promise<void> => {
    const code = await codeToCopy(row);
    if (code === null) return;
    const copied = await host.copyText(code);
    say(copied ? t('outcomeCopied', nameOf(row)) : t('errorClipboard'), copied);
  };
  const fill = async (row: Row): Promise<void> => {
    if (host.pageTab === null) return sayFailure({ code: 'no-page' });
    const reply = await host.ask('page/fill', { id: row.id, tabId: host.pageTab });
    if (!reply.ok) return sayFailure(reply.error);
    if ('confirming' in reply.value) return onConfirming();
    say(t(reply.value.key, ...reply.value.args), reply.value.ok);
    if (reply.value.ok && host.form !== 'tab') setTimeout(host.close, CLOSE_AFTER);
  };
  const trash = async (row: Named): Promise<void> => {
    const reply = await host.ask('items/trash', { id: row.id });
    if (!reply.ok) return sayFailure(reply.error);
    say(t('undoTrashed', nameOf(row)), true, true);
    reload();
    await onStatusChanged();
  };
  const place = async (row: Row, { side, of }: Pick<Drop, 'side' | 'of'>): Promise<void> => {
    const reply = await host.ask('items/place', { id: row.id, tabId: host.pageTab, side, of });
    reload();
    if (!reply.ok) return sayFailure(reply.error);
    if (reply.value.moved) say(t('undoPlaced', nameOf(row)), true, true);
    await onStatusChanged();
  };
  const undo = async (): Promise<void> => {
    const reply = await host.ask('items/undo', {});
    if (!reply.ok) return sayFailure(reply.error);
    say(t('undone'), true);
    reload();
    await onStatusChanged();
  };
  const capture = async (): Promise<void> => {
    if (host.pageTab === null) return sayFailure({ code: 'no-page' });
    const reply = await host.ask('page/capture', { tabId: host.pageTab });
    if (!reply.ok) return sayFailure(reply.error);
    await captured(reply.value);
  };
  const captured = async (end: CaptureEnd): Promise<void> => {
    if ('choosing' in end) {
      if (end.again) say(t('foundAgain'), true);
      return onFound();
    }
    say(t(end.key, ...end.args), end.ok, end.key === 'outcomeSaved');
    if (end.ok) reload();
    await onStatusChanged();
  };
  const lock = async (): Promise<void> => {
    const reply = await host.ask('vault/lock', {});
    if (!reply.ok) return sayFailure(reply.error);
    await onStatusChanged();
  };
  return { fill, copy, nextCode, trash, place, undo, capture, captured, lock };
}
