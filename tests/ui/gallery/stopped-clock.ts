// The same moment for every scene, so that dates, codes and rings are the same each time. For `evaluateOnNewDocument`.

export function stopTheClock(): void {
  const now = Date.UTC(2026, 10, 24, 12, 0, 5);
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: []) {
      super(...(given.length === 0 ? ([now] as unknown as []) : given));
    }
    static override now = (): number => now;
  } as DateConstructor;
}
