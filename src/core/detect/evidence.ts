// Adds up weights and remembers why.

export class Evidence {
  score = 0;
  readonly reasons: string[] = [];

  add(weight: number, reason: string): void {
    this.score += weight;
    this.reasons.push(`${weight > 0 ? '+' : ''}${weight} ${reason}`);
  }
}
