import { AT_BEGINNING, type Shape, shape } from "./shape.ts";

function begin(pattern: string): RegExp {
  return new RegExp(AT_BEGINNING + pattern);
}

/** Secrets whose form is more than a prefix. */
export const FORM_SHAPES: readonly Shape[] = [
  shape(
    "API key",
    ["sk-"],
    begin("sk-(?=[\\w-]{0,80}\\d)(?!(?:[a-z]+-)+[a-z\\d]+(?![\\w-]))[\\w-]{32,}"),
  ),
  shape(
    "AWS key",
    ["akia", "asia", "abia", "acca"],
    begin("(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?!\\w)"),
  ),
  shape("SendGrid key", ["^sg."], begin("SG\\.[\\w-]{16,}\\.[\\w-]{16,}")),
  shape(
    "Twilio key",
    Array.from("0123456789abcdef", (letter) => `^sk${letter}`),
    begin("SK[0-9a-f]{32}(?!\\w)"),
  ),
  shape(
    "Discord token",
    Array.from("mno", (letter) => Array.from("dtjz", (next) => `^${letter}${next}`)).flat(),
    begin("[MNO][DTjz][\\w-]{20,28}\\.[\\w-]{5,8}\\.[\\w-]{25,45}(?![\\w-])"),
  ),
  shape("JSON web token", ["eyj"], /(?<![\w-])eyJ[\w-]{8,}\.(?:eyJ)?[\w-]{8,}\.[\w-]*/),
  shape("Mapbox token", ["sk.eyj"], begin("sk\\.eyJ[\\w-]{20,}\\.[\\w-]{10,}")),
  shape("Firebase key", ["^aaaa"], begin("AAAA[\\w-]{7}:[\\w-]{60,}")),
  shape("Airtable token", ["^pat"], begin("pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}")),
  shape("Resend key", ["^re_"], begin("re_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,}")),
  shape(
    "Vault token",
    ["^s."],
    begin("s\\.(?=[A-Za-z]{0,23}\\d)(?=[a-z\\d]{0,23}[A-Z])[A-Za-z0-9]{24}(?![\\w.(])"),
  ),
  // It has letters alone, and words in a row are of one case.
  shape(
    "Hugging Face token",
    ["hf_"],
    begin("hf_(?=[a-z]{0,33}[A-Z])(?=[A-Z]{0,33}[a-z])[A-Za-z]{34}(?!\\w)"),
  ),
  shape("Asana token", ["^1/"], begin("1/\\d{10,20}(?:/\\d{10,20})?:[0-9a-f]{32}")),
  shape(
    "Slack web hook",
    ["hooks.slack.com/"],
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/]{20,})/,
  ),
  shape(
    "Discord web hook",
    ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
    /discord(?:app)?\.com\/api\/webhooks\/\d{1,25}\/([\w-]{20,})/i,
  ),
  shape(
    "Teams web hook",
    ["webhook.office.com/"],
    /webhook\.office\.com\/webhookb2\/([\w@-]{20,}\/IncomingWebhook\/[\w-]{20,}(?:\/[\w-]{20,})?(?:\/[\w-]{20,})?)/i,
  ),
  shape(
    "Azure key",
    ["accountkey=", "sharedaccesskey=", "sharedaccesssignature="],
    /(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([\w+/%=-]{16,})/i,
  ),
  shape("signature", ["sig="], /(?<=[?&;])sig=([\w%+/=-]{30,})/i),
  shape("signature", ["sig="], /(?<![\w.-])sig=([\w%+/-]{40,}(?:%3D|=))/i),
  shape("signature", ["x-amz-signature="], /x-amz-signature=([0-9a-f]{40,})/i),
  shape(
    "password",
    ["identified"],
    /identified(?:\s{1,3}(?:with|via)\s{1,3}[\w"'`]{1,40})?\s{1,3}(?:by|as|using)(?:\s{1,3}password)?\s{1,3}["'](?!\$|<|\[redacted)([^"'\r\n]{3,200})(?=["'])/i,
  ),
  shape(
    "secret",
    ["add-mask::", "set-secret::"],
    /(?:add-mask|set-secret)::(?!\$|\[redacted)([^\r\n"'`\\]{3,4000})/i,
  ),
  shape("secret", ["issecret=true"], /issecret=true;?\](?!\$|\[redacted)([^\r\n"'`\\]{3,4000})/i),
  shape(
    "token",
    ["bearer"],
    /(?<![\w-])bearer,?(?:[ \t]|%20|\+){1,3}(?=[\w.+/=~-]{0,200}\d)([\w.+/=~-]{16,})/i,
  ),
  shape(
    "credentials",
    ["basic"],
    /(?<![\w-])basic[ \t]{1,2}(?=[A-Za-z0-9+/]{0,60}[A-Z0-9])(?=[A-Za-z0-9+/]{0,60}[a-z])([A-Za-z0-9+/]{16,}={0,2})(?![\w-])/i,
  ),
  shape(
    "password",
    ["jdbc:oracle"],
    /jdbc:oracle:\w{2,5}:[\w.-]{1,60}\/([^\s@/"'<>]{3,200})(?=@)/i,
  ),
  shape(
    "password",
    ["securestring"],
    /securestring\s{1,3}(?:-string\s{1,3})?["'](?!\$)([^"'\r\n]{3,200})(?=["'])/i,
  ),
  shape(
    "password",
    ["securestring -string "],
    /securestring -string (?![$"'(-])([^\s"'()]{4,200})/i,
  ),
  shape(
    "password",
    ["auth=(", "auth = (", "auth(", "credential(", "credentials(", "authentication("],
    /(?:auth|authentication|credentials?)(?:\s{0,2}=\s{0,2})?\(\s{0,20}["'](?!\$)[^"'\r\n]{0,80}["']\s{0,4},\s{0,20}["'](?!\$|\[redacted|<)([^"'\s]{4,200})(?=["'])/i,
  ),
  {
    hints: [":aa"],
    find(text, at) {
      const id = /(?<!\d)\d{8,10}$/.exec(text.slice(Math.max(0, at - 11), at))?.[0];
      const rest = /^:AA[\w-]{30,36}(?![\w-])/.exec(text.slice(at, at + 42))?.[0];
      if (id === undefined || rest === undefined) return null;
      return { start: at - id.length, end: at + rest.length, kind: "Telegram token" };
    },
  },
  shape("key", ["base64:"], /base64:([A-Za-z0-9+/]{43}=)/),
  shape(
    "secret",
    ["jwt.sign(", "jwt.verify(", "jwt.encode(", "jwt.decode(", "createhmac(", "hmac.new("],
    /(?:jwt\.\w{4,6}|createHmac|hmac\.new)\((?:[^()"']{1,80}|["'][\w-]{1,20}["']),\s{0,20}[rb]?["'](?!\$|\[redacted)([^"'\s]{8,200})(?=["'])/i,
  ),
  shape(
    "password",
    ["identified by "],
    /identified by (?!\$|<)(?=[^\s"';]{0,60}\d)([^\s"';,()<>[\]]{6,100})/i,
  ),
  shape(
    "password",
    ["setuser "],
    /setuser [^\s]{1,60}(?: [^\s>]{1,60}){0,10} >(?!\[redacted)([^\s"']{4,100})/i,
  ),
  // A line of a `.pgpass` file.
  shape(
    "password",
    [":*:", ":543"],
    /:(?:543\d|\*):[\w*.-]{1,60}:[\w*.-]{1,60}:([^\s:"'<>]{4,100})(?=[\r\n]|$)/,
  ),
];
