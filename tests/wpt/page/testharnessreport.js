// Served in place of the checkout's file: says each subtest's result, with the time, and the end.
(() => {
  if (window !== window.top) return;
  const now = () => performance.timeOrigin + performance.now();
  const started = now();
  const told = [];
  add_result_callback(({ name, status, message }) => told.push({ name, status, message, at: now() }));
  add_completion_callback((_tests, { status, message }) => {
    window.__wptResult(JSON.stringify({ started, tests: told, status, message: message ?? null }));
  });
})();
