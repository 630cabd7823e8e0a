// The sentinel's few words: is there anything here that the detector should look at? Every page pays for this file, so it is small,
// and it may err towards yes only: the detector can still say no. Field names are English on most pages of any language.

/** Words of second factors and of saved codes, in identifiers and prose alike. */
const SECOND =
  /otp|otc\b|[2t].?fa(?![a-z])|mfa|2sv|(?:two|multi|second|2|zwei|dos|doble|dois|deux|double|due|twee|iki).?(?:fa[ckt]|step|schritt|paso|etap|passa|stap|authent|ad[iı]m)|one.?time.?(?:code|pass)|authenticat(?:or|ion.?(?:code|app))|auth.?code|token.?code|einmal|authentifi\S*.?(?:app|code)|app.{1,12}authentif|autenti[ck]|usage unique|dwu(?:etap|sk|st)|uwierzyt|дв(?:ух|о)(?:фак|эт|ет)|одноразов|аутентиф|[二2两雙双].?(?:要素|段階|因素|步|단계)|認証(?:アプリ|コード)|验证器|인증 ?앱|خطوتين|ثنائي|(?:recovery|backup|scratch).?(?:code|token|key)|lookup.secret|wiederherst|herstelc|respald|secours|(?:kod|codi).{1,9}(?:zapas|recup|backup)|yedek|kurtarma|резервн|备用|バックアップ|백업|استرداد|احتياطي|(?:cod[ei]|kod|код).{1,30}(?:\bapp\b|aplik|applic|uygul|прилож|додат|застос)/;
/** A code with a name is enough where it stands on the field. */
const NAMED = /(?:security|verification|login|sign.?in|confirmation|access).?code|pass.?code/;
/** Some code. */
const CODE =
  /code|digit|token|challenge|\btan\b|\bpin\b|verif|kod\b|codi|jeton|код|токен|コード|トークン|代码|验证码|驗證碼|令牌|번호|코드|رمز/;
/** A field that surely asks for something else; of `WHERE` only where nothing on it speaks of a code: `phone_verification_pin`. */
const OTHER =
  /captcha|coupon|promo|discount|voucher|gift|cvv|cvc|card|zip|post(?:al|.?code)|quantity|search|such|country|address|birth|(?:first|last).?name|rabatt|newsletter|company/;
const WHERE = /phone|telefo|номер тел|電話|电话|mail|user|login.?(?:id|name)/;
/** Saved codes: a page that says so in its title or headings may show them in whatever it likes. */
const SAVED =
  /(?:recovery|backup|scratch|emergency).?(?:code|key|token)|backup.{1,16}codes|lookup.secret|wiederherst|(?:codig|code).{1,16}(?:respald|secours|recup)|резервн.{1,4}код|备用.?代?码|バックアップ.?コード|リカバリ.?コード|복구 ?코드|백업 ?코드|herstelc|(?:kod|codi).{1,9}(?:zapas|backup|recup)|yedek|رموز/;
const QR = /qr|barcode|scan|сканир|スキャン|読み取|扫|二维|掃|二維|스캔|مسح/;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();

/** Address, title, headings, labels: does the page speak of a second factor? */
export const speaksOfSecondFactor = (text: string): boolean => SECOND.test(fold(text));

export const speaksOfQr = (text: string): boolean => QR.test(fold(text)) || speaksOfSecondFactor(text);

/**
 * Is this a code field? `own`: all that is written on it; `numeric`: it asks for digits or for about six characters; `around` is asked
 * only where the field alone does not decide. null: by its shape it could be one, beside a QR code.
 */
export function isCodeField(own: string, numeric: boolean, around: () => boolean): boolean | null {
  const text = fold(own);
  if (SECOND.test(text)) return true;
  if (OTHER.test(text) || (WHERE.test(text) && !CODE.test(text))) return false;
  if (NAMED.test(text) || (numeric && CODE.test(text))) return true;
  return around() || (numeric && text.trim() === '' ? null : false);
}

export const speaksOfSavedCodes = (text: string): boolean => SAVED.test(fold(text));
