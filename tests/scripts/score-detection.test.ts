import { describe, expect, it } from 'vitest';
import { confusionBy, confusionMatrix } from '../../scripts/score-detection-confusion';
import { exactInterval } from '../../scripts/score-detection-interval';
import { classOf, falselyOffered, isRight, type Judged, seenAs } from '../../scripts/score-detection-judge';
import { falseOfferTable } from '../../scripts/score-detection-table';
import type { CorpusPage, DetectionRow } from '../../scripts/score-detection-types';

type Finding = DetectionRow['findings'][number];
const code = (channel: 'authenticator' | 'sms' | 'unknown', fields = [0]): Finding => ({
  kind: 'code-prompt',
  mode: 'single',
  fields,
  channel,
  score: 5,
});

function judged(page: Partial<CorpusPage>, findings: readonly Finding[], codes: readonly string[] | null = null): Judged {
  return {
    page: { id: 'page', kind: 'otp-prompt', channel: 'totp', url_path: '/', fields: [{ role: 'otp', hidden: null }], ...page },
    row: { id: 'page', findings: [...findings], ms: 1 },
    woke: true,
    expected: { uri: null, secret: null, codes },
  };
}

describe('exactInterval', () => {
  // Tables of Clopper and Pearson's interval.
  it.each([
    [0, 10, 0, 0.3085],
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 10, 0.6915, 1],
    [0, 1000, 0, 0.00368],
    [8, 1056, 0.00328, 0.01487],
  ])('%i of %i', (events, trials, low, high) => {
    const found = exactInterval(events, trials);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
  it('knows nothing without a trial', () => expect(exactInterval(0, 0)).toEqual({ low: 0, high: 1 }));
});

describe('a scored page', () => {
  it.each([
    ['code authenticator', true, judged({}, [code('authenticator')])],
    ['code unknown', true, judged({}, [code('unknown')])],
    ['code sms', false, judged({}, [code('sms')])],
    ['none', false, judged({}, [])],
    ['wrong field', false, judged({ fields: [{ role: 'password', hidden: null }] }, [code('authenticator')])],
    ['code authenticator', false, judged({ channel: 'sms' }, [code('authenticator')])],
    ['recovery', true, judged({ kind: 'recovery-prompt' }, [{ kind: 'recovery-prompt', fields: [0], score: 4 }])],
    ['codes shown', true, judged({ kind: 'recovery-display' }, [{ kind: 'recovery-display', codes: ['a'], score: 4 }], ['a'])],
    ['other codes', false, judged({ kind: 'recovery-display' }, [{ kind: 'recovery-display', codes: ['a'], score: 4 }], ['a', 'b'])],
    ['none', true, judged({ kind: 'password-login' }, [])],
  ])('is seen as %s (%s)', (as, right, one) => {
    expect(seenAs(one)).toBe(as);
    expect(isRight(one)).toBe(right);
  });

  it('is no false offer where a texted code is recognised', () => {
    expect(falselyOffered(judged({ kind: 'negative' }, [code('sms')]))).toBe(false);
    expect(falselyOffered(judged({ kind: 'negative' }, [code('unknown')]))).toBe(true);
    expect(falselyOffered(judged({ kind: 'negative' }, [{ kind: 'setup', uri: null, secret: 'A', score: 4 }]))).toBe(true);
  });
});

describe('tables', () => {
  const all = [
    judged({ id: 'a', lang: 'de' }, [code('authenticator')]),
    judged({ id: 'b', lang: 'de', channel: 'sms' }, []),
    judged({ id: 'c', lang: 'en', kind: 'negative', channel: null }, [code('authenticator')]),
    judged({ id: 'c', lang: 'en', kind: 'negative', channel: null }, []),
  ];
  it('count what was taken for what', () => {
    expect(
      confusionMatrix(all)
        .split('\n')
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ['is \\ seen as', 'authent.', 'none'],
      ['code authenticator', '1', '·'],
      ['code sms', '·', '1'],
      ['none', '1', '1'],
    ]);
    expect(
      confusionBy(all, ({ page }) => page.lang ?? '')
        .split('\n')
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ['de', '1/2', 'code sms → none'],
      ['en', '1/2', 'none → code authenticator'],
    ]);
    expect(classOf(judged({ kind: 'password-login' }, []).page)).toBe('none');
  });
  it('give false offers by render and by page', () => {
    const [renders, pages, named] = falseOfferTable(all).split('\n');
    expect(renders).toMatch(/1\/2 \(50\.0 %\), 95 % interval 1\.26–98\.74 %$/);
    expect(pages).toMatch(/1\/1 \(100\.0 %\)/);
    expect(named?.trim()).toBe('c: 1 renders');
  });
});
