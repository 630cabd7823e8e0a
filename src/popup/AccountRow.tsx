// One account: names, the code, the time it has left, and what can be done with it.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not on screen
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the search box, which points here by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: so do the keys

import { FEW_LEFT } from '../core/recovery/set';
import type { Row } from '../messages/views';
import { NEXT_SHOWN_MS, secondsLeft, spelt, type TimedCode } from '../ui/codes';
import { Digits } from '../ui/Digits';
import { IconButton } from '../ui/IconButton';
import { Icon } from '../ui/icons';
import { Ring } from '../ui/Ring';
import { SiteMark } from '../ui/SiteMark';
import { shownSite } from '../ui/site-name';
import { t, tCount } from '../ui/words';
import { fullNameOf, nameOf } from './names';

export interface RowActions {
  readonly onFill: (row: Row) => void;
  readonly onCopy: (row: Row) => void;
  readonly onDelete: (row: Row) => void;
  readonly onNextCode: (row: Row) => void;
  /** Shows it by itself. */
  readonly onOpen: (row: Row) => void;
  readonly onSelect: (index: number, row: Row, event: MouseEvent) => void;
  readonly onRecovery: (id: string) => void;
  readonly onDamaged: (id: string) => void;
}

interface Props extends RowActions {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  /** The row in hand. */
  readonly selected: boolean;
  /** null: accounts are not being selected. */
  readonly picked: boolean | null;
  readonly movable: boolean;
  readonly dragged: boolean;
  readonly canFill: boolean;
  readonly code: TimedCode | null;
  readonly now: number;
}

/** What a screen reader says of the row that the search box points at. */
function spokenRow(row: Row, code: TimedCode | null): string {
  const spokenCode = row.kind === 'passkey' || code === null ? '' : spelt(code.code);
  const left = row.left === null ? '' : tCount('recoveryLeft', row.left, String(row.total ?? 0));
  return [fullNameOf(row), spokenCode, left].filter((words) => words).join(', ');
}

export function AccountRow(props: Props) {
  const { row, index, code, now, picked } = props;
  // while accounts are selected there is nothing else to do on a row
  const selected = props.selected && picked === null;
  const name = fullNameOf(row);
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      class={props.dragged ? 'account dragged' : 'account'}
      data-testid="account-row"
      data-id={row.id}
      data-type={row.otpType ?? row.kind}
      data-here={row.here ?? undefined}
      data-damaged={row.damaged || undefined}
      aria-rowindex={index + 1}
      aria-label={spokenRow(row, code)}
      aria-selected={picked ?? props.selected}
      data-current={props.selected || undefined}
      tabIndex={-1}
      style={{ transform: `translateY(${props.top}px)` }}
      onMouseDown={(event) => {
        // the browser would select the text between two clicks
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => props.onSelect(index, row, event)}
      onDblClick={() => picked === null && (row.damaged ? props.onDamaged(row.id) : props.onCopy(row))}
    >
      {props.movable && (
        <span class="account-grip" aria-hidden="true" title={t('dragGrip')}>
          <Icon name="grip" />
        </span>
      )}
      <div role="gridcell" class="account-what">
        <p class="account-name">
          {picked === null ? (
            <SiteMark sites={row.sites} name={nameOf(row)} />
          ) : (
            <span class="pick" aria-hidden="true" data-testid="pick">
              <Icon name="check" />
            </span>
          )}
          <span class="account-issuer" data-part="issuer">
            {row.issuer || row.rpId}
          </span>
          <span class="account-label" data-part="account">
            {row.account}
          </span>
          {row.kind !== 'recovery' && <RecoveryLink row={row} selected={selected} onRecovery={props.onRecovery} />}
        </p>
        {row.damaged ? (
          <DamagedLine row={row} selected={selected} onDamaged={props.onDamaged} />
        ) : (
          <CodeLine row={row} code={code} now={now} selected={selected} onNextCode={props.onNextCode} onRecovery={props.onRecovery} />
        )}
        <span class="unseen" data-part="sites" data-value={row.sites.join(' ')}>
          {row.sites.map(shownSite).join(' ')}
        </span>
      </div>
      <div role="gridcell" class="account-actions">
        {row.otpType !== null && !row.damaged && (
          <>
            {props.canFill && (
              <button
                type="button"
                tabIndex={selected ? 0 : -1}
                data-testid="fill"
                aria-label={t('fillNamed', name)}
                title={t('fillHint')}
                onClick={() => props.onFill(row)}
              >
                {t('fill')}
              </button>
            )}
            <IconButton
              icon="copy"
              name={t('copyNamed', name)}
              hint={t('copyHint')}
              testid="copy"
              stop={selected}
              onPress={() => props.onCopy(row)}
            />
          </>
        )}
        {!row.damaged && (
          <IconButton
            icon="trash"
            name={t('deleteNamed', name)}
            hint={t('deleteHint')}
            testid="delete"
            stop={selected}
            onPress={() => props.onDelete(row)}
          />
        )}
      </div>
      <div role="gridcell" class="account-open">
        <IconButton
          icon="open"
          name={t('openCardNamed', name)}
          hint={t('openCardHint')}
          testid="open-card"
          stop={selected}
          onPress={() => props.onOpen(row)}
        />
      </div>
      <div role="gridcell" class="account-time">
        {!row.damaged && <RowTime row={row} code={code} now={now} selected={selected} onNextCode={props.onNextCode} />}
      </div>
    </div>
  );
}

type LineProps = Pick<Props, 'row' | 'code' | 'now' | 'selected' | 'onNextCode'>;

/** What is left of the set, and the way to it. */
function RecoveryLink({ row, selected, onRecovery }: Pick<Props, 'row' | 'selected' | 'onRecovery'>) {
  const { recoveryId, left, total } = row;
  if (recoveryId === null || left === null) return null;
  return (
    <button
      type="button"
      class={left <= FEW_LEFT ? 'account-recovery few' : 'account-recovery'}
      tabIndex={selected ? 0 : -1}
      data-testid="recovery-open"
      data-id={recoveryId}
      data-left={left}
      data-total={total ?? 0}
      aria-label={`${t('recoveryOpenNamed', fullNameOf(row))}: ${tCount('recoveryLeft', left, String(total ?? 0))}`}
      title={tCount('recoveryLeft', left, String(total ?? 0))}
      onClick={() => onRecovery(recoveryId)}
    >
      {row.kind === 'recovery' ? tCount('recoveryLeft', left, String(total ?? 0)) : t('recoveryShort', String(left), String(total ?? 0))}
    </button>
  );
}

/** Where the code would be: what became of it, and the one thing to do. */
function DamagedLine({ row, selected, onDamaged }: Pick<Props, 'row' | 'selected' | 'onDamaged'>) {
  return (
    <p class="account-else account-damaged">
      <Icon name="warning" />
      <span>{t('damagedRow')}</span>
      <button
        type="button"
        class="link"
        tabIndex={selected ? 0 : -1}
        data-testid="damaged-open"
        aria-label={t('damagedOpenNamed', fullNameOf(row))}
        onClick={() => onDamaged(row.id)}
      >
        {t('damagedOpen')}
      </button>
    </p>
  );
}

type CodeProps = LineProps & Pick<Props, 'onRecovery'>;

function CodeLine({ row, code, now, selected, onNextCode, onRecovery }: CodeProps) {
  if (row.kind === 'recovery')
    return (
      <p class="account-else">
        <RecoveryLink row={row} selected={selected} onRecovery={onRecovery} />
      </p>
    );
  if (row.kind === 'passkey')
    return (
      <p class="account-else account-passkey">
        <Icon name="passkey" />
        <bdi data-part="rp-id" data-value={row.rpId}>
          {t('passkeyOf', row.rpId ?? '')}
        </bdi>
      </p>
    );
  if (row.otpType === 'hotp' && code === null) {
    return (
      <p class="account-code">
        <button
          type="button"
          class="small"
          tabIndex={selected ? 0 : -1}
          data-testid="next-code"
          aria-label={t('nextCodeNamed', fullNameOf(row))}
          onClick={() => onNextCode(row)}
        >
          {t('nextCode')}
        </button>
      </p>
    );
  }
  const nextShown = code?.nextCode != null && code.validUntil !== null && code.validUntil - now <= NEXT_SHOWN_MS;
  return (
    <p class="account-code">
      <span class={code !== null && code.code.length > 8 ? 'code code-long' : 'code'} data-part="code" data-code={code?.code} dir="ltr">
        {code === null ? <span class="bone bone-code" /> : <Digits code={code.code} />}
      </span>
      <span
        class={nextShown ? 'code-next' : 'code-next code-next-off'}
        data-part="next"
        data-code={nextShown ? code.nextCode : undefined}
        dir="ltr"
      >
        {nextShown && <Digits code={code.nextCode ?? ''} />}
      </span>
    </p>
  );
}

function RowTime({ row, code, now, selected, onNextCode }: LineProps) {
  if (code === null) return null;
  if (code.validFrom === null || code.validUntil === null) {
    return row.otpType !== 'hotp' ? null : (
      <IconButton
        icon="next"
        name={t('nextCodeNamed', fullNameOf(row))}
        hint={t('nextCode')}
        testid="next-code"
        stop={selected}
        onPress={() => onNextCode(row)}
      />
    );
  }
  return (
    <Ring
      validFrom={code.validFrom}
      validUntil={code.validUntil}
      now={now}
      seconds={secondsLeft(code, now) ?? 0}
      ending={code.validUntil - now <= NEXT_SHOWN_MS}
    />
  );
}
