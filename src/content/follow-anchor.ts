// Tells when what a chip is beside may have moved. Nothing runs while nothing moves: events start a short run of frames, which ends
// once the boxes have been still for a while.

const STILL_FRAMES = 12;

/** `settle` is called in an animation frame; it returns whether something moved since its last call. */
export function followAnchor(anchors: readonly Element[], settle: () => boolean, signal: AbortSignal): void {
  let frame = 0;
  let still = 0;

  const step = (): void => {
    frame = 0;
    if (signal.aborted) return;
    still = settle() ? 0 : still + 1;
    if (still < STILL_FRAMES) frame = requestAnimationFrame(step);
    else watchShift();
  };
  const wake = (): void => {
    still = 0;
    if (frame === 0 && !signal.aborted) frame = requestAnimationFrame(step);
  };

  const quiet = { signal, capture: true, passive: true } as const;
  for (const type of ['scroll', 'transitionrun', 'animationstart', 'load', 'fullscreenchange'])
    document.addEventListener(type, wake, quiet);
  window.addEventListener('resize', wake, quiet);
  window.visualViewport?.addEventListener('resize', wake, quiet);
  document.addEventListener('visibilitychange', wake, quiet);

  const sizes = new ResizeObserver(wake);
  sizes.observe(document.documentElement);
  for (const anchor of anchors) sizes.observe(anchor);

  // A shift of layout has no event. An observer whose root is trimmed to the anchor's present box sees it leave that box.
  let shifts: IntersectionObserver | undefined;
  function watchShift(): void {
    shifts?.disconnect();
    const anchor = anchors[0];
    const { clientWidth, clientHeight } = document.documentElement;
    const box = anchor?.getBoundingClientRect();
    if (anchor === undefined || box === undefined) return;
    const trim = [box.top, clientWidth - box.right, clientHeight - box.bottom, box.left].map((side) => `${-Math.floor(side)}px`).join(' ');
    let first = true;
    let ratio = 1;
    shifts = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1)?.intersectionRatio ?? 0;
        if (!first && now !== ratio) wake();
        first = false;
        ratio = now;
      },
      { rootMargin: trim, threshold: [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1] },
    );
    shifts.observe(anchor);
  }

  // Scrolled out of its container or taken out of the layout.
  const presence = new IntersectionObserver(wake, { threshold: [0, 0.5] });
  for (const anchor of anchors) presence.observe(anchor);

  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
    presence.disconnect();
    shifts?.disconnect();
  });
  wake();
}
