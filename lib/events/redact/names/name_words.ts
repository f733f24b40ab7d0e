/**
 * The one list of names of secrets, for fields and texts alike. Names are looked at word by word,
 * in lower case: `DB_PASSWORD`, `dbPassword`, `db-password` and `db.password` are the same.
 */

/** How sure a name makes that its value is a secret. */
export type Strength =
  /** Of a person: any value, also a word or a number. */
  | "password"
  /** Made by a machine: any value that is no word of prose or code. */
  | "secret"
  /** Often of something else: only values that nobody would think of. */
  | "opaque"
  /** A short number for a person: four to eight digits. */
  | "digits"
  /** Holds cookies: what follows their `=`. */
  | "cookie";

function list(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Last words of names. */
export const LAST_WORDS: ReadonlyMap<string, Strength> = new Map([
  ...list(`password passwords passwd passwds passwrd passphrase passphrases passcode passcodes pass
    pwd pwds pswd psw pw passw userpass keypass storepass requirepass masterauth bindpw rootpw
    mnemonic sshpass psk`)
    .map((word) => [word, "password"] as const),
  ...list(`secret secrets token tokens apikey apikeys credential credentials cred creds
    authorization jwt totp tok tkn connectionstring connectionstrings connstr`)
    .map((word) => [word, "secret"] as const),
  ...list("salt pepper").map((word) => [word, "opaque"] as const),
  ...list("auth bearer pat jsessionid phpsessid").map((word) => [word, "opaque"] as const),
  ...list("pin otp").map((word) => [word, "digits"] as const),
  ...list("cookie cookies").map((word) => [word, "cookie"] as const),
]);

/** Last words of names that are written in one: `dbpassword`, `accesstoken`. */
export const LAST_GLUED: readonly (readonly [RegExp, Strength])[] = [
  [/passw(?:or)?d\d*$|passphrase$|passwort$/, "password"],
  [
    /^(?:db|database|user|root|admin|smtp|mail|email|ftp|ssh|sql|mysql|pg|proxy|ldap|imap|pop3?|wifi|keystore|truststore|vnc|rdp|sudo|login)pass$/,
    "password",
  ],
  [/(?:client|app|api|jwt|shared|session|user|consumer)secrets?$/, "secret"],
  [
    /(?:auth|access|refresh|session|csrf|xsrf|api|user|bearer|id|security|bot|sas|identity|device|personal|oauth|login|deploy|push|client|service|admin)(?:tokens?|tkn|tok)$/,
    "secret",
  ],
];

/** Last two words, or more, of names. */
export const LAST_PHRASES: ReadonlyMap<string, Strength> = new Map([
  ...list(`pass-word pass-phrase pass-code seed-phrase recovery-phrase secret-phrase seed-words
    pin-code recovery-code recovery-codes backup-code backup-codes mot-de-passe palavra-passe palavra-chave`)
    .map((words) => [words, "password"] as const),
  ...list(`client-assertion otp-seed totp-seed root-token-id client-key-data key-data`).map((
    words,
  ) => [words, "secret"] as const),
  ["vault-secret-id", "opaque"],
  ...list(`verification-code confirmation-code security-code authentication-code unlock-code
    sms-code otp-code totp-code mfa-code 2fa-code login-code sign-in-code one-time-code access-code
    auth-code`).map((words) => [words, "digits"] as const),
  ...list(`connection-string
    connection-strings conn-string conn-str set-cookie`)
    .map((words) => [words, words === "set-cookie" ? "cookie" : "secret"] as const),
]);

/** Words before `key` or `keys` that make it a secret. */
export const KEY_WORDS: ReadonlySet<string> = new Set(
  list(`api access secret private priv encryption
  encrypt encrypting decryption decrypt signing signature auth authentication authorization account
  subscription license licence master shared preshared storage service admin ssh deploy deployment
  client consumer webhook hmac jwt jwk cipher aes rsa ecdsa ed25519 dsa crypto vault write ingest
  ingestion wrapping session cookie token security functions function server merchant maps ssl tls
  pgp gpg enc kek unseal recovery wifi wpa network bot integration apim sas hash seal`),
);

/** Words before `key` of which the value has to decide. */
export const OPAQUE_KEY_WORDS: ReadonlySet<string> = new Set(
  list(`app application host user db database cosmos cosmosdb search translator speech llm
  stripe openai anthropic claude gemini google mailgun sendgrid mailchimp twilio algolia datadog
  newrelic sentry github gitlab azure aws gcp firebase supabase cloudflare mistral groq cohere
  deepseek openrouter replicate pinecone langchain langsmith huggingface elevenlabs tavily serper
  stability together fireworks perplexity xai square paypal plaid telegram discord slack line
  airtable notion figma linear postman resend postmark brevo mapbox here weather steam riot
  alchemy infura etherscan coinbase binance kraken bybit okx segment amplitude mixpanel posthog
  rapidapi zoom calendly hubspot intercom zendesk asana trello jira`),
);

/** Words before a last word that make it something else: counts, pages, flags. */
export const OTHER_BEFORE: ReadonlySet<string> = new Set(list(`max min maximum minimum total input
  output prompt completion cached cache num number count budget limit per used remaining avg
  average reasoning thinking context next page continuation continue sync cursor resume resumption
  start end bos eos pad unk sep cls mask special stop cancellation cancel cancelation unexpected
  design keyword lexer parser syntax ast punctuation operator has is show hide needs requires
  require use uses allow allows no without forgot forgotten csv image video audio text logit
  request visible hidden masked public`));

/** Words before `KEY` in names of variables that make it a place or a name. */
export const OTHER_KEYS: ReadonlySet<string> = new Set(list(`cache caches primary foreign sort
  partition public pub object row map idempotency dedup dedupe i18n translation message msg query
  react item group unique index lookup range shard routing composite natural config settings setting
  registry s3 file path event metric state feature flag json dict field column property attribute
  sha ssh host bucket blob image build artifact restore tag label locale storage tenant project issue
  jira ticket board sonar hot hotkey turkey modifier alt ctrl shift meta enter escape arrow tab any
  compose arg first last next prev verify verifying verification trusted apt rpm repo signed origin`));

/** Words behind the last one that say which of several it is, and change nothing. */
export const QUALIFIERS: ReadonlySet<string> = new Set(list(`base base64 b64 b value val plain
  plaintext raw pem der prod production dev development stage staging test testing live sandbox old
  new current previous prev primary secondary main default confirmation confirm confirmed again
  repeat repeated retype verify admin root override env hex str string`));

/** Words behind the last one by which only what nobody would think of is left of its value. */
export const DERIVED: ReadonlySet<string> = new Set(list("hash hashed salt digest encrypted"));

/** Names in other languages, as they stand in texts. */
export const FOREIGN: readonly (readonly [string, Strength])[] = [
  ...list(
    `passwort passwörter kennwort kennwörter losung motdepasse contraseña contrasena contrasenya
    senha palavra-passe wachtwoord hasło haslo hasła parola şifre sifre şifresi parolası lösenord lösenordet losenord passord passordet
    adgangskode kodeord salasana heslo jelszó jelszo parolă lozinka geslo zaporka slaptažodis
    parole parool пароль пароля пароли парола лозинка гасло κωδικός κωδικό סיסמה סיסמא 密码 密碼 口令
    khẩu パスワード 비밀번호 암호 패스워드 पासवर्ड รหัสผ่าน sandi المرور السر عبور گذرواژه پاسورڈ
    পাসওয়ার্ড கடவுச்சொல் パスフレーズ パスコード`,
  ).map((word) => [word, "password"] as const),
  ...list("暗証番号 認証コード 確認コード 验证码 驗證碼 인증번호").map((word) =>
    [word, "digits"] as const
  ),
  ...list(
    `clave geheimnis schlüsselwort токен секрет ключ-api 密钥 密鑰 令牌 秘钥 トークン シークレット 토큰 시크릿`,
  ).map((
    word,
  ) => [word, "secret"] as const),
];

/** Texts of which each name has one: where none is, no name need be looked for. */
export const NAME_HINTS: readonly string[] = [
  ...list(
    `pass pwd pswd psw pw secret tok tkn ^pin _pin -pin sessid key cred auth cookie mnemonic phrase jwt psk otp bearer client_assertion client-assertion clientassertion
    _pat connectionstring connection_string connection-string connstr conn_str conn-str bindpw rootpw
    seedwords seed_words seed-words pepper _salt -salt`,
  ),
  // Of frequent words, only those behind the letter that they must follow.
  ...["y", "p", "n"].flatMap((letter) => ["", "_", "-", " "].map((sign) => `${letter}${sign}code`)),
  ...["kcode", "k code", "k_code", "k-code", "s code", "s_code"],
  "2fa",
  "mfa",
  "connection string",
  "seed words",
  ...FOREIGN.map(([word]) => word).filter((word) => !/pass/.test(word)),
];
