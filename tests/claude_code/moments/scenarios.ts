import { AGENTS } from "./agents.ts";
import { BREAKING_OFF } from "./breaking_off.ts";
import { PAGE } from "./page.ts";
import { PRINTING } from "./printing.ts";
import { QUESTIONS } from "./questions.ts";
import type { Scenario } from "./scenario.ts";
import { SESSIONS } from "./sessions.ts";
import { TURNS } from "./turns.ts";

/** All scenarios. */
export const SCENARIOS: readonly Scenario[] = [
  ...PRINTING,
  ...TURNS,
  ...BREAKING_OFF,
  ...QUESTIONS,
  ...AGENTS,
  ...SESSIONS,
  ...PAGE,
];
