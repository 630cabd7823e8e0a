// The box, or boxes, that a code goes into, in the ways that sites build them.

import { Html, html } from './html';
import { boxCount, type Variant } from './variants';

const TYPES = ['password', 'tel', 'number'] as const;

function singleBox(variant: Variant, digits: number): Html {
  const type = TYPES.find((one) => variant.fields.includes(one)) ?? 'text';
  return html`<input id="code" name="code" type="${type}" inputmode="numeric" autocomplete="one-time-code" maxlength="${digits}" aria-describedby="code-help">`;
}

function splitBoxes(count: number): Html {
  const boxes = Array.from(
    { length: count },
    (_box, i) =>
      html`<input class="box" type="text" inputmode="numeric" maxlength="1" autocomplete="off" aria-label="Digit ${i + 1} of ${count}">`,
  );
  return html`<div class="boxes" role="group" aria-label="Verification code">${boxes}</div><input type="hidden" name="code" id="code-joined">`;
}

/** Moves on at each digit, takes a paste apart, and joins the boxes for the form. */
const SPLIT = `
  const boxes = [...document.querySelectorAll('input.box')];
  const joined = document.getElementById('code-joined');
  boxes.forEach((box, i) => {
    box.addEventListener('input', () => {
      box.value = box.value.replace(/\\D/g, '').slice(-1);
      joined.value = boxes.map((one) => one.value).join('');
      if (box.value && boxes[i + 1]) boxes[i + 1].focus();
      if (joined.value.length === boxes.length) joined.dispatchEvent(new Event('complete'));
    });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Backspace' && !box.value && boxes[i - 1]) boxes[i - 1].focus();
    });
    box.addEventListener('paste', (event) => {
      event.preventDefault();
      const digits = event.clipboardData.getData('text').replace(/\\D/g, '');
      boxes.slice(i).forEach((one, k) => { if (digits[k]) { one.value = digits[k]; one.dispatchEvent(new InputEvent('input', { bubbles: true })); } });
    });
  });`;

/** As React's controlled inputs: an own value property tracks what the program wrote; what no InputEvent announced is undone. */
const CONTROLLED = `
  const field = document.getElementById('code');
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  let state = '';
  let tracked = '';
  Object.defineProperty(field, 'value', {
    configurable: true,
    get() { return native.get.call(this); },
    set(value) { tracked = String(value); native.set.call(this, value); },
  });
  const render = () => { if (native.get.call(field) !== state) native.set.call(field, state); tracked = state; };
  field.addEventListener('input', (event) => {
    const value = native.get.call(field);
    if (event instanceof InputEvent && value !== tracked) state = value.replace(/\\D/g, '').slice(0, Number(field.maxLength));
    render();
  });
  setInterval(render, 50);
  field.form.addEventListener('formdata', (event) => event.formData.set('code', state));`;

/** Focus alone is not enough: a window behind another one tells no focus. */
const REMOVED = `
  const field = document.getElementById('code');
  const leave = () => field.closest('.field')?.remove();
  field.addEventListener('focus', leave);
  field.addEventListener('keydown', leave);`;

const LATE = `
    const shelf = document.getElementById('late-field');
    shelf.replaceWith(shelf.content);`;

const AUTOSUBMIT = `
  const form = document.getElementById('code-form');
  const single = document.getElementById('code');
  if (single) single.addEventListener('input', () => { if (single.value.length === Number(form.dataset.digits)) form.requestSubmit(); });
  else document.getElementById('code-joined').addEventListener('complete', () => form.requestSubmit());`;

/** An open shadow root whose field hands its value to the form around it. */
const SHADOW = `
  const shelf = document.getElementById('shadow-field');
  const host = document.createElement('code-entry');
  const root = host.attachShadow({ mode: 'open' });
  for (const sheet of document.querySelectorAll('style')) root.append(sheet.cloneNode(true));
  root.append(shelf.content);
  shelf.replaceWith(host);
  document.getElementById('code-form').addEventListener('formdata', (event) => event.formData.set('code', root.getElementById('code').value));`;

/** Field with label and script; the surrounding form has the id `code-form`. */
export function codeField(variant: Variant, digits: number, nonce: string): Html {
  const count = boxCount(variant);
  const field = html`<div class="field">
<label for="${count > 1 ? 'code-joined' : 'code'}">Verification code</label>
${count > 1 ? splitBoxes(count) : singleBox(variant, digits)}
<p class="help" id="code-help">Enter the ${digits}-digit code from your authenticator app.</p>
</div>`;
  const behaviour = [
    variant.fields.includes('shadow') ? SHADOW : '',
    count > 1 ? SPLIT : '',
    variant.fields.includes('controlled') ? CONTROLLED : '',
    variant.fields.includes('removed') ? REMOVED : '',
    variant.fields.includes('autosubmit') ? AUTOSUBMIT : '',
  ]
    .filter((source) => source !== '')
    .map((source) => `{${source}\n}`)
    .join('\n');
  const late = variant.fields.includes('late');
  const shelf = late ? 'late-field' : variant.fields.includes('shadow') ? 'shadow-field' : null;
  const source = late ? `setTimeout(() => {${LATE}\n${behaviour}\n}, 1000);` : behaviour;
  return html`${shelf === null ? field : html`<template id="${shelf}">${field}</template>`}
${source === '' ? null : html`<script nonce="${nonce}">${new Html(source)}</script>`}`;
}
