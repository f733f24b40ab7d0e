/** Which events are the two of a pair: the one table for the store and the page. */

/** What tells which pair an event belongs to. */
export interface PairPlace {
  readonly session?: string | undefined;
  readonly agent?: string | undefined;
  readonly tool?: string | undefined;
}

/** One kind of pair. */
export interface PairRule {
  readonly name: "tool" | "agent" | "turn" | "session";
  readonly begins: readonly string[];
  readonly ends: readonly string[];
  /** What two events of a pair have in common beside their correlation. */
  place(input: PairPlace): string;
  /** Whether there is one at a time: the next one ends what never ended. */
  readonly isSingle?: boolean;
}

/** Within a pair of a tool's events: the person is asked whether it may run. */
export const ASKS = "permission.request";

/** What all events of a tool's calls have in common. */
export function toolPlace({ session, tool }: PairPlace): string {
  return `tool ${session} ${tool}`;
}

const RULES: readonly PairRule[] = [
  {
    name: "tool",
    begins: ["tool.pre"],
    ends: ["tool.post", "tool.failure", "permission.denied"],
    place: toolPlace,
  },
  {
    name: "agent",
    begins: ["agent.start"],
    ends: ["agent.stop"],
    place: ({ session, agent }) => `agent ${session} ${agent}`,
  },
  {
    name: "turn",
    begins: ["prompt.submit", "task.report"],
    ends: ["turn.stop", "turn.failure"],
    // An agent's failure ends its own work, and no turn.
    place: ({ session, agent }) => `turn ${session}${agent === undefined ? "" : ` ${agent}`}`,
    isSingle: true,
  },
  {
    name: "session",
    begins: ["session.start"],
    ends: ["session.end"],
    place: ({ session }) => `session ${session}`,
    isSingle: true,
  },
];

/** The rule of a type that begins something. */
export const BEGINS: ReadonlyMap<string, PairRule> = new Map(
  RULES.flatMap((rule) => rule.begins.map((type) => [type, rule])),
);
/** The rule of a type that ends something. */
export const ENDS: ReadonlyMap<string, PairRule> = new Map(
  RULES.flatMap((rule) => rule.ends.map((type) => [type, rule])),
);

/** Types of events that pairing has to see, in order, to know what is still open. */
export const PAIRED_TYPES: readonly string[] = [...BEGINS.keys(), ...ENDS.keys(), ASKS];
