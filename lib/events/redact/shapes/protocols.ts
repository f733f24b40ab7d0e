import { secretName } from "../names/secret_name.ts";
import type { Span } from "../span.ts";
import { isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { valueAt } from "../values/value_at.ts";
import { type Shape, shape } from "./shape.ts";

const LITERAL = String.raw`(?!\$|<|\[redacted|\{|\*)`;

/** `"kty": "RSA", …, "d": "…"`: the private parts of a JSON web key. */
function webKey(text: string, at: number): readonly Span[] | null {
  const least = Math.max(0, at - 4000);
  const from = least + Math.max(0, text.slice(least, at).lastIndexOf("{"));
  const rest = text.slice(from, at + 4000);
  const close = rest.indexOf("}", at - from);
  const parts = rest.slice(0, close === -1 ? undefined : close).matchAll(
    /["'](?:d|k|p|q|dp|dq|qi)\\{0,7}["']\s{0,4}:\s{0,4}\\{0,7}["']([\w+/=-]{16,2000})/g,
  );
  const spans = Array.from(parts, (found) => {
    const end = from + found.index + found[0].length;
    return { start: end - (found[1] ?? "").length, end, kind: "key" };
  });
  return spans.length === 0 ? null : spans;
}

/** `SET value = '…' WHERE name = 'api_key'` */
function setWhere(text: string, at: number): Span | null {
  const found =
    /^set \w{0,20}value\s?=\s?'([^'\r\n]{4,400})'[^;\r\n]{0,100}?where \w{1,30}\s?=\s?'([\w.-]{1,60})'/i
      .exec(text.slice(at, at + 700));
  const [value = "", name = ""] = found?.slice(1) ?? [];
  if (found === null || secretName(name) === null || isPlaceholder(value)) return null;
  const start = at + found[0].indexOf("'") + 1;
  return { start, end: start + value.length, kind: "secret" };
}

/** `<RSAKeyValue>…<D>…</D>` */
function xmlKey(text: string, at: number): readonly Span[] | null {
  const part = text.slice(at, at + 6000);
  const spans = Array.from(
    part.matchAll(/<(?:D|P|Q|DP|DQ|InverseQ)>([\w+/=\s]{8,2000})/g),
    (found) => {
      const end = at + found.index + found[0].length;
      return { start: end - (found[1] ?? "").length, end, kind: "private key" };
    },
  );
  return spans.length === 0 ? null : spans;
}

/** Numbers of 64 digits are keys where the rest of the line says so: others are hashes. */
function hexKey(text: string, at: number): Span | null {
  if (!/^0x[0-9a-f]{64}(?![0-9a-z])/i.test(text.slice(at, at + 67))) return null;
  const before = text.slice(Math.max(0, at - 100), at);
  const after = /^[^\r\n]{0,80}/.exec(text.slice(at + 66, at + 146))?.[0] ?? "";
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const isKey = /priv(?:ate)?[ _-]?key|deployer|\bpk\b|_pk\b|wallet\(|account\(|from_key\(/i
    .test(`${line} ${after}`) && !/\b(?:tx|hash|block|transaction)\b/i.test(line);
  return isKey ? { start: at, end: at + 66, kind: "private key" } : null;
}

/** Names of keys in other languages, of two words mostly. */
const KEYS = `clé api|cle api|clé d'api|clave api|clave de api|clave de la api|api-schlüssel|
api schlüssel|api-schluessel|apischlüssel|chiave api|chave api|chave de api|chave da api|klucz api|
api-ключ|api ключ|ключ api|apiキー|api キー|api 키|api키|api密钥|api 密钥|api密鑰|api 密鑰|api-sleutel|
api-nyckel|api-nøkkel|api-nøgle|api-avain|api-kulcs|api klíč|api anahtarı|cheie api|cheia api|
مفتاح api|מפתח api|khóa api|kunci api|clave secreta|clave privada|clé secrète|clé privée|
geheimer schlüssel|chiave segreta|chave secreta|tajny klucz|секретный ключ|シークレットキー|
アクセスキー|アクセストークン|秘密鍵|비밀 키|비밀키|액세스 토큰|私钥|访问令牌|jeton|jeton d'accès|ficha de acceso|
zugriffsschlüssel|toegangstoken|åtkomsttoken|přístupový token|kod dostępu|токен доступа`
  .split("|").map((word) => word.trim());

const KEY_AND = new RegExp(
  `(?:${KEYS.toSorted((one, other) => other.length - one.length).join("|")})` +
    String
      .raw`["'*\x60]{0,3}(?:\s?[:：=＝]|\s?(?:は|是|为|ist|lautet|est|es|è|é|to)(?=\s|「))\s{0,3}[「"'\x60*]{0,3}`,
  "iy",
);

function foreignKey(text: string, at: number): Span | null {
  KEY_AND.lastIndex = at;
  if (!KEY_AND.test(text)) return null;
  const value = valueAt(text, KEY_AND.lastIndex);
  if (value === null || value.text.length < 12 || isPlaceholder(value.text)) return null;
  return isOpaque(value.text) && /\d/.test(value.text)
    ? { start: value.start, end: value.end, kind: "key" }
    : null;
}

/** Words for user and password together, in other languages. */
const ACCOUNTS = `zugangsdaten|anmeldedaten|identifiants|credenciales|credenciais|credenziali|
inloggegevens|dane logowania|учётные данные|учетные данные|логин/пароль|ログイン情報|凭据|账号密码`
  .split("|").map((word) => word.trim());

const ACCOUNT_AND = new RegExp(
  `(?:${ACCOUNTS.join("|")})` + String.raw`\s?[:：]?\s{0,3}[\w.@+-]{1,60}\s?[/:|]\s?`,
  "iy",
);

/** Users of which the password is often written behind a colon or a slash. */
const USERS = "admin administrator root postgres sa elastic ubuntu guest jenkins superuser"
  .split(" ");
const USER_AND = new RegExp(`(?<![\\w@./-])(?:${USERS.join("|")})\\s?[:/]\\s?`, "iy");

function behindUser(pattern: RegExp): Shape["find"] {
  return (text, at) => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return null;
    const value = valueAt(text, pattern.lastIndex);
    if (value === null || value.text.length < 8 || isPlaceholder(value.text)) return null;
    const word = value.text;
    const isMade = /\d/.test(word) && /[a-z]/.test(word) && /[A-Z!#%&^*$]/.test(word) &&
      !/[/\\:]/.test(word) && isOpaque(word);
    return isMade ? { start: value.start, end: value.end, kind: "password" } : null;
  };
}

/** Secrets as protocols, queries and standards carry them. */
export const PROTOCOL_SHAPES: readonly Shape[] = [
  { hints: ['"kty', "'kty"], find: webKey },
  { hints: ["<rsakeyvalue>"], find: xmlKey },
  { hints: ["^0x"], find: hexKey },
  { hints: ["set value", "set option_value", "set setting_value"], find: setWhere },
  { hints: KEYS, find: foreignKey },
  { hints: ACCOUNTS, find: behindUser(ACCOUNT_AND) },
  {
    hints: USERS.flatMap((user) => [`^${user}:`, `^${user}/`, `^${user} /`]),
    find: behindUser(USER_AND),
  },
  shape("signature", ["x-goog-signature="], /x-goog-signature=([0-9a-f]{40,})/i),
  shape(
    "key",
    ["?key=", "&key=", "?k=", "?code=", "&code="],
    /[?&](?:key|k|code)=(?=[\w%=+-]{0,80}\d)(?=[\w%=+-]{0,80}[A-Z])(?=[\w%=+-]{0,80}[a-z])([\w%=+-]{24,400})/,
  ),
  shape("password", ["auth default "], new RegExp(`auth default ${LITERAL}(\\S{5,400})`, "i")),
  shape(
    "credentials",
    ["auth plain ", "auth xoauth"],
    /auth (?:plain|xoauth2?) ([\w+/=]{12,4000})/i,
  ),
  shape(
    "password",
    ["user "],
    new RegExp(`USER \\S{1,80}\\r?\\n\\S{0,4} ?PASS ${LITERAL}(\\S{4,400})`),
  ),
  shape(
    "password",
    ["login "],
    new RegExp(`(?<=\\b[a-zA-Z]{0,2}\\d{1,4} )LOGIN \\S{1,80} ${LITERAL}(\\S{4,400})`),
  ),
  shape(
    "password",
    ["nickserv identify ", "nickserv :identify "],
    /nickserv :?identify (?:\S{1,40} )?(?!\$|<)(\S{5,200})/i,
  ),
];
