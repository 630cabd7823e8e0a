// One picture of the store: `?picture=NAME`. The surfaces in it are scenes of the gallery, each in a frame of its own.

import { type Picture, pictures } from './pictures';

const mark = (size: number, ground: string, ring: string, sign: string): string =>
  `<svg viewBox="0 0 32 32" width="${size}" height="${size}"><rect width="32" height="32" rx="8" fill="${ground}"/>
    <g fill="none" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round">
    <path d="M21.6 8.8A9.2 9.2 0 1 0 24.9 18.2" stroke="${ring}"/><path d="M12.2 16.3l3.7 3.7L26 9.4" stroke="${sign}"/></g></svg>`;

const name = new URLSearchParams(location.search).get('picture') ?? '';
if (name === 'tile') {
  document.body.className = 'tile';
  document.body.innerHTML = `<div class="words"><h1>${mark(54, '#fff', '#8fc2b8', '#0a6b5d')}Countersign</h1>
    <p>Codes, recovery codes and passkeys in one encrypted vault</p></div>`;
} else show(pictures[name] as Picture);
await Promise.all([...document.querySelectorAll('iframe')].map(shown));
document.documentElement.dataset.shown = 'true';

function show({ title, text, shots }: Picture): void {
  const frames = shots.map(({ page, left, top, width, height, from = 0, zoom = 1, address, dark = false }) => {
    const [w, h] = [(width - from) * zoom, height * zoom];
    const bar = address === undefined ? '' : `<div class="bar"><i></i><i></i><i></i><span>${address}</span></div>`;
    return `<div class="shot${dark ? ' dark' : ''}" style="left:${left}px;top:${top}px;width:${w}px;height:${h + (bar === '' ? 0 : 48)}px">${bar}
      <iframe src="../${page}" width="${width}" height="${height}" style="zoom:${zoom};margin-left:${-from}px"></iframe></div>`;
  });
  document.body.innerHTML = `<div class="words"><span class="brand">${mark(40, '#0a6b5d', '#a9d3ca', '#fff')}Countersign</span>
    <h1>${title}</h1><p>${text}</p></div>${frames.join('')}`;
}

/** Until a scene is all there, and an answer in it can be given. */
async function shown(frame: HTMLIFrameElement): Promise<void> {
  const until = async (there: () => boolean): Promise<void> => {
    while (!there()) await new Promise((done) => setTimeout(done, 50));
  };
  await until(() => frame.contentDocument?.documentElement.dataset.shown !== undefined);
  const page = frame.contentDocument;
  if (page?.querySelector('[data-armed]') == null) return;
  frame.focus();
  await until(() => page.querySelector('[data-armed="true"]') !== null);
  (page.activeElement as HTMLElement | null)?.blur();
}
