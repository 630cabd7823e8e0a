// The clipboard of the person who pressed copy.

/** Needs the press to be a moment ago (transient activation); false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
