import process from "node:process";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { redactText } from "./redact_text.ts";
import { SHAPES } from "./shapes/mod.ts";
import { NAME_HINTS } from "./names/name_words.ts";

// Put together here, so that nobody's scanner takes this file for a leak.
const LETTERS = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA";
const HEX = "0123456789abcdef0123456789abcdef";
const SECRET = LETTERS + LETTERS;

/** The secret, and a text around it. */
const SECRETS: readonly (readonly [secret: string, text: string])[] = [
  ...[
    `sk-${"ant"}-api03-${SECRET}`,
    `sk-${"proj"}-${SECRET}`,
    `sk-${SECRET}`,
    `sk_${"live"}_${LETTERS}`,
    `gh${"p"}_${LETTERS}abcd`,
    `github_${"pat"}_11ABCDEFG0_${LETTERS}`,
    `gl${"pat"}-${LETTERS}`,
    `xo${"xb"}-1234567890-${LETTERS}`,
    `AI${"za"}Sy${LETTERS}a`,
    `ya${"29"}.a0Af${LETTERS}`,
    `np${"m"}_${LETTERS}abcd`,
    `py${"pi"}-AgEIcHlwaS5vcmc${LETTERS}`,
    `h${"f"}_${LETTERS}`,
    `do${"p"}_v1_${HEX}`,
    `AK${"IA"}IOSFODNN7EXAMPLE`,
    `SG.${LETTERS}.${LETTERS}`,
    `SK${HEX}`,
    `123456789:AA${LETTERS}a`,
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${LETTERS}`,
    `hv${"s"}.${LETTERS}`,
    `dckr_${"pat"}_${LETTERS}`,
    `AGE-SECRET-${"KEY"}-1${SECRET.toUpperCase()}`,
    `sk-${"or"}-v1-${HEX}`,
    `wh${"sec"}_${LETTERS}`,
    ...["o", "u", "s", "r"].map((letter) => `gh${letter}_${LETTERS}`),
    ...["dt", "rt", "cbt", "ptt", "ft", "soat"].map((kind) => `gl${kind}-${LETTERS}`),
    `xa${"pp"}-1-A0123-${LETTERS}`,
    ...["at", "ca", "pa", "ss"].map((kind) => `shp${kind}_${HEX}`),
    `da${"pi"}${HEX}`,
    `li${"n"}_api_${LETTERS}`,
    ...["b", "r"].map((letter) => `hv${letter}.${LETTERS}`),
    `nt${"n"}_${LETTERS}`,
    `sec${"ret"}_${LETTERS}`,
    `fi${"gd"}_${LETTERS}`,
    `PM${"AK"}-${LETTERS}`,
    ...["sa", "c"].map((kind) => `gl${kind}_${LETTERS}`),
    ...["s", "u"].map((kind) => `sntry${kind}_${LETTERS}`),
    `NR${"AK"}-${LETTERS}`,
    ...["p", "_secret"].map((kind) => `sb${kind}_${LETTERS}`),
    `r${"8"}_${LETTERS}`,
    `gs${"k"}_${LETTERS}`,
    `xa${"i"}-${LETTERS}`,
    `pp${"lx"}-${LETTERS}`,
    ...["st", "pt", "ct", "scim", "audit"].map((kind) => `dp.${kind}.${LETTERS}`),
    `op${"s"}_eyJ${LETTERS}`,
    ...["AS", "AB", "AC"].map((kind) => `${kind}${kind === "AC" ? "CA" : "IA"}IOSFODNN7EXAMPLE`),
  ].flatMap((secret): [string, string][] => [
    [secret, secret],
    [secret, `export KEY=${secret}\n`],
    [secret, `{"x":"${secret}"} and more`],
    [secret, `curl -H 'x-api-key: ${secret}' https://example.com`],
  ]),
  ["MIIEow", `before -----BEGIN RSA ${"PRIVATE"} KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----`],
  ["b3BlbnNz", `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\nb3BlbnNz cut off`],
  ["hunter2", "postgres://admin:hunter2@db.example.com:5432/shop"],
  ["p%40ss", "redis://:p%40ss@localhost:6379/0"],
  ["dXNlcjpwYXNz", "Authorization: Basic dXNlcjpwYXNz"],
  ["abcdef1234567890", "curl -H 'Authorization: Bearer abcdef1234567890' https://x.example"],
  ["abcdef1234567890", '{"headers":{"authorization":"token abcdef1234567890"}}'],
  ["abcdef1234567890", "use the bearer abcdef1234567890 for that"],
  ["s3ss10n", "Cookie: sid=s3ss10n; theme=dark"],
  ["s3ss10n", "Set-Cookie: sid=s3ss10n; HttpOnly"],
  ["hunter22", "curl -u admin:hunter22 https://x.example"],
  ["hunter2", "DB_PASSWORD=hunter2"],
  ["correcthorse", "export DB_PASSWORD=correcthorse\n"],
  ["correct-horse", "password: correct-horse\nuser: me"],
  ["hunter2!", 'password = "hunter2!"'],
  ["hunter2!", "const options = { password: 'hunter2!' };"],
  ["wJalrXUtnFEMI", `aws_secret_access_key = wJalrXUtnFEMI/K7MDENG`],
  [LETTERS, `API_KEY="${LETTERS}" npm start`],
  [LETTERS, `mycli login --token ${LETTERS}`],
  [LETTERS, `mycli login --api-key=${LETTERS} --verbose`],
  [LETTERS, `{\\"client_secret\\":\\"${LETTERS}\\"}`],
  [
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1",
    "AccountName=a;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1==",
  ],
  [LETTERS, `https://hooks.slack.com/services/T000/B000/${LETTERS}`],
  [LETTERS, `https://discord.com/api/webhooks/123456789/${LETTERS}`],
  [LETTERS, `discordapp.com/api/webhooks/123456789/${LETTERS}`],
  [LETTERS, `SharedAccessSignature=${LETTERS}`],
];

const LOOK_ALIKES = [
  "if (token && !expired(token)) {",
  "const token = parser.nextToken();",
  "token = tokens[0]",
  "password: string;",
  "password: string | undefined",
  "function login(user: string, password: string) {",
  'input.type = "password"',
  "const { password } = options;",
  "password=user.password",
  "password: userPassword,",
  "password=$DB_PASSWORD",
  "TOKEN=${GITHUB_TOKEN}",
  'token: process.env.API_TOKEN ?? ""',
  "API_KEY=<your key here>",
  "The token expired, please log in again",
  "input_tokens: 123456, output_tokens: 7890",
  "max_tokens=4096",
  "cache_read_tokens: 9007199254740993",
  "tokenizer=cl100k_base_v2",
  "secretary: 12345678",
  "git commit -m 'fix: password reset'",
  "5f0c1d2e-1111-4a4a-8b8b-000000000001",
  "toolu_01ZzHnE3yvV92DhTXLfBgXmf",
  "sha512-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789==",
  "commit 0123456789abcdef0123456789abcdef01234567",
  "https://example.com/docs?q=token&lang=de",
  "http://localhost:8765/api/events",
  "git@github.com:acme/shop.git",
  "ssh://git@github.com/acme/shop.git",
  "sk-learn is a library, task-force-of-all-people-in-the-big-room",
  "disk-usage-of-the-whole-machine-is-a-lot-of-bytes",
  "Authorization is required",
  "Authorization: Bearer $TOKEN",
  "Authorization: Bearer <token>",
  "the bearer of this letter, a bearerofverylongnameswithoutnumbers",
  "cookie banner: none",
  "The keyboard: QWERTY-1234",
  "monkey: banana-1234",
  "eyJust a word.eyJ",
  "npm_config_registry=https://registry.example.org",
  "AKIAlooks like one",
  'data-testid="password-field"',
  "passwordless: true",
  "请把所有错误消息翻译成中文",
];

for (const [secret, text] of SECRETS) {
  Deno.test(`redactText() hides the secret of ${text.slice(0, 40).replaceAll("\n", " ")}…`, () => {
    const redacted = redactText(text);
    assert(!redacted.includes(secret), redacted);
    assertStringIncludes(redacted, "[redacted");
    assertEquals(redactText(redacted), redacted);
  });
}

for (const text of LOOK_ALIKES) {
  Deno.test(`redactText() leaves ${text} alone`, () => assertEquals(redactText(text), text));
}

const HINTS = [...SHAPES.flatMap(({ hints }) => hints), ...NAME_HINTS];
const PIECES = [
  ...SECRETS.flat(),
  ...LOOK_ALIKES,
  ...HINTS,
  ...[" ", "\n", "=", ": ", '"', "-", "_", ".", "@", "/", "1", SECRET, HEX, "\u017f", "\u212a"],
];
const anyPiece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.constantFrom(...PIECES).map((piece) => piece.toUpperCase()),
  fc.constantFrom(...PIECES).chain((piece) =>
    fc.nat(piece.length).map((length) => piece.slice(0, length))
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);

Deno.test("redactText() hides a secret whatever stands before and behind it", () => {
  const junk = fc.array(anyPiece, { maxLength: 4 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.constantFrom(...SECRETS), junk, junk, ([secret, text], before, behind) => {
      fc.pre(!`${before}${behind}`.includes(secret));
      const redacted = redactText(`${before}\n\n${text}\n\n${behind}`);
      assert(!redacted.includes(secret), redacted);
    }),
    { numRuns: 10_000 },
  );
});

Deno.test("hints are written as the search for them takes them", () => {
  for (const hint of HINTS) {
    assertEquals(hint, hint.toLowerCase());
    assert(hint.replace("^", "").length >= 2, hint);
  }
});

Deno.test("redactText() hides a secret wherever else it stands in the text", () => {
  assertEquals(
    redactText("jo\nQz7hidden4Xw9\n# password is Qz7hidden4Xw9"),
    "jo\n[redacted: password]\n# password is [redacted: password]",
  );
});

Deno.test("redactText() takes time in proportion to the text", () => {
  const parts = [
    "-eyJ",
    "eyJa.",
    "password ",
    "token=",
    "://a:",
    "sk-",
    "curl -u a",
    "authorization: ",
    "cookie: a",
    "-----BEGIN PRIVATE KEY-----",
    "--token ",
    "a_",
    "bearer ",
    "AKIA",
    '\\"token\\":',
    "SG.a",
    "x-",
    "kind: Secret\n",
    "-----END PRIVATE KEY-----",
    "id,token\n",
    "|token|a\n",
    "curl curl ",
    'curl "a curl b" ',
    "mysql -p ",
    "echo a | sudo -S ",
    "password for a ",
    "aaaaaa as password ",
    '{"name":"token",',
    "<password>",
    "passwd:\n  ",
    "пароль ",
    "密码",
    "\x1b[1mtoken",
    "tokens: a, ",
    "cookies=[",
    "echo a | login ",
    "<(echo a ",
    "token <<< a ",
    '{"kty":',
    "<RSAKeyValue>",
    "0x",
    "admin: ",
    "username a password 1 ",
    "user, password = ",
    'login("a", ',
    'password.fill("',
    "set value = 'a ",
    "?key=a",
    "password from a to ",
    "a temporary password is a: ",
    "chpasswd:\n list:\n a:",
    "password=Qz7hidden4Xw9 ",
    "prod:a|",
    "- value: a\n  name: token\n",
    "password || ",
    "clave api: ",
  ];
  // Time of this process alone: others may have the machine.
  const timeOf = (part: string, size: number) => {
    const text = part.repeat(size / part.length);
    const start = process.cpuUsage().user;
    redactText(text);
    return process.cpuUsage().user - start;
  };
  for (const part of parts) {
    timeOf(part, 10_000);
    const [short, long] = [timeOf(part, 30_000), timeOf(part, 300_000)];
    assert(long < 40 * Math.max(short, 5_000), `${JSON.stringify(part)}: ${short}, ${long} us`);
  }
});
