// Which screen the popup shows: a question that waits for an answer first, then what the state of the vault asks for.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Confirmation, Status } from '../messages/views';
import { errorWords } from '../ui/words';
import { Accounts } from './Accounts';
import { ConfirmationView } from './ConfirmationView';
import type { FirstAnswers } from './first-answers';
import type { Host } from './host';
import { Locked } from './Locked';
import { Recovery } from './Recovery';
import { Trouble } from './Trouble';
import { Welcome } from './Welcome';

interface Props {
  readonly host: Host;
  readonly first: FirstAnswers;
}

export function App({ host, first }: Props) {
  const [status, setStatus] = useState<Status | null>(first.status);
  const [failure, setFailure] = useState<string | null>(first.error === null ? null : errorWords(first.error));
  const [confirmation, setConfirmation] = useState<Confirmation | null>(first.confirmation);

  const [recovery, setRecovery] = useState<string | null>(null);

  // the question stays on screen until its answer has been carried out and its end was shown
  const answering = useRef(false);

  const askStatus = useCallback(async (): Promise<void> => {
    const reply = await host.ask('status', {});
    setStatus((before) => (reply.ok ? reply.value : before));
    setFailure(reply.ok ? null : errorWords(reply.error));
  }, [host]);

  const askConfirmation = useCallback(async (): Promise<void> => {
    const reply = await host.ask('confirmation/current', {});
    if (reply.ok) setConfirmation((before) => reply.value ?? (answering.current ? before : null));
  }, [host]);

  const askBoth = useCallback(async (): Promise<void> => {
    await Promise.all([askStatus(), askConfirmation()]);
  }, [askStatus, askConfirmation]);

  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'status-changed') void askBoth();
        if (push === 'confirmation-changed') void askConfirmation();
      }),
    [host, askBoth, askConfirmation],
  );

  // good for the first showing of the list only: later it may have changed
  const firstList = useRef(first.list);
  const list = firstList.current;
  const listed = status?.vault === 'open' && confirmation === null;
  useEffect(() => {
    if (listed || status?.vault !== 'open') firstList.current = null;
  }, [listed, status]);

  if (status === null || status.vault === 'trouble') {
    return <Trouble host={host} status={status} failure={failure} onChanged={askBoth} onStatus={setStatus} />;
  }
  if (confirmation !== null) {
    return (
      <ConfirmationView
        key={confirmation.id}
        host={host}
        confirmation={confirmation}
        locked={status.vault !== 'open'}
        onChanged={askBoth}
        onAnswering={(now) => {
          answering.current = now;
        }}
        onDone={() => {
          answering.current = false;
          setConfirmation(null);
        }}
      />
    );
  }
  if (status.vault === 'none') return <Welcome host={host} onChanged={askBoth} />;
  if (status.vault === 'locked') return <Locked host={host} onChanged={askBoth} />;
  if (recovery !== null) return <Recovery host={host} id={recovery} onBack={() => setRecovery(null)} onConfirming={askConfirmation} />;
  return (
    <Accounts
      host={host}
      status={status}
      firstList={list}
      foundFirst={first.found && list !== null}
      onStatusChanged={askStatus}
      onConfirming={askConfirmation}
      onRecovery={setRecovery}
    />
  );
}
