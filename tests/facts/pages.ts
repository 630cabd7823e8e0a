// Invented pages in the manners of many sites, from which tests/facts/*.json are recorded (scripts/record-facts.ts).

import { institutionPages } from './institution-pages';
import { lookalikePages } from './lookalike-pages';
import { markupPages } from './markup-pages';
import { missedPages } from './missed-pages';
import { nearestPages } from './nearest-pages';
import { widgetPages } from './widget-pages';

export interface InventedPage {
  readonly name: string;
  readonly path: string;
  readonly body: string;
  readonly title?: string;
  readonly lang?: string;
  /** One string a finding, sorted: `code authenticator 6`, `code sms`, `recovery`, `setup`, `display 8`. */
  readonly expected: readonly string[];
}

const boxes = (count: number, attributes: (index: number) => string): string =>
  `<div style="display:flex;gap:6px">${Array.from({ length: count }, (_, index) => `<input style="width:38px;height:44px" ${attributes(index)}>`).join('')}</div>`;

/** Pages that ask for a code. */
const prompts: readonly InventedPage[] = [
  { name: 'blog-plugin', path: '/wp-login.php', body: '<form><label>Authentication Code: <input type="tel" name="authcode" id="authcode" size="20" autocomplete="off"></label><button>Authenticate</button></form>', expected: ['code authenticator'] },
  { name: 'forum', path: '/session/2fa', body: '<h3>Two-Factor Verification</h3><p>Please enter the authentication code from your app:</p><input id="second-factor" type="text" maxlength="6" autocapitalize="off"><a href="#">Use a backup code instead</a><button>Log in</button>', expected: ['code authenticator 6'] },
  { name: 'code-host', path: '/sessions/two-factor/app', body: '<h1>Two-factor authentication</h1><label for="app_totp">Authentication code</label><input id="app_totp" name="app_otp" inputmode="numeric" placeholder="XXXXXX" autocomplete="one-time-code"><button>Verify</button><p>Open your two-factor authenticator (TOTP) app or browser extension to view your authentication code.</p><a href="#">Use a recovery code or begin 2FA account recovery</a>', expected: ['code authenticator'] },
  { name: 'cloud-console', path: '/oauth', body: '<h1>Multi-factor authentication</h1><p>Enter an MFA code to complete sign-in.</p><label>MFA Code <input name="mfacode" type="text" autocomplete="off"></label><button>Submit</button>', expected: ['code authenticator'] },
  { name: 'identity-provider', path: '/signin/verify/token', body: '<h2>Verify with an authenticator</h2><p>Enter your temporary code.</p><label for="i7">Enter Code</label><input id="i7" name="credentials.passcode" type="text"><a href="#">Verify with something else</a><button>Verify</button>', expected: ['code authenticator'] },
  { name: 'tenant-login', path: '/u/mfa-otp-challenge', body: '<h1>Verify Your Identity</h1><p>Check your preferred one-time password application for a code.</p><label for="code">Enter your one-time code</label><input id="code" name="code" type="text" inputmode="numeric"><label><input type="checkbox" name="rememberBrowser"> Remember this device for 30 days</label><button>Continue</button><button>Try another method</button>', expected: ['code authenticator'] },
  { name: 'wallet', path: '/authflow/twofactor', body: `<h1>Enter your code</h1><p>Enter the 6-digit code from your authenticator app</p>${boxes(6, (i) => `type="number" name="otpCode-${i}" id="ci-otpCode-${i}" aria-label="${i + 1}-6"`)}<button>Submit</button>`, expected: ['code authenticator 6'] },
  { name: 'search-account', path: '/v3/signin/challenge/totp', body: '<h1>2-Step Verification</h1><p>To help keep your account safe, we want to make sure it’s really you trying to sign in</p><p>Get a verification code from the Authenticator app</p><label for="totpPin">Enter code</label><input id="totpPin" name="totpPin" type="tel" pattern="[0-9 ]*" dir="ltr"><button>Next</button><a href="#">Try another way</a>', expected: ['code authenticator'] },
  { name: 'social', path: '/checkpoint', body: '<h2>Enter login code</h2><p>Your account has two-factor authentication switched on. Go to your authentication app and enter the 6-digit code.</p><input type="text" id="approvals_code" name="approvals_code" placeholder="Login code" autocomplete="off"><button>Continue</button>', expected: ['code authenticator'] },
  { name: 'panel', path: '/', title: 'Login', body: '<form><input id="tfa_login_token" name="tfatoken" type="text" placeholder="Security code" autocomplete="off"><p>Enter the 6-digit security code that your app generates.</p><button>Continue</button></form>', expected: ['code authenticator'] },
  { name: 'nas', path: '/webman/login', body: '<div>Verify your identity</div><div>Enter the verification code (OTP)</div><input type="text" maxlength="6" autocomplete="off"><div role="button">Other methods</div>', expected: ['code authenticator 6'] },
  { name: 'dialog', path: '/settings', body: '<h1>Settings</h1><p>Language</p><div role="dialog" aria-modal="true"><h2>Confirm it is you</h2><p>Type the six digits that your authenticator shows.</p><input type="text" name="value"><button>Confirm</button></div>', expected: ['code authenticator'] },
  { name: 'game-guard', path: '/login', body: '<p>Protect your account: enter the current code from the mobile authenticator</p><input type="text" maxlength="5" id="twofactorcode_entry" class="twofactorauthcode_entry_input" placeholder="enter your code here">', expected: ['code authenticator 5'] },
  { name: 'remote-desk', path: '/guacamole/', title: 'Remote', body: '<form><p>Please enter your authentication code to verify your identity.</p><input type="text" name="remote-totp" placeholder="Authentication Code" autocomplete="off"><button>Continue</button></form>', expected: ['code authenticator'] },
  { name: 'code-after-password', path: '/login', body: '<form><input name="email" type="email" placeholder="Email"><input name="password" type="password" placeholder="Password"><input name="token" type="text" placeholder="2FA code (if enabled)"><button>Sign in</button></form>', expected: ['code authenticator'] },
  { name: 'italian-bank', path: '/accesso/conferma', lang: 'it', body: '<h1>Verifica in due passaggi</h1><p>Inserisci il codice generato dalla tua app di autenticazione.</p><label for="c">Codice</label><input id="c" name="codice" inputmode="numeric" maxlength="6"><button>Conferma</button>', expected: ['code authenticator 6'] },
  { name: 'dutch', path: '/inloggen', lang: 'nl', body: '<h1>Tweestapsverificatie</h1><p>Voer de code uit je authenticatie-app in.</p><input name="code" type="text" placeholder="Code"><button>Inloggen</button>', expected: ['code authenticator'] },
  { name: 'polish', path: '/logowanie/weryfikacja', lang: 'pl', body: '<h1>Weryfikacja dwuetapowa</h1><p>Wpisz kod z aplikacji uwierzytelniającej.</p><label>Kod <input name="kod" type="text" maxlength="6"></label><button>Dalej</button>', expected: ['code authenticator 6'] },
  { name: 'korean', path: '/login/otp', lang: 'ko', body: '<h1>2단계 인증</h1><p>인증 앱에 표시된 6자리 코드를 입력하세요.</p><input type="text" name="otp" maxlength="6" placeholder="인증번호"><button>확인</button>', expected: ['code authenticator 6'] },
  { name: 'arabic', path: '/login', lang: 'ar', body: '<h1>التحقق بخطوتين</h1><p>أدخل الرمز من تطبيق المصادقة</p><input type="text" name="code" placeholder="الرمز"><button>متابعة</button>', expected: ['code authenticator'] },
  { name: 'turkish', path: '/giris', lang: 'tr', body: '<h1>İki adımlı doğrulama</h1><p>Kimlik doğrulama uygulamanızdaki 6 haneli kodu girin.</p><input type="text" name="code" inputmode="numeric"><button>Devam</button>', expected: ['code authenticator'] },
  { name: 'ukrainian', path: '/login', lang: 'uk', body: '<h1>Двоетапна перевірка</h1><p>Введіть код із застосунку автентифікації.</p><label>Код <input type="text" name="code"></label><button>Далі</button>', expected: ['code authenticator'] },
  { name: 'bare-otp-overlay', path: '/auth', body: '<p>Authentication code</p><p>Open your authenticator to get it.</p><div style="position:relative;width:300px;height:50px"><input inputmode="numeric" maxlength="6" pattern="^[0-9]+$" data-input-otp="true" style="position:absolute;inset:0;opacity:0;width:100%;height:100%"></div>', expected: ['code authenticator 6'] },
  { name: 'resync', path: '/mfa/resync', body: '<form><p>Enter two consecutive codes from your authenticator</p><label>First code <input name="code1" type="text"></label><label>Second code <input name="code2" type="text"></label><button>Resync</button></form>', expected: ['code authenticator'] },
];

/** Codes that somebody sends, or another thing makes. */
const others: readonly InventedPage[] = [
  { name: 'sms-login', path: '/login/verify', body: '<h1>Check your phone</h1><p>We sent a 6-digit code by text message to the number ending in 42.</p><input name="code" autocomplete="one-time-code" inputmode="numeric" maxlength="6"><a href="#">Resend code</a><button>Continue</button>', expected: ['code sms 6'] },
  { name: 'mail-login', path: '/login/code', body: '<h1>Check your inbox</h1><p>We have sent a login code to j•••@example.com. It expires in ten minutes.</p><input name="otp" maxlength="6"><button>Log in</button><a href="#">Send a new code</a>', expected: ['code email 6'] },
  { name: 'fob', path: '/vpn', body: '<p>Enter the number on your SecurID key fob.</p><label>Passcode <input type="password" name="passcode"></label><button>Log in</button>', expected: [] },
  { name: 'otp-by-phone', path: '/account', body: '<form><label>Mobile <input type="tel" name="mobileNumber"></label><label>OTP <input type="text" name="otp" maxlength="6"></label><button>Get OTP</button></form>', expected: ['code sms 6'] },
];

const nothing: readonly InventedPage[] = [
  { name: 'shop-voucher', path: '/basket', body: '<h1>Your basket</h1><label>Voucher code <input name="code" maxlength="8"></label><button>Apply</button>', expected: [] },
  { name: 'card', path: '/pay', body: '<label>Card number <input name="number" inputmode="numeric" maxlength="19"></label><label>Security code <input name="code" inputmode="numeric" maxlength="4"></label><label>Postcode <input name="postcode" maxlength="8"></label><button>Pay</button>', expected: [] },
  { name: 'picture-captcha', path: '/register', body: '<h1>Register</h1><input name="user"><input type="password" name="pass"><img width="120" height="40" alt="captcha"><label>Verification code <input name="vcode" maxlength="4"></label><button>Register</button>', expected: [] },
  { name: 'tv', path: '/activate', body: '<h1>Activate your TV</h1><p>Enter the code shown on your TV.</p><input name="code" maxlength="8" autocomplete="off"><button>Continue</button>', expected: [] },
  { name: 'reset', path: '/password/forgot', body: '<h1>Reset your password</h1><p>Enter the verification code that we have sent to your e-mail address.</p><input name="code" autocomplete="one-time-code" maxlength="6"><label>New password <input type="password" autocomplete="new-password"></label><button>Reset</button>', expected: [] },
  { name: 'sign-up-mail', path: '/signup/verify', body: '<h1>Verify your email</h1><p>We sent a code to you@example.com.</p><input name="code" autocomplete="one-time-code" maxlength="6"><button>Verify</button>', expected: [] },
  { name: 'search', path: '/', body: '<form role="search"><input type="text" name="q" placeholder="Search"></form>', expected: [] },
  { name: 'tracking', path: '/track', body: '<label>Tracking number <input name="tracking" inputmode="numeric" maxlength="12"></label><button>Track</button>', expected: [] },
  { name: 'key-field', path: '/vault/item/edit', body: '<label>Username <input name="user"></label><label>Password <input type="password" name="pw"></label><label>Authenticator key (TOTP) <input name="totp" type="text"></label><button>Save</button>', expected: [] },
  { name: 'phone-number', path: '/settings/two-factor/sms', body: '<h1>Two-factor authentication</h1><p>Enter the phone number that shall receive your codes.</p><label>Country code <input name="countryCode" maxlength="4"></label><label>Phone number <input type="tel" name="phone"></label><button>Send code</button>', expected: [] },
  { name: 'birthday', path: '/profile', body: `<p>Date of birth</p>${boxes(8, (i) => `type="text" maxlength="1" inputmode="numeric" aria-label="Birth date digit ${i + 1}"`)}`, expected: [] },
  { name: 'article', path: '/blog/two-factor-authentication', title: 'Why two-factor authentication matters', body: '<article><h1>Why two-factor authentication matters</h1><p>An authenticator app shows a verification code. Scan the QR code, then enter the code.</p></article><form><input type="text" name="s" placeholder="Search the blog"></form><form><label>Leave a comment <textarea name="comment"></textarea></label><label>Name <input name="author"></label><label>Website <input name="site"></label></form>', expected: [] },
  { name: 'invite', path: '/join', body: '<h1>Join a class</h1><label>Class code <input name="code" maxlength="7"></label><p>Ask your teacher for the invitation code.</p><button>Join</button>', expected: [] },
  { name: 'bank-pin', path: '/login', body: '<label>Customer number <input name="customer" inputmode="numeric"></label><label>PIN <input type="password" name="pin" maxlength="5" inputmode="numeric"></label><button>Log in</button>', expected: [] },
  { name: 'api-token', path: '/settings/tokens', body: '<h1>Personal access tokens</h1><label>Token name <input name="tokenName"></label><label>Expires in days <input type="number" name="days"></label><button>Generate token</button>', expected: [] },
  { name: 'unlock-door', path: '/alarm', body: '<h1>Alarm</h1><label>Code <input type="password" inputmode="numeric" name="code"></label><button>Disarm</button>', expected: [] },
];

const saved: readonly InventedPage[] = [
  { name: 'recovery-link', path: '/login/recovery', body: '<h1>Use a recovery code</h1><p>Enter one of the recovery codes that you saved when you turned on two-factor authentication.</p><input name="code" placeholder="xxxxx-xxxxx"><button>Verify</button><a href="#">Use your authenticator app instead</a>', expected: ['recovery'] },
  { name: 'either', path: '/login/second-step', body: '<h1>Second step</h1><label>Authentication code or recovery code <input name="code" type="text"></label><button>Verify</button>', expected: ['code authenticator'] },
  { name: 'backup-german', path: '/anmelden', lang: 'de', body: '<h1>Anmelden mit Ersatzcode</h1><p>Geben Sie einen Ihrer Wiederherstellungscodes ein.</p><input name="code" type="text"><button>Anmelden</button>', expected: ['recovery'] },
  { name: 'codes-shown', path: '/security/recovery-codes', body: `<h1>Recovery codes</h1><p>Save these codes somewhere safe. Each can be used once.</p><ul>${['4hk2-9vxq', 'm3p7-2wzt', 'q8d6-r5nc', 'b2j9-7yhf', 'x6t4-3kmp', 'c9w8-5dgq', 'n7f3-8zrv', 'h5s2-6bjt'].map((code) => `<li><code>${code}</code></li>`).join('')}</ul><button>Download</button>`, expected: ['display 8'] },
];

const KEY = 'KRUGKIDROVUWG2ZAMJZG653OEBTG66BA';
const setups: readonly InventedPage[] = [
  { name: 'key-only', path: '/account/mfa', body: `<h1>Set up two-factor authentication</h1><p>Enter this key into your authenticator app:</p><p><code>${KEY.match(/.{4}/g)?.join(' ')}</code></p><label>Verification code <input name="code" inputmode="numeric"></label><button>Turn on</button>`, expected: ['code authenticator', 'setup'] },
  { name: 'link', path: '/security', body: `<h1>Security</h1><p>On this device: <a href="otpauth://totp/Shop:me?secret=${KEY}&issuer=Shop">open in your app</a></p><label>Code <input name="otp"></label>`, expected: ['code authenticator', 'setup'] },
  { name: 'key-in-field', path: '/profile/2fa', body: `<h2>Enable 2FA</h2><label>Secret key <input readonly value="${KEY}"></label><label>Code from the app <input name="token" maxlength="6"></label><button>Enable</button>`, expected: ['code authenticator 6', 'setup'] },
  { name: 'no-setup-license', path: '/license', body: `<h1>Your licence</h1><p>Licence key: <code>${KEY}</code></p>`, expected: [] },
];

export const inventedPages: readonly InventedPage[] = [...prompts, ...others, ...nothing, ...saved, ...setups, ...nearestPages, ...missedPages, ...widgetPages, ...institutionPages, ...lookalikePages, ...markupPages];
