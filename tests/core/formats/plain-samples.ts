// Files as other programs write them, made by hand from research/formats.md; the secrets are RFC 4226's and made-up ones.

export interface Sample {
  readonly name: string;
  readonly file: string;
  readonly content: string;
  readonly format: string;
  /** `issuer|account|type|numbers` with what else matters behind it; `!code` for what is refused. */
  readonly found: readonly string[];
}

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const json = (value: unknown): string => JSON.stringify(value, null, 2);

export const plainSamples: readonly Sample[] = [
  {
    name: 'Aegis 3 with groups, a note and a motp entry',
    file: 'aegis.json',
    content: json({
      version: 1,
      header: { slots: null, params: null },
      db: {
        version: 3,
        groups: [{ uuid: 'g1', name: 'Work' }],
        entries: [
          {
            type: 'totp',
            name: 'ada',
            issuer: 'Example',
            note: 'spare',
            favorite: true,
            groups: ['g1'],
            info: { secret: SECRET, algo: 'SHA256', digits: 8, period: 60 },
          },
          { type: 'hotp', name: 'bob', issuer: 'Count', info: { secret: SECRET, algo: 'SHA1', digits: 6, counter: 7 } },
          {
            type: 'motp',
            name: 'eve',
            issuer: 'Mobile',
            info: { secret: 'e3152afee62599c8', algo: 'MD5', digits: 6, period: 10, pin: '1234' },
          },
        ],
      },
    }),
    format: 'Aegis',
    found: ['Example|ada|totp|SHA256/8/60 #Work "spare" pinned', 'Count|bob|hotp|SHA1/6/7', '!unsupported-type Mobile|eve'],
  },
  {
    name: '2FAS 4 with a group and a counter',
    file: 'x.2fas',
    content: json({
      schemaVersion: 4,
      appOrigin: 'android',
      groups: [{ id: 'g', name: 'Home' }],
      services: [
        { name: 'Shop', secret: SECRET, groupId: 'g', otp: { issuer: 'Shop', account: 'ada', tokenType: 'TOTP', digits: 7, period: 30 } },
        { name: 'Door', secret: SECRET, otp: { account: '', tokenType: 'HOTP', counter: 3, digits: 6, algorithm: 'SHA384' } },
      ],
    }),
    format: '2FAS',
    found: ['Shop|ada|totp|SHA1/7/30 #Home', 'Door||hotp|SHA384/6/3'],
  },
  {
    name: 'Ente lines with their display part',
    file: 'ente.txt',
    content: `otpauth://totp/Example:ada?secret=${SECRET}&issuer=Example&codeDisplay=${encodeURIComponent('{"pinned":true,"trashed":false,"tags":["a","b"],"note":"two words"}')}\notpauth://totp/Old:bob?secret=${SECRET}&issuer=Old&codeDisplay=%7B%22trashed%22%3Atrue%7D\n`,
    format: 'Ente Auth',
    found: ['Example|ada|totp|SHA1/6/30 #a #b "two words" pinned', 'Old|bob|totp|SHA1/6/30 trashed'],
  },
  {
    name: 'Authenticator-Extension, plain, with a host, a counter and hex',
    file: 'authenticator.json',
    content: json({
      h2: { hash: 'h2', index: 1, type: 'hotp', secret: SECRET, issuer: 'Count', account: 'bob', encrypted: false, counter: 9 },
      h1: {
        hash: 'h1',
        index: 0,
        type: 'totp',
        secret: SECRET,
        issuer: 'Example::login.example.com',
        account: 'ada',
        encrypted: false,
        pinned: true,
      },
      h3: {
        hash: 'h3',
        index: 2,
        type: 'hex',
        secret: '3132333435363738393031323334353637383930',
        issuer: 'Hex',
        account: '',
        encrypted: false,
      },
      h4: { hash: 'h4', index: 3, type: 4, secret: 'stm-GEZDGNBVGY3TQOJQ', issuer: 'Steam', account: 'me', encrypted: false },
      h5: { hash: 'h5', index: 4, type: 3, secret: 'blz-GEZDGNBVGY3TQOJQ', issuer: 'Battle', account: '', encrypted: false },
    }),
    format: 'Authenticator',
    found: [
      'Example|ada|totp|SHA1/6/30 @https://login.example.com pinned',
      'Count|bob|hotp|SHA1/6/9',
      'Hex||totp|SHA1/6/30',
      'Steam|me|steam|',
      'Battle||totp|SHA1/8/30',
    ],
  },
  {
    name: 'keys named __proto__ and constructor are keys like others',
    file: 'authenticator.json',
    content: `{"__proto__":{"hash":"a","index":0,"type":"totp","secret":"${SECRET}","issuer":"Proto","account":"p"},"constructor":{"hash":"b","index":1,"type":"totp","secret":"${SECRET}","issuer":"Ctor","account":"c"}}`,
    format: 'Authenticator',
    found: ['Proto|p|totp|SHA1/6/30', 'Ctor|c|totp|SHA1/6/30'],
  },
  {
    name: 'Bitwarden with a passkey, a folder and a deleted item',
    file: 'bitwarden.json',
    content: json({
      encrypted: false,
      folders: [{ id: 'f', name: 'Mail' }],
      items: [
        {
          type: 1,
          name: 'Example',
          folderId: 'f',
          favorite: true,
          notes: 'n',
          login: {
            username: 'ada',
            totp: SECRET,
            uris: [{ uri: 'https://www.example.com/login' }, { uri: 'androidapp://com.example' }],
            fido2Credentials: [
              {
                credentialId: '01020304-0506-0708-090a-0b0c0d0e0f10',
                keyValue:
                  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaB3EApAt4-qkoeuhkIOJubTrBQTQYbiyDckSFpWAFn6hRANCAASG-a70tc8_S1qUEfS6YfBiDcElKNOpq7Z7-2nSsRGTRQ_3i9_GoAshzTpWa4dGr78PeksTFQGjf54P4TMuIMfW',
                rpId: 'example.com',
                rpName: 'Example Inc',
                userHandle: 'dXNlcg',
                userName: 'ada@example.com',
                discoverable: 'true',
                counter: '0',
              },
            ],
          },
        },
        { type: 1, name: 'Gone', deletedDate: '2026-01-01', login: { username: 'bob', totp: `otpauth://totp/x?secret=${SECRET}` } },
        { type: 2, name: 'A note' },
      ],
    }),
    format: 'Bitwarden',
    found: [
      'Example|ada|totp|SHA1/6/30 @https://www.example.com #Mail "n" pinned',
      'passkey example.com ada@example.com -7 16 bytes',
      'Gone|x|totp|SHA1/6/30 trashed',
    ],
  },
  {
    name: 'Stratum with a category',
    file: 'backup.json',
    content: json({
      Categories: [{ Id: 'c', Name: 'Bank' }],
      AuthenticatorCategories: [{ AuthenticatorSecret: SECRET, CategoryId: 'c' }],
      Authenticators: [
        { Type: 2, Issuer: 'Example', Username: 'ada', Secret: SECRET, Algorithm: 2, Digits: 8, Period: 20, Counter: 0 },
        { Type: 5, Issuer: 'Yandex', Username: 'y', Secret: SECRET, Algorithm: 0, Digits: 8, Period: 30, Counter: 0 },
      ],
    }),
    format: 'Stratum',
    found: ['Example|ada|totp|SHA512/8/20 #Bank', '!unsupported-type Yandex|y'],
  },
  {
    name: 'Proton Pass with extra fields, a binned item and a code that is none',
    file: 'data.json',
    content: json({
      version: '1',
      vaults: {
        v: {
          name: 'Personal',
          items: [
            {
              state: 1,
              pinned: true,
              data: {
                type: 'login',
                metadata: { name: 'Example', note: '' },
                extraFields: [{ fieldName: 'second', type: 'totp', data: { totpUri: `otpauth://totp/Two:b?secret=${SECRET}&issuer=Two` } }],
                content: {
                  itemEmail: 'ada@example.com',
                  urls: ['https://example.com/'],
                  totpUri: SECRET,
                  passkeys: [{ rpName: 'Example', userName: 'ada' }],
                },
              },
            },
            { state: 2, data: { metadata: { name: 'Bin' }, content: { itemUsername: 'x', totpUri: 'otpauth://totp/ThisIsABadTotp' } } },
          ],
        },
      },
    }),
    format: 'Proton Pass',
    found: [
      'Example|ada@example.com|totp|SHA1/6/30 @https://example.com #Personal pinned',
      'Two|b|totp|SHA1/6/30 @https://example.com #Personal pinned',
      '!unsupported-key Example|ada',
      '!no-secret Bin|x',
    ],
  },
  {
    name: 'CXF: an account without a header, its code in a custom field, a Steam code, a passkey with its prf secret',
    file: 'account.json',
    content: json({
      id: 'YQ',
      username: '',
      email: '',
      collections: [{ id: 'c', title: 'Shared', items: [{ item: 'aQ' }] }],
      items: [
        {
          id: 'aQ',
          title: 'Example',
          scope: { urls: ['https://example.com'], androidApps: [] },
          tags: ['t'],
          credentials: [
            { type: 'basic-auth', username: { fieldType: 'string', value: 'ada' } },
            { type: 'totp', secret: SECRET, period: 30, digits: 6, algorithm: 'steam' },
            {
              type: 'custom-fields',
              fields: [{ fieldType: 'string', label: 'one-time password', value: `otpauth://totp/?secret=${SECRET}&digits=8` }],
            },
            { type: 'unheard-of' },
            {
              type: 'passkey',
              credentialId: 'AQIDBA',
              rpId: 'example.com',
              username: 'ada',
              userDisplayName: 'Ada',
              userHandle: 'dXNlcg',
              key: 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
              fido2Extensions: {
                hmacCredentials: { algorithm: 'hmac-sha256', credWithUV: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', credWithoutUV: '' },
              },
            },
          ],
        },
      ],
    }),
    format: 'Credential Exchange Format',
    found: [
      'Example|ada|steam| @https://example.com #t #Shared',
      'Example|ada|totp|SHA1/8/30 @https://example.com #t #Shared',
      'passkey example.com ada -8 4 bytes prf',
    ],
  },
  {
    name: 'KeePass XML: four ways to keep a code, and a recycle bin',
    file: 'db.xml',
    content: `<?xml version="1.0"?><KeePassFile><Meta><RecycleBinUUID>QmluAAAAAAAAAAAAAAAAAA==</RecycleBinUUID></Meta><Root><Group><Name>Root</Name>
${entry('Seed', { 'TOTP Seed': SECRET, 'TOTP Settings': '60;8' })}${entry('Uri', { otp: `otpauth://totp/Uri:none?secret=${SECRET}&amp;issuer=Uri` })}
${entry('KeeOtp', { otp: `key=${SECRET}&amp;step=25&amp;size=8&amp;otpHashMode=Sha256` })}
${entry('Native', { 'TimeOtp-Secret-Hex': '3132333435363738393031323334353637383930', 'TimeOtp-Algorithm': 'HMAC-SHA-256', 'TimeOtp-Length': '8' })}
${entry('Counter', { 'HmacOtp-Secret': '12345678901234567890', 'HmacOtp-Counter': '4' })}
<Group><UUID>QmluAAAAAAAAAAAAAAAAAA==</UUID><Name>Bin</Name>${entry('Old', { otp: SECRET })}</Group></Group></Root></KeePassFile>`,
    format: 'KeePass',
    found: [
      'Seed|ada|totp|SHA1/8/60',
      'Uri|ada|totp|SHA1/6/30',
      'KeeOtp|ada|totp|SHA256/8/25',
      'Native|ada|totp|SHA256/8/30',
      'Counter|ada|hotp|SHA1/6/4',
      '!in-trash Old|ada',
    ],
  },
  {
    name: '1Password CSV',
    file: 'x.csv',
    content: `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\r\n"Ex, Inc",https://example.com,ada,pw,otpauth://totp/?secret=${SECRET},true,false,"a;b","line 1\nline ""2"""\r\nNone,,x,y,,false,false,,\r\n`,
    format: '1Password',
    found: ['Ex, Inc|ada|totp|SHA1/6/30 @https://example.com #a #b "line 1\nline "2"" pinned'],
  },
  {
    name: 'LastPass CSV',
    file: 'x.csv',
    content: `url,username,password,totp,extra,name,grouping,fav\nhttps://example.com/x,ada,pw,${SECRET.toLowerCase()},,Example,Work,1\n`,
    format: 'LastPass',
    found: ['Example|ada|totp|SHA1/6/30 @https://example.com #Work pinned'],
  },
  {
    name: 'Apple CSV, old header',
    file: 'x.csv',
    content: `Title,Url,Username,Password,OTPAuth\nExample,https://example.com,ada,pw,otpauth://totp/Example:ada?secret=${SECRET}&issuer=Example\n`,
    format: 'Apple Passwords',
    found: ['Example|ada|totp|SHA1/6/30 @https://example.com'],
  },
  {
    name: 'KeePassXC CSV',
    file: 'x.csv',
    content: `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root","Example","ada","","","","otpauth://totp/Example:ada?secret=${SECRET}&period=30&digits=6&issuer=Example","0","",""\n`,
    format: 'KeePassXC',
    found: ['Example|ada|totp|SHA1/6/30 #Root'],
  },
  {
    name: 'Keeper with its new field names',
    file: 'keeper.json',
    content: json({
      records: [
        {
          title: 'Example',
          login: 'ada',
          login_url: 'https://example.com',
          custom_fields: { '$oneTimeCode::1': [`otpauth://totp/?secret=${SECRET}`] },
        },
      ],
    }),
    format: 'Keeper',
    found: ['Example|ada|totp|SHA1/6/30 @https://example.com'],
  },
  {
    name: 'Enpass',
    file: 'enpass.json',
    content: json({
      folders: [{ uuid: 'f', title: 'Dir' }],
      items: [
        {
          title: 'Example',
          favorite: 1,
          folders: ['f'],
          fields: [
            { type: 'username', value: 'ada' },
            { type: 'totp', value: SECRET },
            { type: 'totp', value: SECRET, deleted: 1 },
          ],
        },
      ],
    }),
    format: 'Enpass',
    found: ['Example|ada|totp|SHA1/6/30 #Dir pinned'],
  },
  {
    name: 'a maFile with its revocation code',
    file: '1.maFile',
    content: json({ shared_secret: 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', account_name: 'ada', revocation_code: 'R12345' }),
    format: 'Steam',
    found: ['Steam|ada|steam|', 'recovery Steam|ada R12345'],
  },
  {
    name: 'HTML around URIs, with comments and WinAuth parameters',
    file: 'x.html',
    content: `<!doctype html><p>x</p><code>otpauth://totp/Example:ada?secret=${SECRET}&amp;issuer=Example&amp;icon=WinAuth</code>`,
    format: 'otpauth',
    found: ['Example|ada|totp|SHA1/6/30'],
  },
];

function entry(title: string, texts: Readonly<Record<string, string>>): string {
  const all = Object.entries({ Title: title, UserName: 'ada', ...texts });
  return `<Entry>${all.map(([key, value]) => `<String><Key>${key}</Key><Value>${value}</Value></String>`).join('')}</Entry>`;
}
