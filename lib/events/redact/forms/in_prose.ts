import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isOdd, isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { valueAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";

/** What may stand between a name and its value in a sentence of some languages. */
const SENTENCE =
  /["'*`]{0,2}(?:\s(?:for|of|on|to|in|at|vom|von|für|pour|du|de|del|para|per|voor|dla|для|от)\s["']?(?:https?:\/\/)?[\p{L}\w@.'/ -]{1,60}?|(?:\s[\p{Script=Cyrillic}\p{Script=Greek}]{2,20}){1,2}(?=\s?[—–:]))?(?:\s{1,3}(?:este|là|היא|הוא|है|هي|هو|je|is|are|was|were|will be|has been|becomes|equals|lautet|ist|est|es|é|è|jest|to|är|er|on|to|set to|changed to|reset to)(?![\p{L}])(?:\s(?:now|set to|changed to|reset to|still))?\s{0,2}[:=]?|\s{0,3}[:：=＝]|\s[—–-](?=\s)|是|は|为|為|：|(?:는|은|이|가)\s)\s{0,12}/iuy;

/** A sentence goes on, without a space. */
const EAST_ASIAN = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;

/** `user jo, pass ` */
const AFTER_USER = /(?:user|login|username|log in as)[ :]{1,2}[\w.@-]{1,60}\s?(?:,|\/|and|\|)\s$/i;

/** `the password is …`, `Password for admin: …`, `… as the password`. */
export function inProse(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  // That of test results.
  if (/^pass(?:es)?$/i.test(named.text)) return behindUser(text, named);
  SENTENCE.lastIndex = end;
  if (SENTENCE.test(text)) {
    const value = valueAt(text, SENTENCE.lastIndex);
    if (value === null) return [];
    const isPhrase = name.kind === "passphrase" &&
      /^(?:[a-z]{3,9} ){5,23}[a-z]{3,9}$/.test(value.text);
    if (isPhrase) return [{ start: value.start, end: value.end, kind: name.kind }];
    if (isPlaceholder(value.text)) return [];
    const isSecret = name.strength === "password"
      ? isOdd(value.text) && value.text.length >= 6 && /\d/.test(value.text) &&
        /\p{L}/u.test(value.text) && !EAST_ASIAN.test(value.text) &&
        isSecretValue(value, name, text)
      : isSecretValue(value, name, text, { isProse: true });
    return isSecret ? [{ start: value.start, end: value.end, kind: name.kind }] : [];
  }
  const before = text.slice(Math.max(0, start - 120), start);
  const found =
    /(?:^|[\s"'`(])([^\s"'`]{6,80})["'`]? as (?:the |your |a |its |my )?(?:[\w-]{1,20} ){0,2}$/
      .exec(before);
  const value = found?.[1];
  if (found === null || value === undefined || !isOpaque(value) || !/\d/.test(value)) return [];
  const at = start - before.length + found.index + found[0].indexOf(value);
  return [{ start: at, end: at + value.length, kind: name.kind }];
}

function behindUser(text: string, { start, end, name }: Named): readonly Span[] {
  if (!AFTER_USER.test(text.slice(Math.max(0, start - 90), start))) return [];
  const at = end + (/^[ :]{1,2}/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  const value = at === end ? null : valueAt(text, at);
  const isSecret = value !== null && value.text.length >= 6 && isOdd(value.text) &&
    /\d/.test(value.text) && isSecretValue(value, name, text);
  return isSecret ? [{ start: value.start, end: value.end, kind: name.kind }] : [];
}
