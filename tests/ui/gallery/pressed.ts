// Presses what a scene names, one after the other: data-testid, or data-testid=what is typed there.

export async function pressAll(presses: readonly string[]): Promise<void> {
  for (const press of presses) await pressed(press);
}

async function pressed(press: string): Promise<void> {
  const [id, text] = press.split('=');
  for (;;) {
    await new Promise((done) => requestAnimationFrame(done));
    const found = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
    if (found instanceof HTMLInputElement && text !== undefined) {
      found.value = text;
      found.dispatchEvent(new Event('input', { bubbles: true }));
    } else found?.click();
    if (found !== null) return;
  }
}
