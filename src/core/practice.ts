// The account to practise on. Its key is no secret: whoever reads this file knows it, and nothing is behind it.

/** Marks what practice put into the vault, so that the end of practice takes out that and nothing else. */
export const PRACTICE_TAG = 'practice';

/** What the QR code of the practice page says. */
export const PRACTICE_URI = 'otpauth://totp/Practice%20site:you?secret=PRACTICEPRACTICEPRACTICEPRACTICE&issuer=Practice%20site';

/** What the practice page shows as its recovery codes. */
export const PRACTICE_RECOVERY_CODES = ['k7dw-m2qp', 'x4rt-9hza', 'b8nf-3cye', 'p5vu-6jsg'] as const;
