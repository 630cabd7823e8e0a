// One account as a QR code for a phone: after the password, for a minute, on a canvas, so that no attribute of the page holds the key.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { MoveQr } from '../messages/card-protocol';
import { SecretForm } from '../ui/SecretForm';
import { errorWords, t, tCount } from '../ui/words';
import type { Host } from './host';

/** Seconds. */
const SHOWN_FOR = 60;
/** Modules of white around the code (ISO/IEC 18004 §6.3.8). */
const QUIET = 4;
/** Canvas pixels a module: whole, so that the camera sees sharp edges. */
const SCALE = 8;

interface Props {
  readonly host: Host;
  readonly id: string;
  readonly onDone: () => void;
}

export function CardMove({ host, id, onDone }: Props) {
  const [qr, setQr] = useState<MoveQr | null>(null);
  const show = async (password: string): Promise<string | null> => {
    const reply = await host.ask('items/move-qr', { id, password });
    if (!reply.ok) return errorWords(reply.error);
    setQr(reply.value);
    return null;
  };

  if (qr !== null) return <ShownQr qr={qr} onDone={onDone} />;
  return (
    <div class="stack" data-testid="move-form">
      <h3>{t('cardMove')}</h3>
      <SecretForm
        act="move"
        lead={t('moveLead')}
        submit={t('moveSubmit')}
        onSecret={show}
        beside={
          <button type="button" data-testid="move-cancel" onClick={onDone}>
            {t('cancel')}
          </button>
        }
      />
    </div>
  );
}

function ShownQr({ qr, onDone }: { readonly qr: MoveQr; readonly onDone: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [until] = useState(() => Date.now() + SHOWN_FOR * 1000);
  const [left, setLeft] = useState(SHOWN_FOR);

  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, qr);
  }, [qr]);
  // by the clock, not by counting: a page in the background is woken seldom
  useEffect(() => {
    const timer = setInterval(() => {
      const rest = Math.ceil((until - Date.now()) / 1000);
      setLeft(Math.max(0, rest));
      if (rest <= 0) onDone();
    }, 500);
    return () => clearInterval(timer);
  }, [until]);

  const side = (qr.size + 2 * QUIET) * SCALE;
  return (
    <div class="move-qr" data-testid="move-qr">
      <canvas ref={canvas} width={side} height={side} role="img" aria-label={t('moveAlt')} />
      <p class="note">{t('moveScan')}</p>
      {qr.warnings.includes('counter') && <p class="reason">{t('moveCounter')}</p>}
      {qr.warnings.includes('unusual') && <p class="reason">{t('moveUnusual')}</p>}
      <button type="button" class="wide" data-testid="move-done" onClick={onDone}>
        {tCount('moveHide', left)}
      </button>
    </div>
  );
}

/** Dark on white in every theme: that is what cameras expect. */
function draw(canvas: HTMLCanvasElement, { size, modules }: MoveQr): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let at = 0; at < modules.length; at++) {
    if (modules[at] !== '1') continue;
    context.fillRect(((at % size) + QUIET) * SCALE, (Math.floor(at / size) + QUIET) * SCALE, SCALE, SCALE);
  }
}
