// Small things that a page remembers in this browser. Storage may be switched off: then they are forgotten, and nothing else breaks.

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // forgotten
  }
}
