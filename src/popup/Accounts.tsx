// The open vault: search, codes, and what can be done with them, by mouse and by keys alone.

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Approval } from '../messages/approval-protocol';
import type { CodeView, Row, RowList, Status } from '../messages/views';
import { Icon } from '../ui/icons';
import { errorWords, t, tCount } from '../ui/words';
import { AccountList } from './AccountList';
import { AddAccount } from './AddAccount';
import { actsOf, type Named } from './acts';
import { CaptureFound } from './CaptureFound';
import { Card } from './Card';
import { CopyNow } from './CopyNow';
import { Header } from './Header';
import type { Host } from './host';
import { KeyHelp } from './KeyHelp';
import { meaningOf } from './keys';
import { NothingHere } from './NothingHere';
import { Notices } from './Notices';
import { PasskeyCard } from './PasskeyCard';
import { PasskeyHere } from './PasskeyHere';
import { isMac, pressOf } from './press';
import { Recovery } from './Recovery';
import { Refused } from './Refused';
import { SearchBox } from './SearchBox';
import { Snack } from './Snack';
import { TakeIn } from './TakeIn';
import { Trash } from './Trash';
import { useAccounts } from './use-accounts';
import { useDocumentKeys } from './use-document-keys';
import { usePlaces } from './use-places';
import { useSaid } from './use-said';
import { useWaitingCopy } from './use-waiting-copy';
import { WrongCode } from './WrongCode';
import { addedWords } from './warning-words';

interface Props {
  readonly host: Host;
  readonly status: Status;
  readonly firstList: RowList | null;
  /** Something was captured and waits for a choice. */
  readonly foundFirst: boolean;
  readonly onStatusChanged: () => Promise<void>;
  readonly onConfirming: () => Promise<void>;
  /** Passkeys that could answer the page in front. */
  readonly approval: Approval | null;
  /** One of them was picked, and more is to be asked. */
  readonly onPick: (passkeyId: string) => void;
}

/** Rows that Page Up and Page Down move by. */
const PAGE = 5;

const titles = {
  add: 'addTitle',
  found: 'addTitle',
  keys: 'keysTitle',
  card: 'cardTitle',
  passkey: 'passkeyTitle',
  trash: 'trashTitle',
  'wrong-code': 'wrongCodeTitle',
} as const;

export function Accounts({ host, status, firstList, foundFirst, onStatusChanged, onConfirming, approval, onPick }: Props) {
  const api = useAccounts(host, firstList);
  const { list, reload } = api;
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const { place, go, back, home } = usePlaces({ at: foundFirst ? 'found' : 'list' });
  const [news, setNews] = useState(0);
  const [pastedKey, setPastedKey] = useState('');
  const { said, say } = useSaid(status.undo === null ? null : { text: t(status.undo.key, status.undo.name), undo: true });
  const { waiting, copy } = useWaitingCopy(host, say);
  const searchBox = useRef<HTMLInputElement>(null);
  const [issued, setIssued] = useState<ReadonlyMap<string, CodeView>>(new Map());
  // as they were when the popup opened: one that came later would push the list down
  const [notices] = useState(status.notices);
  const showFound = useCallback((): void => {
    home();
    go({ at: 'found' });
    setNews((before) => before + 1);
  }, [home, go]);
  const acts = useMemo(
    () =>
      actsOf({
        host,
        say,
        reload,
        onStatusChanged,
        onConfirming,
        onFound: showFound,
        issued,
        onIssued: (code) => setIssued((before) => new Map(before).set(code.id, code)),
      }),
    [host, say, reload, onStatusChanged, onConfirming, showFound, issued],
  );
  // once: what was captured while the vault was locked goes on, what waits for a choice is shown
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current) return;
    resumed.current = true;
    void host.ask('capture/resume', {}).then((reply) => {
      if (!reply.ok || reply.value === null) return;
      home();
      void acts.captured(reply.value);
    });
  }, [host, acts, home]);
  const chosen = Math.max(0, Math.min(selected, list.total - 1));
  const row = list.rows.get(chosen) ?? null;

  const open = (target: Row): void =>
    go(target.otpType === null && target.kind !== 'otp' ? { at: target.kind, id: target.id } : { at: 'card', row: target });
  const openRecovery = (id: string): void => go({ at: 'recovery', id });
  const changed = (): void => {
    reload();
    void onStatusChanged();
  };
  const search = (next: string): void => {
    setQuery(next);
    setSelected(0);
    api.search(next);
  };

  const shift = async (target: Row, by: -1 | 1): Promise<void> => {
    const moved = await host.ask('items/move', { id: target.id, tabId: host.pageTab, by });
    if (!moved.ok) return say(errorWords(moved.error), false);
    if (!moved.value.moved) return;
    setSelected(chosen + by);
    reload();
  };

  const onKey = (event: KeyboardEvent): void => {
    // they know what Escape leaves first
    if (place.at === 'card' || place.at === 'passkey' || place.at === 'trash') return;
    if (place.at !== 'list') {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      back();
      return;
    }
    const meaning = meaningOf(pressOf(event, query, isMac()));
    if (meaning === null) return;
    // the letter itself then lands in the box
    if (meaning === 'type') {
      searchBox.current?.focus();
      return;
    }
    event.preventDefault();
    if (meaning === 'up') setSelected(Math.max(0, chosen - 1));
    if (meaning === 'down') setSelected(Math.min(Math.max(0, list.total - 1), chosen + 1));
    if (meaning === 'page-up') setSelected(Math.max(0, chosen - PAGE));
    if (meaning === 'page-down') setSelected(Math.min(Math.max(0, list.total - 1), chosen + PAGE));
    if (meaning === 'first') setSelected(0);
    if (meaning === 'last') setSelected(Math.max(0, list.total - 1));
    if (meaning === 'clear') search('');
    if (meaning === 'help') go({ at: 'keys' });
    if (meaning === 'undo' && said?.undo) void acts.undo();
    // while the answer to the last letter is under way, the row on screen may not be the one that is meant
    if (row === null || list.stale || event.repeat) return;
    if (meaning === 'enter' && row.otpType !== null) void (list.site === null ? acts.copy(row) : acts.fill(row));
    if (meaning === 'card' || (meaning === 'enter' && row.otpType === null)) open(row);
    if (meaning === 'copy' && row.otpType !== null) void acts.copy(row);
    if (meaning === 'delete') void acts.trash(row);
    if (meaning === 'move-up' || meaning === 'move-down') void shift(row, meaning === 'move-up' ? -1 : 1);
  };
  useDocumentKeys(onKey);
  useEffect(() => {
    if (place.at !== 'list') return;
    searchBox.current?.focus();
    setPastedKey('');
  }, [place.at]);

  const capture = (): void => {
    home();
    void acts.capture();
  };
  if (place.at === 'recovery') {
    const trash = (set: Named): void => {
      void acts.trash(set);
      back();
    };
    return <Recovery key={place.id} host={host} id={place.id} onBack={back} onConfirming={onConfirming} onTrash={trash} />;
  }
  return (
    <div class="screen open" data-testid="open">
      <Header
        title={place.at === 'list' ? null : t(titles[place.at])}
        onBack={back}
        onAdd={() => go({ at: 'add' })}
        onCapture={capture}
        onOptions={() => host.openOptions('')}
        onPanel={host.openPanel}
        onLock={acts.lock}
      />
      {place.at === 'keys' && <KeyHelp canFill={list.site !== null} mac={isMac()} />}
      {place.at === 'add' && (
        <AddAccount
          host={host}
          site={list.site}
          onCapture={capture}
          pastedKey={pastedKey}
          onEnd={(end) => {
            home();
            void acts.captured(end);
          }}
          onKept={({ ok, key, args }) => {
            home();
            say(t(key, ...args), ok, key !== 'outcomeRecoveryKnown');
            changed();
          }}
          onAdded={(name, warnings) => {
            home();
            say(addedWords(name, warnings), true);
            reload();
          }}
        />
      )}
      {(place.at === 'list' || place.at === 'found') && (
        <TakeIn
          host={host}
          hasLinkField={false}
          onEnd={(end) => void acts.captured(end)}
          onProblem={(words) => say(words, false)}
          onKey={(key) => {
            setPastedKey(key);
            go({ at: 'add' });
          }}
        />
      )}
      {place.at === 'found' && (
        <CaptureFound
          host={host}
          news={news}
          onCapture={acts.capture}
          onEnd={(outcome) => {
            home();
            if (outcome !== null) void acts.captured(outcome);
          }}
        />
      )}
      {place.at === 'card' && (
        <Card
          key={place.row.id}
          host={host}
          row={place.row}
          issued={issued}
          acts={acts}
          say={say}
          canFill={list.site !== null}
          onRecovery={openRecovery}
          onPasskey={(id) => go({ at: 'passkey', id })}
          onWrongCode={(name) => go({ at: 'wrong-code', id: place.row.id, name })}
          onChanged={changed}
          onBack={back}
        />
      )}
      {place.at === 'passkey' && (
        <PasskeyCard
          key={place.id}
          host={host}
          id={place.id}
          acts={acts}
          say={say}
          onAccount={(account) => go({ at: 'card', row: { ...bareRow, ...account } })}
          onChanged={changed}
          onBack={back}
        />
      )}
      {place.at === 'wrong-code' && <WrongCode key={place.id} host={host} id={place.id} name={place.name} say={say} onBack={back} />}
      {place.at === 'trash' && <Trash host={host} say={say} onChanged={changed} onBack={back} />}
      {place.at === 'list' && (
        <main class="list">
          {waiting !== null && <CopyNow waiting={waiting} onCopy={copy} />}
          {approval !== null && <PasskeyHere key={approval.id} host={host} approval={approval} say={say} onPick={onPick} />}
          <SearchBox box={searchBox} query={query} total={list.total} chosen={row?.id ?? null} onQuery={search} />
          <Notices notices={notices} anyAccount={list.total > 0 || query !== ''} onBackup={() => host.openOptions('backup')} />
          {list.ready && list.total === 0 ? (
            <NothingHere query={list.answered} onAdd={() => go({ at: 'add' })} onCapture={capture} />
          ) : (
            <AccountList
              host={host}
              api={api}
              selected={chosen}
              issued={issued}
              onSelect={setSelected}
              onFill={acts.fill}
              onCopy={acts.copy}
              onNextCode={acts.nextCode}
              onOpen={open}
              onRecovery={openRecovery}
              onDelete={(target) => {
                void acts.trash(target);
                searchBox.current?.focus();
              }}
            />
          )}
          <p class="unseen" aria-live="polite" data-testid="count">
            {query !== '' && list.answered === query && !list.stale ? tCount('searchFound', list.total) : ''}
          </p>
          <Refused host={host} onOpen={(id, name) => go({ at: 'wrong-code', id, name })} />
          <footer class="hints">
            <span>
              <kbd>↑</kbd>
              <kbd>↓</kbd> {t('keysMoveShort')}
            </span>
            <span>
              <kbd>↵</kbd> {enterWords(row, list.site !== null)}
            </span>
            <button
              type="button"
              class="icon-button"
              data-testid="trash-open"
              aria-label={t('trashOpen')}
              title={t('trashOpen')}
              onClick={() => go({ at: 'trash' })}
            >
              <Icon name="trash" />
            </button>
            <button type="button" class="link" data-testid="keys" onClick={() => go({ at: 'keys' })}>
              <kbd>?</kbd> {t('keysTitle')}
            </button>
          </footer>
        </main>
      )}
      <Snack
        said={place.at === 'add' ? null : said}
        onUndo={() => {
          void acts.undo();
          searchBox.current?.focus();
        }}
      />
    </div>
  );
}

/** What a card needs to know of its account before it asks. */
const bareRow = {
  kind: 'otp',
  sites: [],
  pinned: false,
  here: null,
  code: null,
  left: null,
  total: null,
  recoveryId: null,
  rpId: null,
} as const;

/** What the Enter key does to the row in hand. */
function enterWords(row: Row | null, canFill: boolean): string {
  if (row !== null && row.otpType === null) return t('keysOpenShort');
  return t(canFill ? 'keysFillShort' : 'keysCopyShort');
}
