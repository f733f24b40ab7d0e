/** A kind of secret that shows itself by its own form. */
export interface SecretPattern {
  readonly kind: string;
  /**
   * Global, and linear: what it begins with cannot occur within what it goes on with, or is held
   * back by a look at the character before it. It runs over texts of a megabyte from anybody.
   */
  readonly pattern: RegExp;
}

/** Keys that are known by a prefix, and how many characters follow it at least. */
const PREFIXES: readonly (readonly [kind: string, prefix: string, atLeast: number])[] = [
  ["Anthropic key", "sk-ant-", 16],
  ["OpenAI key", "sk-(?:proj-|svcacct-|admin-|or-v1-)", 16],
  ["API key", "sk-(?=[\\w-]*\\d)", 32],
  ["Stripe key", "(?:sk|rk|pk|whsec)_(?:live|test)_", 10],
  ["Stripe key", "whsec_", 20],
  ["GitHub token", "gh[pousr]_", 20],
  ["GitHub token", "github_pat_", 20],
  ["GitLab token", "gl(?:pat|dt|rt|cbt|ptt|ft|soat)-", 16],
  ["Slack token", "xox[abeoprs]-", 10],
  ["Slack token", "xapp-\\d-", 10],
  ["Google key", "AIza", 30],
  ["Google token", "ya29\\.", 20],
  ["npm token", "npm_", 30],
  ["PyPI token", "pypi-A", 30],
  ["Hugging Face token", "hf_", 30],
  ["DigitalOcean token", "do[opr]_v1_", 30],
  ["Docker token", "dckr_(?:pat|oat)_", 16],
  ["Shopify token", "shp(?:at|ca|pa|ss)_", 20],
  ["Databricks token", "dapi[0-9a-f]", 30],
  ["Linear key", "lin_(?:api|oauth)_", 20],
  ["Vault token", "hv[sbr]\\.", 20],
  ["Notion token", "(?:ntn_|secret_(?=[\\w]*\\d))", 30],
  ["Figma token", "figd_", 20],
  ["Postman key", "PMAK-", 20],
  ["Grafana token", "gl(?:sa|c)_", 20],
  ["Sentry token", "sntry[su]_", 20],
  ["New Relic key", "NRAK-", 20],
  ["Supabase key", "sb(?:p|_secret)_", 20],
  ["Replicate token", "r8_", 30],
  ["Groq key", "gsk_", 30],
  ["xAI key", "xai-", 30],
  ["Perplexity key", "pplx-", 30],
  ["Doppler token", "dp\\.(?:st|pt|ct|scim|audit)\\.", 20],
  ["1Password token", "ops_eyJ", 20],
  ["age key", "AGE-SECRET-KEY-1", 20],
  ["AWS key", "(?:AKIA|ASIA|ABIA|ACCA)(?=[A-Z0-9]{16}(?![\\w]))", 16],
];

/** Kinds of secrets that show themselves wherever they stand. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    kind: "private key",
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]{1,50}-----|$)/g,
  },
  ...PREFIXES.map(([kind, prefix, atLeast]) => ({
    kind,
    pattern: new RegExp(`(?<![\\w-])${prefix}[\\w.+/=-]{${atLeast},}`, "g"),
  })),
  { kind: "SendGrid key", pattern: /(?<![\w-])SG\.[\w-]{16,}\.[\w-]{16,}/g },
  { kind: "Twilio key", pattern: /(?<!\w)SK[0-9a-f]{32}(?!\w)/g },
  { kind: "Telegram token", pattern: /(?<!\w)\d{8,10}:AA[\w-]{32,34}(?![\w-])/g },
  { kind: "JSON web token", pattern: /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g },
  {
    kind: "Slack web hook",
    pattern: /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/]{20,}/g,
  },
  {
    kind: "Discord web hook",
    pattern: /(?<=discord(?:app)?\.com\/api\/webhooks\/\d{1,25}\/)[\w-]{20,}/g,
  },
  {
    kind: "Azure key",
    pattern: /(?<=(?:AccountKey|SharedAccessKey|SharedAccessSignature)=)[\w+/%=-]{20,}/g,
  },
  {
    kind: "password",
    pattern:
      /(?<=[a-z0-9+.-]:\/\/[^\s:@/"'<>]{0,100}:)(?!\/\/|\$|\[redacted|<|\*+@|%[sd]@)[^\s@/"'<>]{1,200}(?=@[\w[])/gi,
  },
  {
    kind: "credentials",
    pattern:
      /(?<=\b(?:proxy-)?authorization["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[redacted|\$|<|["'\s])(?![A-Za-z]{3,20} +[$<{])(?:[A-Za-z]{3,20} +)?(?!\[redacted|\$|<|\{)[^\s"',;]{6,}/gi,
  },
  {
    kind: "token",
    pattern: /(?<=\bbearer\s{1,3})(?=[\w.+/=~-]{0,200}\d)[\w.+/=~-]{16,}/gi,
  },
  {
    kind: "cookie",
    pattern:
      /(?<=\b(?:set-)?cookie["']?:\s{0,3}["']?)(?!\[redacted|\$|<)[\w.!#%&*+^|~-]{1,100}=[^\r\n"']{4,}/gi,
  },
  {
    kind: "password",
    pattern:
      /(?<=\bcurl\b[^\n]{0,300}\s(?:-u|--user)[ =]?["']?[^\s:"']{1,100}:)(?!\$|\[redacted)[^\s"']{3,}/g,
  },
];
