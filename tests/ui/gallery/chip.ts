// The scenes of the chip in a page: `?scene=NAME&theme=light|dark&lang=ar`.

import { buildChip } from '../../../src/content/offer-chip';
import { chipScenes } from './chip-scenes';
import { offerScenes } from './shown';
import { type MessageFile, messageOf } from './words-of-file';

const parameters = new URLSearchParams(location.search);
const folder = parameters.get('lang') ?? 'en';
const { default: file } = (await import(`../../../public/_locales/${folder}/messages.json`)) as { default: MessageFile };
const word = (key: string, args: readonly string[] = []): string =>
  key === '@@bidi_dir' ? (folder === 'ar' ? 'rtl' : 'ltr') : messageOf(file, key, args);
// where the chip looks for the words of its extension
Object.assign(globalThis, { browser: { i18n: { getMessage: word } } });
document.documentElement.lang = folder.replace('_', '-');
document.documentElement.dir = word('@@bidi_dir');
// axe looks into open roots only
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function openly(init) {
  return attach.call(this, { ...init, mode: 'open' });
};

await offerScenes(parameters, async (name) => {
  document.querySelector('[popover]')?.remove();
  const scene = chipScenes[name];
  if (scene === undefined) return;
  const chip = buildChip({ ...scene.offer, offerId: 'o', findingId: 1 });
  document.querySelector('main')?.append(chip.host);
  chip.host.showPopover();
  chip.ready(true);
  const { said, focus } = scene;
  if (said !== undefined) {
    const outcome = said.ok === undefined ? undefined : said.ok ? 'ok' : 'error';
    chip.say(said.phase, word(said.key, said.args), outcome);
  }
  const box = document.querySelector('input')?.getBoundingClientRect();
  const width = chip.host.getBoundingClientRect().width;
  const left = document.documentElement.dir === 'rtl' ? (box?.right ?? 0) - width : (box?.left ?? 0);
  chip.moveTo(Math.max(4, Math.min(left, innerWidth - width - 4)), (box?.bottom ?? 0) + 6);
  if (focus !== undefined) chip[focus].focus({ focusVisible: true } as FocusOptions);
});
