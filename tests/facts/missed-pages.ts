// Pages that the detector once missed, or took for what they are not; invented after a second reading of how sites word them.

import type { InventedPage } from './pages';

const codes = (count: number, tag: string): string =>
  Array.from({ length: count }, (_, i) => `<${tag}>${String(17_203_455 + i * 4_060_337)}</${tag}>`).join('');

export const missedPages: readonly InventedPage[] = [
  // the id speaks of a phone
  { name: 'pin-of-phone-app', path: '/checkpoint/challenge', body: '<h1>Enter the code you see on your authenticator app</h1><p>Your authenticator app will generate a new code every few seconds.</p><input type="number" name="pin" id="input__phone_verification_pin" placeholder="Enter code"><button>Submit</button>', expected: ['code authenticator'] },
  // dotless i, undivided l
  { name: 'turkish-capitals', path: '/giris/2fa', lang: 'tr', body: '<h1>İki adımlı doğrulama</h1><p>Doğrulama uygulamanızdaki kodu girin</p><label>Doğrulama kodu <input name="kod"></label><button>Doğrula</button>', expected: ['code authenticator'] },
  { name: 'polish-two-stage', path: '/logowanie', lang: 'pl', body: '<h1>Logowanie dwustopniowe</h1><p>Wpisz kod z aplikacji uwierzytelniającej</p><input name="code" placeholder="Kod z aplikacji"><button>Zaloguj się</button>', expected: ['code authenticator'] },
  { name: 'russian-generator', path: '/login', lang: 'ru', body: '<h1>Проверка безопасности</h1><p>Чтобы подтвердить, что это Вы, введите код из приложения для генерации кодов.</p><input placeholder="Введите код"><button>Отправить код</button>', expected: ['code authenticator'] },
  // the page is about the device that signs in, and says where the code went
  { name: 'new-device-mail', path: '/sessions/verified-device', body: '<h1>Device verification</h1><p>We just sent your authentication code via email to j•••@example.com.</p><label>Device verification code <input name="otp" inputmode="numeric" autocomplete="one-time-code"></label><button>Verify</button>', expected: ['code email'] },
  { name: 'italian-sms', path: '/verify', lang: 'it', body: '<h1>Verifica il tuo numero</h1><p>Inserisci il codice che ti abbiamo inviato via SMS</p><label>Codice di verifica <input type="tel" name="code"></label><button>Verifica</button>', expected: ['code sms'] },
  { name: 'korean-sms', path: '/auth', lang: 'ko', body: '<h1>휴대폰 인증</h1><p>문자로 받은 인증번호를 입력하세요</p><input type="tel" name="certNum" placeholder="인증번호"><button>확인</button><button>재전송</button>', expected: ['code sms'] },
  { name: 'dutch-recovery', path: '/herstel', lang: 'nl', body: '<h1>Herstelcode gebruiken</h1><p>Voer een van je herstelcodes in</p><label>Herstelcode <input name="code"></label><button>Inloggen</button>', expected: ['recovery'] },
  { name: 'polish-recovery', path: '/logowanie/kod', lang: 'pl', body: '<h1>Kod zapasowy</h1><p>Podaj jeden z kodów zapasowych</p><label>Kod zapasowy <input name="code"></label><button>Zaloguj się</button>', expected: ['recovery'] },
  { name: 'arabic-recovery', path: '/login/code', lang: 'ar', body: '<h1>رمز الاسترداد</h1><p>أدخل أحد رموز الاسترداد الخاصة بك</p><label>رمز الاسترداد <input name="code"></label><button>تحقق</button>', expected: ['recovery'] },
  // Dutch `of` is an or, English `of` is none
  { name: 'one-of-your-codes', path: '/login/recovery', body: '<h1>Use a recovery code</h1><label for="otp">Enter one of your recovery codes</label><input id="otp" name="recovery_code"><button>Verify</button>', expected: ['recovery'] },
  { name: 'recovery-by-path', path: '/account/recovery-code/', body: '<h1>Log in using a recovery code</h1><label>Enter recovery code <input name="recovery_code_value"></label><button>Login</button>', expected: ['recovery'] },
  // the button below the list has as many letters as a code
  { name: 'codes-then-button', path: '/settings/codes', body: `<h1>Save your recovery codes</h1><p>If you lose your device, these codes can be used instead.</p><ol>${codes(10, 'li')}</ol><button>Download</button><button>OK</button>`, expected: ['display 10'] },
  { name: 'codes-in-boxes', path: '/settings/security/two-factor-auth', body: `<div><p>Backup codes</p><div style="display:grid">${codes(10, 'div')}</div><button>Copy</button><button>Close</button></div>`, expected: ['display 10'] },
  { name: 'check-in', path: '/check-in', body: '<h1>Check in</h1><p>Enter your 6-character booking code and last name</p><label>Booking code <input name="pnr" maxlength="6"></label><label>Last name <input name="lastName"></label><button>Continue</button>', expected: [] },
  { name: 'class-code', path: '/join', body: '<h1>Join class</h1><p>Ask your teacher for the class code, then enter it here.</p><label>Class code <input maxlength="8" name="code"></label><button>Join</button>', expected: [] },
  { name: 'policy', path: '/admin/security', title: 'Security settings', body: '<h1>Two-factor authentication policy</h1><p>Require two-factor authentication for all members</p><label>Grace period (days) <input type="number" name="grace"></label><button>Save</button>', expected: [] },
  { name: 'server-boxes', path: '/', body: `<h1>Verification required</h1><p>Copy the code from the server or run bin/verification-code to retrieve it.</p>${'<input type="text" maxlength="1" aria-label="Digit" style="width:38px">'.repeat(6)}<button>Verify</button>`, expected: [] },
];
