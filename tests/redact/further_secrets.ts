import { MORE_FILES_AND_TEXTS } from "./texts/more_files_and_texts.ts";
import { MORE_NAMES_AND_PROGRAMS } from "./texts/more_names_and_programs.ts";

/** More texts with secrets, of the same kinds; see `made_up.ts` for what «…» stands for. */

/** Written after the rules were, and measured before they were changed for them. */
export const FURTHER_SECRETS: readonly string[] = [
  ...MORE_NAMES_AND_PROGRAMS,
  ...MORE_FILES_AND_TEXTS,
];
