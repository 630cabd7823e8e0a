// Four bars and a sentence about the password being chosen. It advises; the person decides.

import { useEffect, useState } from 'preact/hooks';
import { type Strength, strengthOf } from './password-strength';
import { t } from './words';

const words = ['strengthGuessable', 'strengthWeak', 'strengthFair', 'strengthGood', 'strengthStrong'] as const;

export function StrengthMeter({ password }: { readonly password: string }) {
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    let current = true;
    if (password === '') setStrength(null);
    else {
      void strengthOf(password).then((found) => {
        if (current) setStrength(found);
      });
    }
    return () => {
      current = false;
    };
  }, [password]);
  return (
    <div class="strength" data-testid="strength" data-score={strength ?? undefined}>
      <div class="strength-bars" aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} class={strength !== null && bar <= Math.max(1, strength) ? `on score-${strength}` : ''} />
        ))}
      </div>
      <p class="note" aria-live="polite">
        {strength === null ? t('strengthAdvice') : t(words[strength])}
      </p>
    </div>
  );
}
