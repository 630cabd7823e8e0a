// Scripts of the pages that call WebAuthn, written as a site writes them today: JSON options in, toJSON out.

import { Html } from './html';

/** `ask(path, fields)` posts to the site; `create(options)` and `get(options, more)` answer JSON and keep the object for tests to look at. */
const SHARED = `
  const ask = async (path, fields) => (await fetch(path + location.search, { method: 'POST', body: new URLSearchParams(fields) })).json();
  const create = async (options, more) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    window.lastCredential = await navigator.credentials.create({ publicKey, ...more });
    return window.lastCredential.toJSON();
  };
  const get = async (options, more) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    window.lastCredential = await navigator.credentials.get({ publicKey, ...more });
    return window.lastCredential.toJSON();
  };
  const say = (text) => {
    const place = document.getElementById('key-trouble');
    place.textContent = text;
    place.hidden = text === '';
  };
  const why = (error) => error.name === 'NotAllowedError' ? 'Nothing was chosen, or it took too long.'
    : error.name === 'InvalidStateError' ? 'That one is registered already.' : error.name + ': ' + error.message;`;

/** Adds a method: button #key-register, field #key-name, `data-kind`. */
export const REGISTER = new Html(`(() => {${SHARED}
  const button = document.getElementById('key-register');
  button.addEventListener('click', async () => {
    say('');
    try {
      const response = await create(await ask('/webauthn/register/options', { kind: button.dataset.kind }));
      const name = document.getElementById('key-name').value;
      const verdict = await ask('/webauthn/register', { response: JSON.stringify(response), name });
      if (verdict.ok) location.assign(verdict.to); else say(verdict.trouble);
    } catch (error) { say(why(error)); }
  });
})();`);

/** The second step after a password: button #key-use. */
export const SECOND_STEP = new Html(`(() => {${SHARED}
  document.getElementById('key-use').addEventListener('click', async () => {
    say('');
    try {
      const response = await get(await ask('/webauthn/second-step/options', {}));
      const verdict = await ask('/webauthn/second-step', { response: JSON.stringify(response) });
      if (verdict.ok) location.assign(verdict.to); else say(verdict.trouble);
    } catch (error) { say(why(error)); }
  });
})();`);

/** Instead of the password: button #passkey-login, and where somebody here has a passkey, offers from the field's autofill. A modal call ends the other first, as two at once are refused. */
export const passkeyLogin = (autofill: boolean): Html =>
  new Html(`(() => {${SHARED}
  let pending = null;
  const signIn = async (more) => {
    pending?.abort();
    const mine = new AbortController();
    pending = mine;
    const response = await get(await ask('/webauthn/login/options', {}), { ...more, signal: mine.signal });
    const verdict = await ask('/webauthn/login', { response: JSON.stringify(response) });
    if (verdict.ok) location.assign(verdict.to); else say(verdict.trouble);
  };
  document.getElementById('passkey-login').addEventListener('click', () => { say(''); signIn({}).catch((error) => say(why(error))); });
  const offer = async () => {
    document.documentElement.dataset.autofill = 'asking';
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await signIn({ mediation: 'conditional' });
  };
  if (${autofill}) offer().catch((error) => { document.documentElement.dataset.autofill = error.name; });
})();`);

/** For experiments: every end of a call, also the strange ones, as JSON in #result. */
export const EXPERIMENTS = new Html(`(() => {${SHARED}
  const result = document.getElementById('result');
  const embedded = JSON.parse(document.getElementById('options').textContent);
  let pending = new AbortController();
  const show = (state, what) => {
    result.textContent = JSON.stringify(what, null, 2);
    result.dataset.state = state;
  };
  /** A frame without an origin of its own cannot ask: it has what came with the page. */
  const optionsOf = (kind) => ask('/webauthn/experiments/' + kind + '/options', {}).catch(() => embedded[kind]);
  const run = async (kind, call, more) => {
    const controller = new AbortController();
    pending = controller;
    show('pending', { kind });
    const options = await optionsOf(kind);
    const begun = performance.now();
    try {
      const response = await call(options, { ...more, signal: controller.signal });
      const ms = performance.now() - begun;
      const at = Date.now();
      const verdict = await ask('/webauthn/experiments/' + kind, { response: JSON.stringify(response) }).catch(() => null);
      show('done', { kind, name: null, ms, at, verdict, response });
    } catch (error) {
      const own = error instanceof DOMException || error instanceof Error;
      show('done', { kind, name: error?.name ?? String(error), message: String(error?.message ?? error), realm: own, ms: performance.now() - begun });
    }
  };
  const on = (id, work) => document.getElementById(id).addEventListener('click', work);
  on('create', () => run('create', create));
  /** As a site does after a password: Conditional Create, WebAuthn L3 §5.1.3. */
  on('unasked', () => run('create', create, { mediation: 'conditional' }));
  on('get', () => run('get', get));
  on('conditional', () => run('get', get, { mediation: 'conditional' }));
  on('switch', async () => {
    pending.abort();
    await run('get', get);
  });
  on('abort', () => pending.abort(new DOMException('The page has changed its mind.', 'AbortError')));
})();`);
