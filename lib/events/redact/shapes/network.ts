import { type Shape, shape } from "./shape.ts";

const VALUE = String.raw`["']?(?!\$|<|\[redacted|\{)(?=[^\s"'<>]{0,60}\d)([^\s"'<>]{4,200})`;

function behind(hints: readonly string[], words: string, kind = "password"): Shape {
  return shape(kind, hints, new RegExp(words + VALUE, "i"));
}

/** Secrets in settings of routers, mail servers and such, which put them behind plain words. */
export const NETWORK_SHAPES: readonly Shape[] = [
  behind(
    ["enable secret ", "enable password "],
    String.raw`enable (?:secret|password) (?:level \d+ )?(?:\d )?`,
  ),
  behind(
    ["^username "],
    String.raw`username \S{1,60} (?:privilege \d{1,2} )?(?:secret|password) (?:\d )?`,
  ),
  behind(["snmp-server community "], "snmp-server community ", "secret"),
  behind(
    ["auth sha ", "auth md5 ", "priv aes ", "priv des "],
    String.raw`(?:auth (?:sha|md5)|priv (?:aes|des)) (?:(?:128|192|256|512) )?`,
  ),
  behind(
    ["tacacs-server ", "radius-server "],
    String.raw`(?:tacacs|radius)-server (?:host \S{1,60} )?(?:key|secret) (?:\d )?`,
    "key",
  ),
  behind(["isakmp key "], String.raw`isakmp key (?:\d )?`, "key"),
  behind(
    ["pre-shared-key "],
    "pre-shared-key (?:(?:ascii-text|hexadecimal|local|remote) )",
    "key",
  ),
  behind(["plain-text-password-value "], "plain-text-password-value "),
  behind(["--plaintext "], "--plaintext[ =]"),
  // Passwords for mail hosts: `[smtp.example.org]:587 user:password`.
  shape(
    "password",
    ["]:587 ", "]:465 ", "]:25 ", "]:2525 "],
    /\]:\d{2,4}\s{1,8}[^\s:]{1,100}:(?!\$|\[redacted)([^\s"']{4,200})/,
  ),
  shape("password", ["on >"], /on >(?!\[redacted|\$|&)([^\s"']{4,200})(?= [~+&%]|\s*$)/),
  shape(
    "password",
    [": psk ", ": eap ", ": xauth ", ": ppk "],
    /: (?:PSK|EAP|XAUTH|PPK) ["'](?!\$|\[redacted)([^\s"']{4,200})/,
  ),
  {
    hints: ["chpasswd:"],
    find(text, at) {
      const part = text.slice(at, at + 2000);
      const list = /^chpasswd:[^]{0,60}?\blist:[^\n]{0,10}\n((?:[ \t]+[^\n]{1,200}(?:\n|$)){1,30})/
        .exec(part);
      const lines = list?.[1];
      if (list === null || lines === undefined) return null;
      const start = at + list[0].length - lines.length;
      return Array.from(lines.matchAll(/^[ \t]+(?:- )?["']?[\w.-]{1,60}:([^\s"'$<[]{4,200})/gm))
        .map((found) => {
          const end = start + found.index + found[0].length;
          return { start: end - (found[1] ?? "").length, end, kind: "password" };
        });
    },
  },
];
