// The sentinel's few words: is there anything here that the detector should look at? Every page pays for this file, so it is small,
// and it may err towards yes only: the detector can still say no. Field names are English on most pages of any language.
// Words are looked up, not matched: a pattern of so many would be compiled anew in every page, and cost more than all else in a look.

/** Lower case without accents, spaces for what stands between words and around them all. No pattern: the first of a process is dear. */
function fold(text: string): string {
  const apart = text.normalize('NFKD');
  let folded = ` ${(apart === text ? text : apart.replace(/[\u0300-\u036f]/g, '').normalize('NFC')).toLowerCase()} `;
  for (const mark of '-_/.,:?=()\n') folded = folded.replaceAll(mark, ' ');
  return folded;
}

/** One of `words`, separated by `|`, anywhere. */
const has = (text: string, words: string): boolean => words.split('|').some((word) => text.includes(word));

/** One of `first`, and one of `second` that begins at most `gap` characters after it. */
function pair(text: string, first: string, gap: number, second: string): boolean {
  for (const word of first.split('|'))
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const rest = text.slice(at + word.length, at + 50);
      for (const next of second.split('|')) if (rest.slice(0, gap + next.length).includes(next)) return true;
    }
  return false;
}

/** Saved codes: a page that says so in its title or headings may show them in whatever it likes. */
const saved = (text: string): boolean =>
  has(text, 'lookup secret|wiederherst|herstelc|yedek|رموز') ||
  pair(text, 'recovery|backup|scratch|emergency', 1, 'code|token|key') ||
  pair(text, 'backup', 16, 'codes') ||
  pair(text, 'codi|code|kod', 16, 'respald|secours|recup|zapas|backup') ||
  pair(text, 'резервн|备用|バックアップ|リカバリ|복구|백업', 4, 'код|码|コード|코드');

/** Words of second factors and of saved codes, in identifiers and prose alike. */
const speaks = (text: string): boolean =>
  has(
    text,
    'otp|otc |2fa |tfa |mfa|2sv|authenticator|einmal|authentifizierungs|autentic|autentik|usage unique|dwuetap|dwusk|dwust|uwierzyt|одноразов|аутентиф|認証コード|認証アプリ|验证器|인증 앱|인증앱|خطوتين|ثنائي|respald|secours|kurtarma|резервн|备用|バックアップ|백업|استرداد|احتياطي',
  ) ||
  pair(
    text,
    'two|multi|second|2|zwei|dos|doble|dois|deux|double|due|twee|iki|двух|дво|二|两|雙|双',
    1,
    'fac|fak|fat|step|schritt|paso|etap|passa|stap|authent|adim|adım|фак|эт|ет|要素|段階|因素|步|단계',
  ) ||
  pair(text, 'onetime|one time|authentication|auth|token', 1, 'code|pass|app ') ||
  pair(text, 'app', 12, 'authentif') ||
  pair(text, 'code|codi|kod|код', 30, ' app |apli|appli|uygul|прилож|додат|застос') ||
  saved(text);

/** A password field that takes a code says so. */
export const namesCode = (own: string): boolean => has(fold(own), 'otp|code|token|2fa|mfa|pin');

/** Some code. */
const isCode = (text: string): boolean =>
  has(text, 'code|digit|token|challenge| tan | pin |verif|kod |codi|jeton|код|токен|コード|トークン|代码|证码|證碼|令牌|번호|코드|رمز');

/**
 * Beside a code's word, something else; of `WHERE` only where nothing on the field speaks of a code: `phone_verification_pin`. Not all
 * that fields ask for: on a page that speaks of a second factor the detector may look.
 */
const OTHER = 'captcha|coupon|promo|voucher|gift|cvv|card|zip|postal|postc|post c|search|country';
const WHERE = 'phone|telefo|номер тел|電話|电话|mail|user';

/** Address, title, headings, labels: does the page speak of a second factor? */
export const speaksOfSecondFactor = (text: string): boolean => speaks(fold(text));

export const speaksOfQr = (text: string): boolean => {
  const folded = fold(text);
  return has(folded, 'qr|barcode|scan|сканир|スキャン|読み取|扫|掃|스캔|مسح') || speaks(folded);
};

/**
 * Is this a code field? `own`: all that is written on it; `numeric`: it asks for digits or for about six characters; `around` is asked
 * only where the field alone does not decide. null: by its shape it could be one, beside a QR code.
 */
export function isCodeField(own: string, numeric: boolean, around: () => boolean): boolean | null {
  const text = fold(own);
  if (speaks(text)) return true;
  const code = isCode(text);
  if (has(text, OTHER) || (has(text, WHERE) && !code)) return false;
  // A code with a name is enough where it stands on the field.
  if (code && (numeric || pair(text, 'pass|security|verification|login|signin|sign in|confirmation|access', 1, 'code'))) return true;
  return around() || (numeric && text.trim() === '' ? null : false);
}

/** Never of a text that does not speak of a second factor. */
export const speaksOfSavedCodes = (text: string): boolean => saved(fold(text));
