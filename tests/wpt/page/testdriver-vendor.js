// Served in place of the checkout's empty file: testdriver.js asks here, the runner answers through a CDP binding that exists in the top
// document's process. A frame of another process asks its top document. Nothing here may give user activation by itself.
(() => {
  const pending = new Map();
  /** Does the top document let us in? A site of another process has no binding; one of another origin does not know where it stands. */
  const ownTop = (() => {
    try {
      return window.top.document !== null && window.__wptCall !== undefined;
    } catch {
      return false;
    }
  })();
  let last = 0;

  const callRunner = (name, args) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      pending.set(id, { resolve, reject });
      const message = JSON.stringify({ id, name, args });
      if (ownTop) window.__wptCall(message);
      else if (window !== window.top) window.top.postMessage({ wptRunner: { id, name, args } }, '*');
      else reject(new Error('the runner drives the test’s own window only'));
    });

  window.__wptReply = (id, error, value) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === null) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  };

  const frameBox = (source) => {
    for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) return frame.getBoundingClientRect();
    return { left: 0, top: 0 };
  };

  /** A frame of another process takes no clicks before it has been drawn. */
  const shown = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))));

  window.addEventListener('message', ({ data, source }) => {
    if (data?.wptAnswer && source === window.top) window.__wptReply(data.wptAnswer.id, data.wptAnswer.error, data.wptAnswer.value);
    if (!data?.wptRunner || window !== window.top) return;
    const { id, name, args } = data.wptRunner;
    const box = frameBox(source);
    const here = name === 'click' ? [{ x: args[0].x + box.left, y: args[0].y + box.top }] : args;
    const say = (error, value) => source.postMessage({ wptAnswer: { id, error, value } }, '*');
    shown()
      .then(() => callRunner(name, here))
      .then(
        (value) => say(null, value),
        (error) => say(error.message),
      );
  });

  /** Of an element, in the top document of this process. */
  const inTop = (element, coords) => {
    let { x, y } = coords;
    for (let view = element.ownerDocument.defaultView; view?.frameElement; view = view.parent) {
      const box = view.frameElement.getBoundingClientRect();
      x += box.left;
      y += box.top;
    }
    return { x, y };
  };

  const driver = window.test_driver_internal;
  driver.in_automation = true;
  driver.click = (element, coords) => callRunner('click', [inTop(element, coords)]);
  for (const name of [
    'send_keys',
    'delete_all_cookies',
    'set_permission',
    'add_virtual_authenticator',
    'remove_virtual_authenticator',
    'add_credential',
    'get_credentials',
    'remove_credential',
    'remove_all_credentials',
    'set_user_verified',
  ])
    driver[name] = (...args) => {
      if (name === 'send_keys') {
        args[0].focus();
        return callRunner(name, [args[1]]);
      }
      if (name === 'set_permission') return callRunner(name, [args[0]]);
      // The last argument is the window that asks; it is this one wherever these folders use it.
      return callRunner(name, JSON.parse(JSON.stringify(args.filter((arg) => arg?.window !== arg || arg === null))));
    };
})();
