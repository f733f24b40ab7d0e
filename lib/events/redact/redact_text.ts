import { redactAssignments } from "./assignments.ts";
import { SECRET_PATTERNS } from "./secret_patterns.ts";

/**
 * What a text with a secret in it has in it: most texts have none of these, and are let through
 * after this one look.
 */
const HINT =
  /key|secret|token|passw|phrase|credential|authorization|bearer|cookie|curl|:\/\/|sk-|_live_|_test_|gh[pousr]_|github_pat|gl[a-z]{1,4}[-_]|xox|xapp|AIza|ya29|npm_|pypi-|hf_|_v1_|dckr_|shp|dapi|lin_|hv[sbr]\.|ntn_|figd_|PMAK|sntry|NRAK|sb[p_]|r8_|gsk_|xai-|pplx|dp\.|ops_|AKIA|ASIA|ABIA|ACCA|SG\.|SK[0-9a-f]|:AA|eyJ|SharedAccess/i;

/** Replaces secrets in a text by `[redacted: kind]`. A text without any is handed back as it is. */
export function redactText(text: string): string {
  // What is short and assigns nothing is a word or a name.
  if (text.length < 20 && !/[:=\s]/.test(text)) return text;
  if (!HINT.test(text)) return text;
  let result = text;
  for (const { kind, pattern } of SECRET_PATTERNS) {
    result = result.replace(pattern, `[redacted: ${kind}]`);
  }
  return redactAssignments(result);
}
