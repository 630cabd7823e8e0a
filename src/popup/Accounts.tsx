// The open vault: search, codes, and what can be done with them, by mouse and by keys alone.

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Approval } from '../messages/approval-protocol';
import type { CodeView, Row, RowList, Status } from '../messages/views';
import { errorWords, t, tCount } from '../ui/words';
import { AccountList } from './AccountList';
import { AddAccount } from './AddAccount';
import { actsOf, type Named } from './acts';
import { bareRow } from './bare-row';
import { CaptureFound } from './CaptureFound';
import { Card } from './Card';
import { CopyNow } from './CopyNow';
import { DamagedEntry } from './DamagedEntry';
import type { Drop } from './drop';
import { Header } from './Header';
import type { Host } from './host';
import { KeyHelp } from './KeyHelp';
import { goalOf, meaningOf, opensDamaged } from './keys';
import { ListFooter } from './ListFooter';
import { NothingHere } from './NothingHere';
import { Notices } from './Notices';
import { PasskeyCard } from './PasskeyCard';
import { PasskeyHere } from './PasskeyHere';
import { isMac, pressOf } from './press';
import { Recovery } from './Recovery';
import { Refused } from './Refused';
import { SearchBox } from './SearchBox';
import { SelectHeader } from './SelectHeader';
import { Snack } from './Snack';
import { TagSelected } from './TagSelected';
import { TakeIn } from './TakeIn';
import { Trash } from './Trash';
import { titles } from './titles';
import { useAccounts } from './use-accounts';
import { useBatch } from './use-batch';
import { useDocumentKeys } from './use-document-keys';
import { usePlaces } from './use-places';
import { useSaid } from './use-said';
import { useSelection } from './use-selection';
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

export function Accounts({ host, status, firstList, foundFirst, onStatusChanged, onConfirming, approval, onPick }: Props) {
  const api = useAccounts(host, firstList);
  const { list, reload } = api;
  const [query, setQuery] = useState('');
  const selecting = useSelection(host, list, query);
  const { selection } = selecting;
  const [selected, setSelected] = useState(0);
  const { place, go, inPlace, back, home } = usePlaces({ at: foundFirst ? 'found' : 'list' });
  const [news, setNews] = useState(0);
  const [pastedKey, setPastedKey] = useState('');
  const { said, say } = useSaid(status.undo === null ? null : { text: undoWords(status.undo), undo: true });
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

  const openDamaged = (id: string): void => go({ at: 'damaged', id });
  const open = (target: Row): void => {
    if (target.damaged) openDamaged(target.id);
    else go(target.otpType === null && target.kind !== 'otp' ? { at: target.kind, id: target.id } : { at: 'card', row: target });
  };
  const openRecovery = (id: string): void => go({ at: 'recovery', id });
  const changed = (): void => {
    reload();
    void onStatusChanged();
  };
  const batch = useBatch({ host, say, selecting, onChanged: changed });
  const search = (next: string): void => {
    setQuery(next);
    selecting.listChanged();
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

  const dropped = (target: Row, from: number, drop: Drop): void => {
    api.moved(from, drop.to);
    setSelected(drop.to);
    void acts.place(target, drop);
  };
  const trashSelected = (): void => void batch.run({ do: 'trash' }).then(() => searchBox.current?.focus());
  const extend = (to: number): void => {
    setSelected(to);
    selecting.extend(chosen, to);
  };

  const onKey = (event: KeyboardEvent): void => {
    // they know what Escape leaves first
    if (place.at === 'card' || place.at === 'passkey' || place.at === 'trash' || place.at === 'damaged') return;
    if (place.at !== 'list') {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      back();
      return;
    }
    const meaning = meaningOf(pressOf(event, query, isMac(), selection.on));
    if (meaning === null) return;
    // the letter itself then lands in the box
    if (meaning === 'type') {
      searchBox.current?.focus();
      return;
    }
    event.preventDefault();
    const goal = goalOf(meaning, chosen, list.total);
    if (meaning === 'extend-up' || meaning === 'extend-down') extend(goal);
    else setSelected(goal);
    if (meaning === 'pick-all') selecting.all();
    if (meaning === 'end-selecting') selecting.end();
    if (meaning === 'delete' && selection.on) {
      trashSelected();
      return;
    }
    if (meaning === 'clear') search('');
    if (meaning === 'help') go({ at: 'keys' });
    if (meaning === 'undo' && said?.undo) void acts.undo();
    // while the answer to the last letter is under way, the row on screen may not be the one that is meant
    if (row === null || list.stale || event.repeat) return;
    if (row.damaged && opensDamaged.has(meaning)) {
      open(row);
      return;
    }
    if (meaning === 'pick') selecting.toggle(chosen, row);
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
    return (
      <Recovery
        key={place.id}
        host={host}
        id={place.id}
        onBack={back}
        onConfirming={onConfirming}
        onTrash={trash}
        onDamaged={() => inPlace({ at: 'damaged', id: place.id })}
      />
    );
  }
  return (
    <div class="screen open" data-testid="open">
      {selection.on && place.at === 'list' ? (
        <SelectHeader
          selection={selection}
          busy={batch.busy}
          onEnd={selecting.end}
          onPin={(pinned) => void batch.run({ do: 'pin', pinned })}
          onTag={() => {
            batch.forget();
            go({ at: 'tag' });
          }}
          onExport={() => void batch.exportThem()}
          onTrash={trashSelected}
        />
      ) : (
        <Header
          title={place.at === 'list' ? null : t(titles[place.at])}
          onBack={back}
          onAdd={() => go({ at: 'add' })}
          onCapture={capture}
          onOptions={() => host.openOptions('')}
          onPanel={host.openPanel}
          onLock={acts.lock}
        />
      )}
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
          onDamaged={() => inPlace({ at: 'damaged', id: place.row.id })}
          onBack={back}
        />
      )}
      {place.at === 'damaged' && <DamagedEntry key={place.id} host={host} id={place.id} say={say} onChanged={changed} onBack={back} />}
      {place.at === 'passkey' && (
        <PasskeyCard
          key={place.id}
          host={host}
          id={place.id}
          acts={acts}
          say={say}
          onAccount={(account) => go({ at: 'card', row: { ...bareRow, ...account } })}
          onChanged={changed}
          onDamaged={() => inPlace({ at: 'damaged', id: place.id })}
          onBack={back}
        />
      )}
      {place.at === 'wrong-code' && <WrongCode key={place.id} host={host} id={place.id} name={place.name} say={say} onBack={back} />}
      {place.at === 'tag' && (
        <TagSelected
          host={host}
          count={selection.picked.size}
          busy={batch.busy}
          problem={batch.problem}
          onTag={(tag) => void batch.run({ do: 'tag', tag }).then((done) => done && home())}
        />
      )}
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
              selection={selection}
              movable={list.ownOrder && query === '' && !list.stale}
              onDrop={dropped}
              onSelect={(index, target, event) => {
                const own = event.target instanceof Element && event.target.closest('button') === null;
                if (own && event.shiftKey) return extend(index);
                if (own && (selection.on || event.ctrlKey || event.metaKey)) selecting.toggle(index, target);
                setSelected(index);
              }}
              onFill={acts.fill}
              onCopy={acts.copy}
              onNextCode={acts.nextCode}
              onOpen={open}
              onRecovery={openRecovery}
              onDamaged={openDamaged}
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
          <ListFooter
            row={row}
            canFill={list.site !== null}
            selecting={selection.on}
            any={list.total > 0}
            onSelect={() => {
              selecting.begin();
              searchBox.current?.focus();
            }}
            onSelectAll={selecting.all}
            onTrash={() => go({ at: 'trash' })}
            onKeys={() => go({ at: 'keys' })}
          />
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

const undoWords = ({ key, name, count }: NonNullable<Status['undo']>): string => (count === null ? t(key, name) : tCount(key, count, name));
