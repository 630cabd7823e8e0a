// `?scene=NAME&theme=dark`: one scene of a gallery page. A test then asks for the others in the same document, which saves their loading.

export type ShowScene = (scene: string) => Promise<void>;

/** `show` begins anew: nothing of the scene before is left. `data-shown` is there once all of it is on screen and nothing moves. */
export async function offerScenes(parameters: URLSearchParams, show: ShowScene): Promise<void> {
  const root = document.documentElement;
  const showScene: ShowScene = async (scene) => {
    delete root.dataset.shown;
    root.dataset.theme = parameters.get('theme') ?? 'light';
    localStorage.clear();
    scrollTo(0, 0);
    await show(scene);
    await stillness();
    root.dataset.shown = 'true';
  };
  Object.assign(globalThis, { showScene });
  await showScene(parameters.get('scene') ?? '');
}

/** Two frames in which nothing was written into the page. */
async function stillness(): Promise<void> {
  let quiet = 0;
  const observer = new MutationObserver(() => {
    quiet = 0;
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  while (quiet < 2) {
    quiet += 1;
    await new Promise((done) => requestAnimationFrame(done));
  }
  observer.disconnect();
}
