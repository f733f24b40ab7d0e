/** A kind of secret that shows itself by its own form. */
export interface SecretPattern {
  readonly kind: string;
  /**
   * Texts, in lower case and at least three characters long, of which each match needs one in or
   * before it, in any case: where none is, the pattern need not be tried.
   */
  readonly hints: readonly string[];
  /**
   * Global, and linear: what it begins with cannot occur within what it goes on with, or is held
   * back by a look at the character before it. It runs over texts of a megabyte from anybody.
   */
  readonly pattern: RegExp;
}

interface Prefix {
  readonly kind: string;
  readonly prefix: string;
  /** How many characters follow it at least. */
  readonly atLeast: number;
  readonly hints: readonly string[];
}

function prefixed(kind: string, prefix: string, atLeast: number, ...hints: string[]): Prefix {
  return { kind, prefix, atLeast, hints: hints.length === 0 ? [prefix.toLowerCase()] : hints };
}

function each(letters: string, before: string, after: string): string[] {
  return Array.from(letters, (letter) => before + letter + after);
}

/** Keys that are known by a prefix, which is the hint where it is a plain text. */
const PREFIXES: readonly Prefix[] = [
  prefixed("Anthropic key", "sk-ant-", 16),
  prefixed("OpenAI key", "sk-(?:proj-|svcacct-|admin-|or-v1-)", 16, "sk-"),
  prefixed("API key", "sk-(?=[\\w-]*\\d)", 32, "sk-"),
  prefixed("Stripe key", "(?:sk|rk|pk|whsec)_(?:live|test)_", 10, "_live_", "_test_"),
  prefixed("Stripe key", "whsec_", 20),
  prefixed("GitHub token", "gh[pousr]_", 20, ...each("pousr", "gh", "_")),
  prefixed("GitHub token", "github_pat_", 20),
  prefixed(
    "GitLab token",
    "gl(?:pat|dt|rt|cbt|ptt|ft|soat)-",
    16,
    ...["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-"],
  ),
  prefixed("Slack token", "xox[abeoprs]-", 10, "xox"),
  prefixed("Slack token", "xapp-\\d-", 10, "xapp-"),
  prefixed("Google key", "AIza", 30),
  prefixed("Google token", "ya29\\.", 20, "ya29."),
  prefixed("npm token", "npm_", 30),
  prefixed("PyPI token", "pypi-A", 30),
  prefixed("Hugging Face token", "hf_", 30),
  prefixed("DigitalOcean token", "do[opr]_v1_", 30, "_v1_"),
  prefixed("Docker token", "dckr_(?:pat|oat)_", 16, "dckr_"),
  prefixed("Shopify token", "shp(?:at|ca|pa|ss)_", 20, "shpat_", "shpca_", "shppa_", "shpss_"),
  prefixed("Databricks token", "dapi[0-9a-f]", 30, "dapi"),
  prefixed("Linear key", "lin_(?:api|oauth)_", 20, "lin_"),
  prefixed("Vault token", "hv[sbr]\\.", 20, ...each("sbr", "hv", ".")),
  prefixed("Notion token", "(?:ntn_|secret_(?=[\\w]*\\d))", 30, "ntn_", "secret_"),
  prefixed("Figma token", "figd_", 20),
  prefixed("Postman key", "PMAK-", 20),
  prefixed("Grafana token", "gl(?:sa|c)_", 20, "glsa_", "glc_"),
  prefixed("Sentry token", "sntry[su]_", 20, "sntry"),
  prefixed("New Relic key", "NRAK-", 20),
  prefixed("Supabase key", "sb(?:p|_secret)_", 20, "sbp_", "sb_secret_"),
  prefixed("Replicate token", "r8_", 30),
  prefixed("Groq key", "gsk_", 30),
  prefixed("xAI key", "xai-", 30),
  prefixed("Perplexity key", "pplx-", 30),
  prefixed("Doppler token", "dp\\.(?:st|pt|ct|scim|audit)\\.", 20, "dp."),
  prefixed("1Password token", "ops_eyJ", 20),
  prefixed("age key", "AGE-SECRET-KEY-1", 20),
  prefixed(
    "AWS key",
    "(?:AKIA|ASIA|ABIA|ACCA)(?=[A-Z0-9]{16}(?![\\w]))",
    16,
    ...["akia", "asia", "abia", "acca"],
  ),
];

/** Kinds of secrets that show themselves wherever they stand. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    kind: "private key",
    hints: ["private key"],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]{1,50}-----|$)/g,
  },
  ...PREFIXES.map(({ kind, prefix, atLeast, hints }) => ({
    kind,
    hints,
    pattern: new RegExp(`(?<![\\w-])${prefix}[\\w.+/=-]{${atLeast},}`, "g"),
  })),
  { kind: "SendGrid key", hints: ["sg."], pattern: /(?<![\w-])SG\.[\w-]{16,}\.[\w-]{16,}/g },
  {
    kind: "Twilio key",
    hints: each("0123456789abcdef", "sk", ""),
    pattern: /(?<!\w)SK[0-9a-f]{32}(?!\w)/g,
  },
  { kind: "Telegram token", hints: [":aa"], pattern: /(?<!\w)\d{8,10}:AA[\w-]{32,34}(?![\w-])/g },
  {
    kind: "JSON web token",
    hints: ["eyj"],
    pattern: /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g,
  },
  {
    kind: "Slack web hook",
    hints: ["hooks.slack.com"],
    pattern: /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/]{20,}/g,
  },
  {
    kind: "Discord web hook",
    hints: ["discord"],
    pattern: /(?<=discord(?:app)?\.com\/api\/webhooks\/\d{1,25}\/)[\w-]{20,}/g,
  },
  {
    kind: "Azure key",
    hints: ["accountkey=", "sharedaccess"],
    pattern: /(?<=(?:AccountKey|SharedAccessKey|SharedAccessSignature)=)[\w+/%=-]{20,}/g,
  },
  {
    kind: "password",
    hints: ["://"],
    pattern:
      /(?<=[a-z0-9+.-]:\/\/[^\s:@/"'<>]{0,100}:)(?!\/\/|\$|\[redacted|<|\*+@|%[sd]@)[^\s@/"'<>]{1,200}(?=@[\w[])/gi,
  },
  {
    kind: "credentials",
    hints: ["authorization"],
    pattern:
      /(?<=\b(?:proxy-)?authorization["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[redacted|\$|<|["'\s])(?![A-Za-z]{3,20} +[$<{])(?:[A-Za-z]{3,20} +)?(?!\[redacted|\$|<|\{)[^\s"',;]{6,}/gi,
  },
  {
    kind: "token",
    hints: ["bearer"],
    pattern: /(?<=\bbearer\s{1,3})(?=[\w.+/=~-]{0,200}\d)[\w.+/=~-]{16,}/gi,
  },
  {
    kind: "cookie",
    hints: ["cookie"],
    pattern:
      /(?<=\b(?:set-)?cookie["']?:\s{0,3}["']?)(?!\[redacted|\$|<)[\w.!#%&*+^|~-]{1,100}=[^\r\n"']{4,}/gi,
  },
  {
    kind: "password",
    hints: ["curl"],
    pattern:
      /(?<=\bcurl\b[^\n]{0,300}\s(?:-u|--user)[ =]?["']?[^\s:"']{1,100}:)(?!\$|\[redacted)[^\s"']{3,}/g,
  },
];
