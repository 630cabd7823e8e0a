// Writes into one box as a person's typing would: focus, keydown, beforeinput, the value, input, keyup; `change` when the box is left.

/** Boxes that hold what we wrote and nobody has typed in since: the only ones that may be written over. */
const ours = new WeakSet<HTMLInputElement>();

/** Whether this box may be written: empty, blank, or still holding our own earlier code. */
export const isFree = (box: HTMLInputElement): boolean => (box.value.trim() === '' && !box.validity.badInput) || ours.has(box);

/** Whether typing could reach this box now. Opacity does not count: sites lay a transparent box over painted ones. */
export const isUsable = (box: HTMLInputElement): boolean =>
  box.isConnected && !box.matches(':disabled') && !box.readOnly && box.checkVisibility({ visibilityProperty: true });

/** Writes once. Where a handler of the page takes the key for itself or refuses the input, nothing: reading back tells. */
export function type(box: HTMLInputElement, text: string): void {
  if (deepActive(box) !== box) box.focus({ preventScroll: true });
  if (!isUsable(box)) return;
  // Number filters look at the key: the last character passes where the code does.
  const key = text.slice(-1);
  const keyed = box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
  if (keyed && isUsable(box) && box.dispatchEvent(inputEvent('beforeinput', text)) && isUsable(box)) {
    // This world's own `value` setter: a framework that replaced the property on the element sees a change that it did not make.
    box.value = text;
    markOurs(box);
    box.dispatchEvent(inputEvent('input', text));
    changeWhenLeft(box);
  }
  box.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true, cancelable: true, composed: true }));
}

const inputEvent = (name: 'beforeinput' | 'input', data: string): InputEvent =>
  new InputEvent(name, { inputType: 'insertText', data, bubbles: true, cancelable: name === 'beforeinput', composed: true });

/** Offers the text to the box as a paste. True where the page says that it took it. */
export function paste(box: HTMLInputElement, text: string): boolean {
  if (deepActive(box) !== box) box.focus({ preventScroll: true });
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const untouched = box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
  clipboardData.clearData();
  return !untouched;
}

export function markOurs(box: HTMLInputElement): void {
  if (ours.has(box)) return;
  ours.add(box);
  const typed = (event: Event): void => {
    if (!event.isTrusted) return;
    ours.delete(box);
    box.removeEventListener('input', typed);
  };
  box.addEventListener('input', typed);
}

const leaving = new WeakSet<HTMLInputElement>();

/**
 * A browser fires `change` for typed text when the box loses the focus or Enter is pressed in it, and never for a value set by script.
 * Fired together with `input`, it makes sites that listen to both submit twice, and a code counts once.
 */
function changeWhenLeft(box: HTMLInputElement): void {
  if (leaving.has(box)) return;
  if (deepActive(box) !== box) {
    box.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  leaving.add(box);
  const done = (event: Event): void => {
    if (event instanceof KeyboardEvent && (event.key !== 'Enter' || !event.isTrusted)) return;
    leaving.delete(box);
    box.removeEventListener('blur', done);
    box.removeEventListener('keydown', done);
    if (box.isConnected && ours.has(box)) box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  box.addEventListener('blur', done);
  box.addEventListener('keydown', done);
}

/** The focused element as the box's own tree sees it. */
function deepActive(box: HTMLInputElement): Element | null {
  const root = box.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}
