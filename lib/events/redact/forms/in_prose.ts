import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isOdd, isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { besideUser } from "./beside_user.ts";
import { valueAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";

/** What may stand between a name and its value in a sentence of some languages. */
const SENTENCE =
  /["'*`]{0,2}(?:\s(?:for|of|on|to|in|at|vom|von|für|pour|du|de|del|para|per|voor|dla|для|от|do)\s["']?(?:https?:\/\/)?[\p{L}\w@.'/ -]{1,60}?|(?:\s[\p{Script=Cyrillic}\p{Script=Greek}]{2,20}){1,2}(?=\s?[—–:]))?(?:\s{1,3}(?:este|là|היא|הוא|है|هي|هو|je|is|are|was|were|will be|has been|becomes|equals|lautet|ist|est|es|é|è|jest|to|är|er|on|to|set to|changed to|reset to)(?![\p{L}])(?:\s(?:now|set to|changed to|reset to|still))?\s{0,2}[:=]?|\s{0,3}[:：=＝]|\s[—–-](?=\s)|是|は|为|為|：|(?:는|은|이|가)\s)\s{0,12}[「『“„«]?/iuy;

/** The same, straight behind the name. */
const SHORT =
  /["'*`]{0,2}(?:\s{1,3}(?:este|là|היא|הוא|है|هي|هو|je|is|are|was|were|will be|has been|becomes|equals|lautet|ist|est|es|é|è|jest|to|är|er|on|to|set to|changed to|reset to)(?![\p{L}])(?:\s(?:now|set to|changed to|reset to|still))?\s{0,2}[:=]?|\s{0,3}[:：=＝]|\s[—–-](?=\s)|是|は|为|為|：|(?:는|은|이|가)\s)\s{0,12}[「『“„«]?/iuy;

/** A sentence goes on, without a space. */
const EAST_ASIAN = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;

/** `user jo, pass ` */
const AFTER_USER = /(?:user|login|username|log in as)[ :]{1,2}[\w.@-]{1,60}\s?(?:,|\/|and|\|)\s$/i;

/** `the password is …`, `Password for admin: …`, `… as the password`. */
export function inProse(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  let isSaid = false;
  // That of test results.
  if (/^pass(?:es)?$/i.test(named.text)) return behindUser(text, named);
  for (const pattern of [SENTENCE, SHORT]) {
    pattern.lastIndex = end;
    if (!pattern.test(text)) continue;
    const spans = behindWords(text, named, pattern.lastIndex);
    if (spans.length > 0) return spans;
    isSaid = true;
  }
  if (isSaid) return behindClause(text, named);
  const replaced = fromTo(text, named);
  if (replaced.length > 0) return replaced;
  const behind = behindClause(text, named);
  if (behind.length > 0) return behind;
  const before = text.slice(Math.max(0, start - 120), start);
  const found =
    /(?:^|[\s"'`(])([^\s"'`]{6,80})["'`]? as (?:the |your |a |its |my )?(?:[\w-]{1,20} ){0,2}$/
      .exec(before);
  const value = found?.[1];
  if (found === null || value === undefined || !isOpaque(value) || !/\d/.test(value)) return [];
  const at = start - before.length + found.index + found[0].indexOf(value);
  return [{ start: at, end: at + value.length, kind: name.kind }];
}

function behindWords(text: string, named: Named, at: number): readonly Span[] {
  const { end, name } = named;
  const value = valueAt(text, at);
  if (value === null) return [];
  // On another line only what nobody would write there otherwise.
  if (/\n/.test(text.slice(end, at))) {
    const isAlone = /^["'`]{0,3}[ \t]*(?:[\r\n]|$)/.test(text.slice(value.end, value.end + 12));
    if (!isAlone || !isOpaque(value.text.trim()) || /=/.test(value.text)) return [];
  }
  if (name.kind === "credentials") {
    const beside = besideUser(text, value.start, name.kind);
    if (beside.length > 0) return beside;
  }
  const isPhrase = name.kind === "passphrase" &&
    /^(?:[a-z]{3,9} ){5,23}[a-z]{3,9}$/.test(value.text);
  const span = { start: value.start, end: value.end, kind: name.kind };
  if (isPhrase) return [span];
  if (isPlaceholder(value.text)) return [];
  if (/^\d{4,8}$/.test(value.text)) return isForOnce(text, named) ? [span] : [];
  const isSecret = name.strength === "password"
    ? isOdd(value.text) && value.text.length >= 6 && /\d/.test(value.text) &&
      /\p{L}/u.test(value.text) && !EAST_ASIAN.test(value.text) &&
      isSecretValue(value, name, text)
    : isSecretValue(value, name, text, { isProse: true });
  return isSecret ? [span] : [];
}

/** `your one-time password is 123456` */
function isForOnce(text: string, { start, name }: Named): boolean {
  return name.strength === "digits" ||
    /(?:one[- ]?time|single[- ]use|temporary) $/i.test(text.slice(Math.max(0, start - 12), start));
}

/** `change the password from … to …` */
function fromTo(text: string, { end, name }: Named): readonly Span[] {
  const found = /^ from ["'`]?(\S{6,100}?)["'`]? to ["'`]?(\S{6,100}?)["'`]?(?=[\s.,;]|$)/
    .exec(text.slice(end, end + 240));
  const [, one = "", other = ""] = found ?? [];
  if (found === null || !/\d/.test(one + other)) return [];
  return [one, other].filter((value) => isOdd(value) && /\d/.test(value) && !isPlaceholder(value))
    .map((value) => {
      const start = end + found[0].lastIndexOf(value);
      return { start, end: start + value.length, kind: name.kind };
    });
}

/** The rest of a sentence about a password, and the end of its line or of the paragraph. */
const CLAUSE = /[ ][^\r\n:=|"'`,;{}<>]{2,60}(?<!https?):[ \t]{0,4}(\r?\n[ \t]{0,8}){0,2}/y;

/** `A temporary password is generated for root@localhost: …` */
function behindClause(text: string, { end, name }: Named): readonly Span[] {
  CLAUSE.lastIndex = end;
  const clause = name.strength === "password" ? CLAUSE.exec(text) : null;
  if (clause === null) return [];
  const start = end + clause[0].length;
  const value = /^[^\s"'`,]{8,120}(?=[ \t]*(?:[\r\n]|$))/.exec(text.slice(start, start + 130))?.[0];
  if (value === undefined || isPlaceholder(value) || !isOdd(value)) return [];
  const isMade = clause[1] === undefined
    ? /\d/.test(value) && /[a-z]/.test(value) && /[A-Z!#%&^*$+]/.test(value) &&
      !/[/\\:]/.test(value)
    : isOpaque(value) && /\d/.test(value);
  return isMade ? [{ start, end: start + value.length, kind: name.kind }] : [];
}

function behindUser(text: string, { start, end, name }: Named): readonly Span[] {
  if (!AFTER_USER.test(text.slice(Math.max(0, start - 90), start))) return [];
  const at = end + (/^[ :]{1,2}/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  const value = at === end ? null : valueAt(text, at);
  const isSecret = value !== null && value.text.length >= 6 && isOdd(value.text) &&
    /\d/.test(value.text) && isSecretValue(value, name, text);
  return isSecret ? [{ start: value.start, end: value.end, kind: name.kind }] : [];
}
