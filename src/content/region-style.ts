// How the overlay for drawing a frame looks. As for the chip, important declarations of the root beat those of the page.

const REGION_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  display: block !important;
  width: 100vw !important;
  height: 100vh !important;
  margin: 0 !important;
  border: 0 !important;
  padding: 0 !important;
  background: none !important;
  overflow: hidden !important;
  color-scheme: light dark !important;
}
:host(:not(:popover-open)) { display: none !important; }
:host::before, :host::after, :host::backdrop { display: none !important; }
@media print { :host { display: none !important; } }
.cs-region {
  position: absolute;
  inset: 0;
  cursor: crosshair;
  touch-action: none;
  user-select: none;
  background: #0b141166;
}
.cs-region[data-phase="said"] { background: none; cursor: default; pointer-events: none; }
.cs-frame { position: absolute; box-sizing: border-box; border: 2px solid #62d2bd; outline: 1px solid #05211b; background: #ffffff26; }
.cs-region[data-phase="said"] .cs-frame { display: none; }
p {
  position: absolute;
  inset-block-start: 16px;
  inset-inline: 0;
  width: max-content;
  max-width: calc(100vw - 32px);
  margin: 0 auto;
  box-sizing: border-box;
  padding: 10px 16px;
  border: 1px solid #ccd4dd;
  border-radius: 10px;
  background: #fff;
  box-shadow: 0 3px 12px #00000033;
  color: #16202c;
  font: 500 14px/20px system-ui, sans-serif;
  pointer-events: none;
}
p[data-outcome="ok"] { color: #14713d; }
p[data-outcome="error"] { color: #b3261e; }
@media (prefers-color-scheme: dark) {
  p { border-color: #47515d; background: #1c2128; color: #eef2f6; }
  p[data-outcome="ok"] { color: #6fd69a; }
  p[data-outcome="error"] { color: #ff9a92; }
}
`;

/** One sheet; made anew each time, since the overlay is rare. */
export function regionSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(REGION_CSS);
  return sheet;
}
