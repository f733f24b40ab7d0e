import { secretName } from "../names/secret_name.ts";

/** Where a value comes from, instead of the value. */
const REFERENCE =
  /^(?:\.\*|\d+\*|\/\^|\[\^|\\[SswWd]|\(\?|\$(?:[({$]|[A-Za-z_])|%(?:[({]|[A-Za-z_]+%?$|[sdvq])|[<{*•…`@&]|!\w|#\{|\.{3}|\\?\[(?:redacted|hidden|masked|cut)|(?:process\.env|os\.environ|os\.getenv|env\.|import\.|ENV\[|env:|file:|op:\/\/|vault:|ssm:|secretsmanager:|awskms:|keyring:|arn:|urn:|ref[+:]|https?:\/\/|data:|blob:)|(?:self|this|args?|config|cfg|options?|opts|props|params?|request|req|data|user|event|event|secrets?|settings|input|form|state|ctx|context|body|response|res|result|payload|env|credentials|creds|vars?|local|module|inputs|steps|github|needs|matrix)\??\.[A-Za-z_])/i;

/** What says that something belongs there. */
const PLACEHOLDER =
  /^(?:(?:your|my|the|some|an?|insert|enter|replace|put|add|paste|type|use|change|set|new|fake|dummy|test|sample|example|demo|default|any|no|not|our|their|this|that|user|super|same|see|via|from|with)[-_ ](?:[a-z]+[-_ ]){0,4}[a-z.]*\d?$|changeme|change[-_]?it|example|sample|dummy|placeholder|todo|tbd|fixme|foo(?:bar)?$|bar$|baz$|hidden|masked|removed|none$|null$|nil$|nan$|undefined$|true$|false$|yes$|no$|on$|off$|n\/a$|\?+$|-+$|x+$)|x{5,}|X{4,}|\*{3,}|•{3,}|\.{3}$|…$|<[\w -]+>|\{\{|\$\{|\[redacted/i;

/** Types, and words of status, kind or prose that stand behind `password:` and the like. */
const WORDS: ReadonlySet<string> = new Set(
  `string str text varchar char nvarchar number int integer int64 uint8 long float double bool boolean
  byte bytes bytestring buffer object array list map dict record any unknown never void optional
  required option maybe secretstr secrettext self type uuid json blob file path url uri email date
  datetime timestamp function
  invalid valid incorrect correct wrong missing empty blank unset changed updated rotated expired
  revoked refreshed accepted rejected denied allowed forbidden failed success successful ok done
  enabled disabled optional mandatory supported unsupported deprecated protected encrypted hashed
  plaintext plain cleartext visible hidden strict lax none default basic bearer digest oauth oauth2
  jwt saml ldap oidc pkce apikey apitoken header query cookie cookies session include omit inherit
  same-origin interactive identifier keyword punctuation operator whitespace comment word space
  literal number-literal authenticated authorized unauthorized authentication authorization
  available unavailable unknown configured unconfigured provided required. received generated
  created deleted removed added found stored saved loaded used unused must should cannot can will
  would please enter reset forgot forgotten show toggle confirm repeat retype current-password
  new-password one-time-code minimum maximum length characters current previous temporary permanent
  automatic manual random static dynamic internal external public private global local
  unexpected another different between because without within
  user users username
  falsch vergessen ungültig incorrecta inválida oublié requis obligatoire`.split(/\s+/),
);

/** Words with a digit in them. */
const WORD_WITH_DIGIT =
  /^(?:base\d+(?:[-_]?url)?|sha-?\d+|md\d|utf-?\d+|[rhep]s\d{3}|aes-?\d+|rsa-?\d+|ed25519|oauth-?\d|http\/?\d|ipv?\d|s3|ec2|k8s|x509|pkcs\d+|v\d+|w3c|[12]fa|u2f|fido2|p256|secp\w+|bcrypt\w*|argon2\w*|scrypt\w*|pbkdf2\w*|string\d*|int\d+|uint\d+|float\d+|c\+\+\d*|es\d+|part-?\d+|step-?\d+|line-?\d+)(?:[-_][a-z]+)*$/i;

/** Dates, times, versions, sizes, addresses and such. */
const MEASURE =
  /^(?:\d{4}-\d\d-\d\d\b.*|\d{1,2}:\d\d(?::\d\d.*)?|[v^~=<>]*(?:\d:)?\d+(?:\.\d+)+(?:[-+.~][\w.+~-]*)?|\d+(?:[.,]\d+)*(?:%|[-_ ]?(?:ms|s|m|h|d|min|sec|bits?|bytes?|kb|mb|gb|kib|mib|k|x|chars?|characters?|digits?|days?|hours?|minutes?|seconds?|weeks?|months?|years?|times?|words?|tokens?|st|nd|rd|th|px|em|rem|vh|vw)\b.*)?|#[0-9a-f]{3,8}|localhost:\d+|\d+\.\d+\.\d+\.\d+(?::\d+)?|\d+:\d+(?::\d+)?)$/i;

const PATH =
  /^(?:~|\.{1,2}|[A-Za-z]:|file:)?[\\/](?:[\w.@%+~ -]{0,40}[\\/])*[\w.@%+~ -]{0,60}$|^[\w.@-]{1,40}\/[\w.@/-]*\.[a-z]{1,5}$|^[\w-]{1,40}\.(?:txt|json|ya?ml|toml|ini|env|pem|key|crt|cer|md|ts|js|tsx|py|rb|go|rs|java|sh|log|conf|cfg|jar|html?|css|sql|csv)$/;

/** Names of events, calls and such, as agents' programs give them out. */
const PUBLIC_ID =
  /^(?:toolu|srvtoolu|msg|req|resp|call|chatcmpl|run|thread|asst|evt|cus|pi|prod|price|sub|file|batch|sess|session)_[\w-]+$/;

/** Whether a value says what belongs there, where it comes from, or what type it has. */
export function isPlaceholder(value: string): boolean {
  if (REFERENCE.test(value) || PLACEHOLDER.test(value) || WORDS.has(value.toLowerCase())) {
    return true;
  }
  return isPath(value) || PUBLIC_ID.test(value) || /^(?:0x)?0+$/.test(value);
}

function isPath(value: string): boolean {
  if (!PATH.test(value)) return false;
  // Keys in base64 have a slash now and then.
  return !/[+=]/.test(value) &&
    !/[A-Za-z0-9]{17}/.test(value.replaceAll(/[a-z]{4,}|[A-Z]{4,}/g, "."));
}

/** Whether it has a digit or a sign in it, and is no date, size, version or such. */
export function isOdd(value: string): boolean {
  if (/^\d+$/.test(value)) return true;
  if (!/\d/.test(value) && !/[!@#%^&*~+=$?]/.test(value) && !/\w-\w/.test(value)) return false;
  return !MEASURE.test(value) && !WORD_WITH_DIGIT.test(value);
}

/** Whether nobody would write it as a word, a name or a number. */
export function isOpaque(value: string): boolean {
  if (value.length < 8 || MEASURE.test(value) || WORD_WITH_DIGIT.test(value)) return false;
  if (/^[^\s:]{1,60}:[^\s:]{5,}$/.test(value) && /\d/.test(value)) return true;
  if (isSlug(value) || /[[\](){}\\|]/.test(value)) return false;
  const digits = value.replace(/\D/g, "").length;
  if (digits === 0) return value.length >= 20 && changesOfCase(value) >= value.length / 4;
  return value.length >= 12 || (digits >= 2 && /[a-z]/.test(value) && /[A-Z]/.test(value));
}

function changesOfCase(value: string): number {
  return value.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0;
}

/** Words with signs between them, and a number or two: `db-creds-v2`, `user_id_2`. */
export function isSlug(value: string): boolean {
  return /^(?:v?\d{1,4}|[a-z]{2,}\d{0,2}|[A-Z]{2,}\d{0,2}|[A-Z][a-z]+\d{0,2}|[a-z])(?:[-_./](?:v?\d{1,4}|[a-z]+\d{0,2}|[A-Z]{2,}\d{0,2}|[A-Z][a-z]+\d{0,2}))*$/
    .test(value) && !/[a-z]{13}/.test(value);
}

/** Whether it reads as prose: several words, some of which only sentences have. */
export function isProse(value: string): boolean {
  // Letters of other scripts alone: a label, or a sentence without spaces.
  if (!/[\d\w]/.test(value) && /\p{L}/u.test(value)) return true;
  const words = value.trim().split(/\s+/);
  if (words.length === 1) return false;
  const isSentence = words.length >= 4 &&
    (/^\p{Lu}\p{Ll}*\s/u.test(value) || /[.!?:]$/.test(value.trim()));
  // deno-lint-ignore no-control-regex
  return isSentence || (words.length >= 3 && /[^\x00-\x7f]/.test(value)) ||
    /(?:^|\s)(?:the|an?|is|are|be|was|must|should|your|my|our|please|for|to|of|with|and|or|not|no|enter|at|in|on|by|from|this|that|it|if|when|here|see|has|have|use|used|does|do|will|can|may|der|die|das|le|la|el|ist|est|es|los|les|und|et|y|required|invalid|new|confirm|your|current|reset|change|forgot|type)(?=[\s.,;:!?]|$)/i
      .test(value);
}

/** Whether it is itself a name of something secret, and so code or a label. */
export function isNameItself(value: string): boolean {
  return /^[\p{L}_$][\p{L}\w$. -]*$/u.test(value) && secretName(value) !== null;
}
