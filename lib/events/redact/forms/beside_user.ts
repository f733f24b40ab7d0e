import type { Span } from "../span.ts";
import { isOdd, isSlug } from "../values/ordinary.ts";

/** The password in `credentials: user / password`, from the user on. */
export function besideUser(text: string, at: number, kind: string): readonly Span[] {
  const found = /^[\w.@-]{1,60}[ ]?[/:|][ ]?([^\s"'`,;]{6,100})/.exec(text.slice(at, at + 200));
  const password = found?.[1];
  if (found === null || password === undefined || !isOdd(password) || isSlug(password)) return [];
  const end = at + found[0].length;
  return [{ start: end - password.length, end, kind }];
}
