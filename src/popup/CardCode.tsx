// The code of a card: the largest thing on it. A counter's code comes only when it is asked for.

import { useMemo } from 'preact/hooks';
import type { CodeView, Row } from '../messages/views';
import { NEXT_SHOWN_MS, secondsLeft } from '../ui/codes';
import { Digits } from '../ui/Digits';
import { Ring } from '../ui/Ring';
import { t } from '../ui/words';
import type { Host } from './host';
import { useCodes } from './use-codes';

interface Props {
  readonly host: Host;
  readonly row: Row;
  readonly issued: ReadonlyMap<string, CodeView>;
  readonly onNextCode: (row: Row) => void;
}

export function CardCode({ host, row, issued, onNextCode }: Props) {
  const rows = useMemo(() => [row], [row.id, row.code]);
  const codes = useCodes(host, rows, issued);
  const code = codes.codeOf(row);
  const { now } = codes;
  const ending = code?.validUntil != null && code.validUntil - now <= NEXT_SHOWN_MS;
  return (
    <div class="card-code">
      <p>
        <span
          class={code !== null && code.code.length > 8 ? 'code code-long' : 'code'}
          data-part="card-code"
          data-code={code?.code}
          dir="ltr"
        >
          {code === null ? row.otpType === 'hotp' ? '–' : <span class="bone bone-code" /> : <Digits code={code.code} />}
        </span>
        <span class={ending ? 'code-next' : 'code-next code-next-off'} dir="ltr">
          {ending && <Digits code={code?.nextCode ?? ''} />}
        </span>
      </p>
      {row.otpType === 'hotp' && (
        <button type="button" class="small" data-testid="card-next-code" onClick={() => onNextCode(row)}>
          {t('nextCode')}
        </button>
      )}
      {code?.validFrom != null && code.validUntil !== null && (
        <Ring validFrom={code.validFrom} validUntil={code.validUntil} now={now} seconds={secondsLeft(code, now) ?? 0} ending={ending} />
      )}
    </div>
  );
}
