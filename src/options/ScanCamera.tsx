// The camera, looked through for set-up codes until one is found; parts of an export one after another. Nothing is recorded.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { Reply } from '../messages/routes';
import { drawn, openCamera } from '../platform/capture-input';
import { Icon } from '../ui/icons';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Pick<Host, 'ask'>;
  /** What was found is being looked at: no further code is taken. */
  readonly paused: boolean;
  readonly onEnd: (reply: Reply<CaptureEnd>) => Promise<void>;
}

/** Milliseconds between two looks. */
const PAUSE = 300;

export function ScanCamera({ host, paused, onEnd }: Props) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  const isPaused = useRef(paused);
  isPaused.current = paused;
  const newestEnd = useRef(onEnd);
  newestEnd.current = onEnd;

  const start = async (): Promise<void> => {
    const opened = await openCamera();
    setProblem(opened.ok ? null : errorWords(opened.error));
    setStream(opened.ok ? opened.value : null);
  };

  useEffect(() => {
    const film = video.current;
    if (stream === null || film === null) return;
    film.srcObject = stream;
    void film.play().catch(() => undefined);
    let timer: ReturnType<typeof setTimeout>;
    let over = false;
    const look = async (): Promise<void> => {
      const frame = isPaused.current || film.readyState < 2 ? null : drawn(film, film.videoWidth, film.videoHeight);
      const reply = frame === null ? null : await host.ask('capture/image', { dataUrl: frame, more: false });
      if (over) return;
      // most frames show no code yet
      if (reply?.ok === true) {
        await newestEnd.current(reply);
        if (!('choosing' in reply.value)) return setStream(null);
      } else if (reply !== null && reply.error.code !== 'nothing-found' && reply.error.code !== 'timeout') {
        setProblem(errorWords(reply.error));
      }
      timer = setTimeout(() => void look(), PAUSE);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream, host]);

  return (
    <div class="camera">
      {stream === null ? (
        <button type="button" data-testid="scan-camera" onClick={() => void start()}>
          <Icon name="scan" /> {t('scanCamera')}
        </button>
      ) : (
        <>
          <video ref={video} muted playsInline aria-label={t('scanCameraLabel')} data-testid="scan-video" />
          <button type="button" data-testid="scan-camera-stop" onClick={() => setStream(null)}>
            {t('scanCameraStop')}
          </button>
        </>
      )}
      <p class="form-problem" role="alert" data-testid="camera-problem">
        {problem}
      </p>
    </div>
  );
}
