import type { Json } from "../../lib/events/event.ts";
import { HARMLESS_PROSE_AND_CODE } from "./texts/harmless_prose_and_code.ts";
import { HARMLESS_VALUES } from "./texts/harmless_values.ts";

/** Texts that look a little as if they held a secret, and hold none: nothing may change. */
export const LOOK_ALIKES: readonly string[] = [
  ...HARMLESS_VALUES,
  ...HARMLESS_PROSE_AND_CODE,
];

/** The same, as fields. */
export const FIELD_LOOK_ALIKES: readonly Json[] = [
  { max_tokens: 4096, tokens: 12, input_tokens: 3, token_count: 123456789 },
  { usage: { input_tokens: 2095, cache_read_input_tokens: 12345678 } },
  { token: 5, tokens: 123456, key: "abcd", keys: ["a", "b"] },
  { max_tokens: "4096", session_id: "abcd", password_hint: "your dog" },
  {
    session_id: "5f0c1d2e-1111-4a4a-8b8b-000000000001",
    tool_use_id: "toolu_01ZzHnE3yvV92DhTXLfBgXmf",
  },
  { secret: "$VAULT", password: "", token: null, passwords: [] },
  { password: "<your password>", token: "${TOKEN}", api_key: "***" },
  { password: true, secret: false, hasToken: true },
  { properties: { password: { type: "string", description: "The user's password" } } },
  { properties: { token: { $ref: "#/definitions/Token" } } },
  { fields: ["username", "password", "email"] },
  { fields: ["token", "created_at2"] },
  { required: ["password", "token", "api_key"] },
  { name: "get_token", value: null },
  { name: "theme", value: "dark-2" },
  { key: "color.primary", value: "#aa11bb" },
  { name: "password", type: "string", required: true },
  { name: "token", description: "The token to use, see v2" },
  { tool_name: "Grep", tool_input: { pattern: "password", path: "/src/v2" } },
  { tool_input: { old_string: "token", new_string: "accessTokenV2" } },
  { args: ["run", "-p", "8080:80"] },
  { args: ["mkdir", "-p", "a1/b2"] },
  { args: ["--token", "$TOKEN"] },
  { args: ["--password", "--verbose"] },
  { args: ["--password-file", "/run/secrets/pw2"] },
  { args: ["git", "log", "-p", "abc1234"] },
  { kind: "ConfigMap", data: { host: "db-1.example" } },
  { auth: "oauth2", authType: "apiKey", auth_method: "pkce2" },
  { token_type: "bearer", expires_in: 3600 },
  { cookieConsent: "accepted-2", cookie_policy: "strict-v2" },
  { author: "jane-doe-42", authors: ["a1"], authority: "example.com:8080" },
  { pwd: "/home/bob/work/shop2", cwd: "/home/bob" },
  { passed: "12 of 12", pass_rate: "0.98", passes: 12, compass: "n42e" },
  {
    keyboard: "de-latin1",
    key_code: 13,
    cache_key: "deps-v1-abc123",
    public_key: "ssh-ed25519 AAAAC3Nz",
  },
  {
    secretName: "db-creds-2",
    secretArn: "arn:aws:secretsmanager:x:1:secret:a-b",
    credential_id: "c-12345",
  },
  { authorization_url: "https://login.example/auth2", token_url: "https://login.example/token2" },
  { error: "KeyError: 'password'", message: "invalid token: v2" },
  { tokens: [{ kind: "word", at: 3 }, { kind: "space", at: 4 }] },
  { token: { kind: "word", line: 12, type: "identifier" } },
  { lines: ["-if (token) {", "+if (token && !expired(token)) {"] },
  { answers: { "Which library for the token?": "jsonwebtoken 9.0.2" } },
  { answers: { "Which of these holds the secret": "the second file of two-2" } },
];
