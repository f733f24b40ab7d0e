/** Texts with secrets in them, one kind after the other; see `made_up.ts` for what «…» stands for. */
import { CODE_AND_FILES } from "./texts/code_and_files.ts";
import { LAYERS } from "./texts/layers.ts";
import { NAMES } from "./texts/names.ts";
import { PROGRAMS } from "./texts/programs.ts";
import { PROVIDER_TOKENS } from "./texts/provider_tokens.ts";

/** Written before the rules were, and not looked at while they were made. */
export const TEXT_SECRETS: readonly string[] = [
  ...PROVIDER_TOKENS,
  ...NAMES,
  ...PROGRAMS,
  ...CODE_AND_FILES,
  ...LAYERS,
];
