// The sentinel's few words: is there anything here that the detector should look at? Every page pays for this file, so it is small,
// and wrong in one direction only: the detector may still say no.

/** Words of second factors, in identifiers and prose alike. */
const SECOND =
  /otp|2.?fa(?![a-z])|mfa|2sv|tfa\b|two.?factor|two.?step|multi.?factor|second.factor|one.?time.?(?:code|pass)|authenticat(?:or|ion.(?:code|app))|auth.?code|2.(?:step|schritt|paso|fa[kc]tor|etape|passi)|zwei.(?:fak|schritt|stuf)|einmal.?(?:code|pass|kenn)|authentifi\S* ?-?(?:app|code)|(?:deux|double) (?:facteur|etape|authent)|usage unique|(?:dos|doble) (?:factor|paso)|un solo uso|una sola vez|(?:dois|duas) (?:fator|etapa)|autentica(?:dor|cion|cao)|uso unico|due (?:fattori|passagg)|twee.?(?:factor|stap)|dwuetap|dwusklad|jednoraz|iki (?:fakt|adim)|двухфактор|двухэтап|одноразов|аутентиф|двофактор|автентиф|[二2两雙双]\s?(?:要素|段階|因素|步|重)|多要素|ワンタイム|認証(?:アプリ|コード)|一次性|验证器|動態|动态|2단계|이중 ?인증|일회용|인증 ?앱|خطوتين|المصادقة/;
/** A field that asks for some code. */
const CODE =
  /code|token|pass.?code|challenge|\bpin\b|verif|kod\b|codigo|codice|jeton|код|токен|コード|トークン|代码|验证码|驗證碼|令牌|口令|인증 ?번호|코드|رمز/;
/** A field that surely asks for something else. */
const OTHER =
  /captcha|coupon|promo|discount|voucher|gift|cvv|cvc|card|zip|postal|post.?code|quantity|search|suche|country|phone|mail|user|login.?(?:id|name)|address|birth|first.?name|last.?name|gutschein|rabatt|newsletter|company|website/;
const QR = /qr|barcode|scan|бар|сканир|スキャン|読み取|扫|二维|掃|二維|스캔|مسح/;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();

/** Address, title, headings, labels: does the page speak of a second factor? */
export const speaksOfSecondFactor = (text: string): boolean => SECOND.test(fold(text));

/**
 * `own`: all that is written on the field; `numeric`: it asks for digits or for about six characters; `around` is read only where the
 * field alone does not decide.
 */
export function isCodeField(own: string, numeric: boolean, around: () => boolean): boolean {
  const text = fold(own);
  if (SECOND.test(text)) return true;
  if (OTHER.test(text)) return false;
  const code = CODE.test(text);
  return code && numeric ? true : (code || numeric || text.trim() === '') && around();
}

/** `own`: what is written on the picture. The text around is read last. */
export const isQrPicture = (own: string, pageSpeaks: () => boolean, around: () => string): boolean =>
  /qr|barcode|otp|2fa/.test(fold(own)) || pageSpeaks() || speaksOfQr(fold(around()));

const speaksOfQr = (text: string): boolean => QR.test(text) || SECOND.test(text);
