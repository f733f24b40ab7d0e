/** Words that name a secret where something is assigned to them. */
const NAMES =
  "passw(?:or)?d|passphrase|pass_?phrase|secret(?:[_-]?(?:access)?[_-]?key)?|token|api[_-]?key|apikey|" +
  "access[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?|auth[_-]?key|pgpassword";

/** Of these each of the names has one in it, in any case. */
export const ASSIGNMENT_HINTS: readonly string[] = [
  "passw",
  "phrase",
  "secret",
  "token",
  "key",
  "credential",
];

/** What stands before a value that may be secret: `DB_PASSWORD=`, `"token": `, `--api-key `. */
const ASSIGNMENT = new RegExp(
  `(?:(?<option>--[\\w-]{0,40}(?:${NAMES}))(?:=|\\s{1,3})|` +
    `(?<name>[\\w-]{0,40}(?:${NAMES}))(?:\\\\?["'])?\\s{0,3}(?:=>|:=|(?<![=!<>])=(?!=)|:)\\s{0,3})` +
    `(?<quote>\\\\?["'\`])?`,
  "gi",
);

const QUOTED = /[^"'`\r\n\\]{1,500}/y;
const BARE = /[^\s"'`,;(){}[\]<>\\|]{1,500}/y;

/** Values that say what belongs there, or where it comes from. */
const NO_SECRET =
  /^(?:\$|%|<|\*+$|x+$|\.\.\.|…|\[redacted|\{|process\.env|os\.environ|env\.|import\.|null|none|nil|undefined|true|false|string|str|number|int|boolean|bool|bytes|any|unknown|object|required|optional|changeme|example|your[_-]|my[_-]|the[_-]|todo\b|placeholder|secrets?[._]|self\.|this\.|args?\.|config\.|options?\.|request\.|req\.|data\.)/i;

/**
 * Replaces values that are assigned to names of secrets, in environment files, commands, code and
 * configuration; code that only handles a secret (`token = next()`, `password: string`) stays.
 */
export function redactAssignments(text: string): string {
  let result = "";
  let done = 0;
  ASSIGNMENT.lastIndex = 0;
  for (let found = ASSIGNMENT.exec(text); found !== null; found = ASSIGNMENT.exec(text)) {
    const { option, name = option ?? "", quote } = found.groups ?? {};
    const start = found.index + found[0].length;
    const value = valueAt(text, start, quote !== undefined);
    if (value === "" || !isSecret(value, name, text, start, quote !== undefined)) continue;
    result += `${text.slice(done, start)}[redacted: ${kindOf(name)}]`;
    done = start + value.length;
    ASSIGNMENT.lastIndex = done;
  }
  return done === 0 ? text : result + text.slice(done);
}

function valueAt(text: string, start: number, quoted: boolean): string {
  const pattern = quoted ? QUOTED : BARE;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

function isSecret(
  value: string,
  name: string,
  text: string,
  start: number,
  quoted: boolean,
): boolean {
  if (NO_SECRET.test(value)) return false;
  if (quoted) return value.length >= 6 && !/\s/.test(value.trim());
  // A call, an index or a property is code.
  if (/[([]/.test(text[start + value.length] ?? "") || value.length < 6) return false;
  if (/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value)) return false;
  const isEnvironment = /^[A-Z0-9_]+$/.test(name) && /=$/.test(text.slice(0, start));
  return isEnvironment || /\d/.test(value) || /[-+/=!@#%^&*~]/.test(value);
}

function kindOf(name: string): string {
  const lower = name.toLowerCase();
  if (/passw|phrase/.test(lower)) return "password";
  if (/token/.test(lower)) return "token";
  return /key/.test(lower) ? "key" : "secret";
}
