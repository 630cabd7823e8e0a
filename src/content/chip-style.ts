// How the chip looks, and that nothing of the page changes it: the important declarations of a shadow root beat those of the document,
// inline ones, animations and transitions (css-cascade-5 §6.4.4), and `all` leaves out no more than direction, unicode-bidi and custom
// properties. The chip itself never has opacity, filter or scale of its own while it can be pressed: the observer would call it
// invisible. No font by name: a page may give its own font any name.

const CHIP_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  display: block !important;
  width: max-content !important;
  max-width: min(400px, calc(100vw - 8px)) !important;
  height: 40px !important;
  direction: ltr !important;
  unicode-bidi: isolate !important;
  color-scheme: light dark !important;
}
:host(:not(:popover-open)) { display: none !important; }
:host::before, :host::after, :host::backdrop { display: none !important; }
@media print { :host { display: none !important; } }

.cs-chip {
  --ground: #fff;
  --hover: #f0f4f3;
  --text: #14201d;
  --quiet: #55635f;
  --edge: #cbd6d2;
  --accent: #0a6b5d;
  --ok: #14713d;
  --error: #b3261e;
  box-sizing: border-box;
  display: flex;
  align-items: stretch;
  height: 40px;
  width: 100%;
  overflow: hidden;
  border: 1px solid var(--edge);
  border-radius: 10px;
  background: var(--ground);
  box-shadow: 0 1px 2px #0000001f, 0 3px 12px #0000001a;
  color: var(--text);
  font: 500 13.5px/20px system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  .cs-chip {
    --ground: #182120;
    --hover: #25302e;
    --text: #eaf2f0;
    --quiet: #a2b1ad;
    --edge: #43524e;
    --accent: #62d2bd;
    --ok: #6fd69a;
    --error: #ff9a92;
  }
}
button, .cs-status {
  all: unset;
  box-sizing: border-box;
  display: flex;
  align-items: center;
  min-width: 0;
}
.cs-act, .cs-status {
  flex: 1 1 auto;
  gap: 9px;
  padding-inline: 9px 12px;
}
.cs-act { cursor: pointer; }
.cs-act:hover, .cs-close:hover { background: var(--hover); }
.cs-act:focus-visible, .cs-close:focus-visible { outline: 2px solid var(--accent); outline-offset: -3px; border-radius: 8px; }
.cs-words { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; line-height: 17px; padding-block: 2px; margin-block: -2px; text-wrap: balance; unicode-bidi: isolate; }
.cs-close {
  flex: none;
  width: 32px;
  justify-content: center;
  color: var(--quiet);
  cursor: pointer;
}
.cs-close:hover { color: var(--text); }
svg { flex: none; display: block; pointer-events: none; }
.cs-mark { width: 22px; height: 22px; }
.cs-ground { fill: var(--accent); }
.cs-line { fill: none; stroke: var(--ground); stroke-width: 3.4; stroke-linecap: round; stroke-linejoin: round; }
.cs-cross { width: 12px; height: 12px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.cs-status:empty, .cs-chip[data-phase="offer"] .cs-status, .cs-chip:not([data-phase="offer"]) .cs-act { display: none; }
.cs-status { cursor: default; }
.cs-status[data-outcome="ok"] { color: var(--ok); }
.cs-status[data-outcome="error"] { color: var(--error); }
.cs-chip[data-phase="busy"] .cs-status { color: var(--quiet); }
.cs-chip[data-phase="leaving"] { opacity: 0; transition: opacity 400ms; }
@media (prefers-reduced-motion: reduce) { .cs-chip[data-phase="leaving"] { transition: none; } }
@media (forced-colors: active) {
  .cs-chip { --ground: Canvas; --hover: Canvas; --text: CanvasText; --quiet: CanvasText; --edge: CanvasText; --accent: Highlight; --ok: CanvasText; --error: CanvasText; }
  .cs-act:hover, .cs-close:hover { outline: 2px solid Highlight; outline-offset: -3px; }
}
`;

let shared: CSSStyleSheet | undefined;

/** One sheet for all chips of this document. */
export function chipSheet(): CSSStyleSheet {
  if (shared === undefined) {
    shared = new CSSStyleSheet();
    shared.replaceSync(CHIP_CSS);
  }
  return shared;
}
