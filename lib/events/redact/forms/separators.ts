/** What may close a name: quotes on any level, brackets of an index, colours, bold type. */
const CLOSERS =
  // deno-lint-ignore no-control-regex
  /(?:\\{0,15}["'`]\]?|\\{1,7}u002[27]|%2[27]|&quot;|\]|\x1b?\[[\d;]*m|\\(?:u001b|x1b|e|033)\[[\d;]*m|\*\*)*/y;

/** What stands between a name and its value. */
const ASSIGNED =
  // deno-lint-ignore no-control-regex
  /(?:[ \t]#?\d{1,2}(?=[ \t]?[:=]))?(?:[ \t]\([^()\r\n]{1,40}\)(?=[ \t]?[:=]))?(?:[ \t]|\x1b\[[\d;]*m){0,40}(?:\\\r?\n[ \t]{0,40})?(?:\r?\n[ \t]{0,40}(?=[:=]))?(?:\{ get;[^{}\r\n]{0,30}\}[ \t]?)?(?:=>|:=|<-(?!-)|->|<<<|\+=|\?\?=|\|\|=|=(?![=~>])|:(?![:=])|::(?=[ ][A-Za-z0-9+/]{0,80}\d[A-Za-z0-9+/]{0,400}={0,2}(?:\s|$))|＝|：|%3D|\\{1,7}u003[dDaA]|%3A(?!%2F%2F)|(?:\)[ \t]or|\)?[ \t](?:\|\||\?\?|\?:))[ \t](?=["'`])|[ \t](?:[›❯]|>(?=[ \t]\x1b))|&#61;| [—–] |→|⇒)/iy;

/** A type between them: `password: str = `, `password string = `, `apiKey: &str = `. */
const TYPED =
  /\??(?:\s{0,3}:\s{0,3}|\s{1,3}(?:As\s)?)[&*]?[A-Za-z][\w.]{1,20}(?:<[\w., ]{1,30}>|\[\])?[ \t]{0,4}=[ \t]{0,4}(?=[rbfu@$]{0,2}["'`])/y;

/** Spaces, colours and continued lines before a value. */
const SPACE =
  // deno-lint-ignore no-control-regex
  /(?:[ \t　]|\[\]\w{1,10}[({](?=")|!!(?:str|binary)\b|&\w{1,40}(?=[ \t])|\*{1,2}(?=[ \t`])|(?:String::from|SecretStr|SecureString|Secret|Buffer\.from|bytes|Some|Ok)\((?=["'`])|%20|[\\`^]\r?\n|\r?\n[ \t]{0,40}string\(\d{1,4}\)[ ](?=")|\x1b?\[[\d;]*m|[「『“„«]|\\(?:u001b|x1b|e|033)\[[\d;]*m)*/y;

/** A new line may follow where structure goes on. */
const NEW_LINE = /[ \t]{0,40}(?:\r?\n|\\n)[ \t]{0,80}/y;

/** Where a match of a sticky expression ends; `-1` without one. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The end of what closes a name. */
export function afterClosers(text: string, at: number): number {
  return matchEnd(CLOSERS, text, at);
}

/** Where the value begins that is assigned to what ends here; `-1` where nothing is. */
export function afterAssignment(text: string, at: number, isNameQuoted = false): number {
  const typed = isNameQuoted ? -1 : matchEnd(TYPED, text, at);
  if (typed !== -1) return typed;
  const end = matchEnd(ASSIGNED, text, at);
  return end === -1 ? -1 : matchEnd(SPACE, text, end);
}

/** The end of the spaces at a place. */
export function afterSpace(text: string, at: number): number {
  return matchEnd(SPACE, text, at);
}

/** The beginning of the next line's text; `-1` where the line goes on. */
export function afterNewLine(text: string, at: number): number {
  return matchEnd(NEW_LINE, text, at);
}
