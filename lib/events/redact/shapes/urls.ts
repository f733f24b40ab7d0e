import { isPlaceholder } from "../values/ordinary.ts";
import type { Shape } from "./shape.ts";

const PLAIN = /:\/\/([^\s/@:"'`<>\\]{0,100})(?::([^\s@/"'`<>\\]{1,200}))?@(?=[\w[])/y;
const ENCODED =
  /%3a%2f%2f([^\s/@:"'`<>%]{0,100})%3a((?:[^\s@/"'`<>%]|%(?!40|26|2f)[0-9a-f]{2}){1,200})%40/iy;

/** How examples write what belongs there. */
const FORM_OF = /^(?:user(?:name)?|login|name)$/i;
const EXAMPLE =
  /^(?:pass(?:w(?:or)?d)?|pwd|pw|secret|token|key|password\d?|xxx+|\*+|pat|apikey|api_key|access_token)$/i;

/** Credentials in URLs: `scheme://user:password@host`, `https://token@host`. */
export const URL_SHAPE: Shape = {
  hints: ["://", "%3a%2f%2f"],
  find(text, at) {
    const pattern = text[at] === ":" ? PLAIN : ENCODED;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    const [whole, user = "", password] = found;
    if (password === undefined || password === "x-oauth-basic") {
      return isToken(user) ? { start: at + 3, end: at + 3 + user.length, kind: "token" } : null;
    }
    const isExample = EXAMPLE.test(password) || (FORM_OF.test(user) && isPlaceholder(password));
    if (isExample || /^(?:\$|\[redacted|\*+$|%[sd({]|%\w+%$|\{)/.test(password)) return null;
    const tail = pattern === PLAIN ? 1 : 3;
    const end = at + whole.length - tail;
    if (isToken(user) && pattern === PLAIN) return { start: at + 3, end, kind: "credentials" };
    return { start: end - password.length, end, kind: "password" };
  },
};

function isToken(user: string): boolean {
  return user.length >= 20 && /\d/.test(user) && /[a-zA-Z]/.test(user) && !isPlaceholder(user);
}
