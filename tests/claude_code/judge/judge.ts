import { until } from "../../support/until.ts";
import type { AgentView, SessionView } from "../../../lib/contract/state.ts";
import { PATIENCE } from "../drive/patience.ts";
import type { TrueState } from "../drive/screen.ts";
import type { InteractiveSession } from "../drive/session.ts";
import type { World } from "../drive/world.ts";
import { isRight, type Moment } from "./moment.ts";
import { toldUse } from "../tokens/told_use.ts";
import { trueUse } from "../tokens/true_use.ts";
import { eventLines, toldAgents, toldEvents, toldSession } from "./monitor.ts";

/** Milliseconds within which the monitor says what is true, on a machine that is not overloaded. */
export const WITHIN = 2_000;

/** Elsewhere it has the time of so many starts of Claude Code: one takes a second at leisure. */
const STARTS = 2;

/** Milliseconds after its time in which it may still become right: late, and not wrong for good. */
const LATE = 8_000;

/** Milliseconds for which it has to stay right where it became right late. */
const STAYS = 1_000;

/** Things that are compared beside the state: what the monitor says, and what is true. */
export type Compared = Readonly<Record<string, readonly [ours: unknown, truth: unknown]>>;

/** What is compared at a moment. */
export interface MomentOptions {
  /** Beside the state, which is always compared. */
  readonly also?: (session: SessionView) => Compared;
  /** The proof that nothing on this machine tells it. */
  readonly exception?: string;
  /** The session's id, where it is no longer the one that it began with. */
  readonly id?: string;
}

/** Compares moment by moment, and writes down what it found. */
export interface Judge {
  readonly moments: readonly Moment[];
  /** Waits until the screen shows the state, and compares what the monitor says. */
  at(
    moment: string,
    session: InteractiveSession,
    truth: TrueState,
    options?: MomentOptions,
  ): Promise<void>;
  /** The same where the main agent rests, and a background agent works: so does the session. */
  background(
    moment: string,
    session: InteractiveSession,
    options?: MomentOptions,
  ): Promise<void>;
  /** Compares where something other than a screen tells the truth, such as the end of a process. */
  told(moment: string, id: string, truth: TrueState, options?: MomentOptions): Promise<void>;
  /** Compares a session's tokens by agent and model with what the model gave out. */
  tokens(moment: string, id: string): Promise<void>;
  /** Compares anything else. */
  compare(moment: string, read: () => Promise<Compared>): Promise<void>;
}

/** What a judge writes about. */
export interface JudgeOptions {
  readonly world: World;
  readonly release: string;
  readonly scenario: string;
  /** Is told of each moment at once. */
  readonly onMoment: (moment: Moment, events: readonly string[]) => void;
}

/** Makes a {@linkcode Judge} of one scenario. */
export function makeJudge({ world, release, scenario, onMoment }: JudgeOptions): Judge {
  const moments: Moment[] = [];

  async function told(
    moment: string,
    id: string,
    truth: TrueState,
    { also, exception }: MomentOptions = {},
  ) {
    const read = async (): Promise<Compared> => {
      const session = await toldSession(world, id);
      if (session === undefined) return { state: ["unknown session", truth] };
      const agents = (await toldAgents(world)).filter((agent) => agent.session === id);
      const brief = (told: readonly AgentView[]) => told.map((each) => `${each.id} ${each.state}`);
      return {
        state: [session.state, truth],
        "/api/agents": [brief(agents), brief(session.agents)],
        ...also?.(session),
      };
    };
    await record(moment, { read, truth, exception: exception ?? null, id });
  }

  async function record(moment: string, { read, truth, exception, id }: {
    readonly read: () => Promise<Compared>;
    readonly truth: string;
    readonly exception: string | null;
    readonly id: string | null;
  }) {
    const within = Math.round(Math.max(WITHIN, STARTS * world.pace.start));
    const { compared, after } = await watch(read, within + LATE);
    const differences = differencesOf(compared);
    const ours = compared["state"]?.[0] ?? (differences.length === 0 ? "the same" : "differs");
    const found = {
      release,
      scenario,
      moment,
      truth,
      ours: `${ours}`,
      after,
      within,
      differences,
      exception,
    };
    moments.push(found);
    const events = isRight(found) || id === null ? [] : eventLines(await toldEvents(world, id));
    onMoment(found, events);
  }

  return {
    moments,
    told,
    async at(moment, session, truth, options = {}) {
      await session.see(truth);
      await told(moment, options.id ?? session.id, truth, options);
    },
    async background(moment, session, options = {}) {
      await until("the screen to show a background agent", async () => {
        const { state, agents, lines } = await session.look();
        if (state === "idle" && agents > 0) return true;
        throw new Error(`it shows ${state}, ${agents} agents:\n${lines.join("\n")}`);
      }, PATIENCE);
      await told(moment, options.id ?? session.id, "working", options);
    },
    async tokens(moment, id) {
      // Hooks tell no tokens.
      if (!world.hasTelemetry) return;
      const read = async (): Promise<Compared> => ({
        tokens: [await toldUse(world, id), trueUse(world.api.log, id)],
      });
      await record(moment, { read, truth: "to the token", exception: null, id: null });
    },
    async compare(moment, read) {
      await record(moment, { read, truth: "as compared", exception: null, id: null });
    },
  };
}

/**
 * Looks again and again for the whole of the time: what is right at first and wrong a second later
 * is wrong.
 */
async function watch(
  read: () => Promise<Compared>,
  latest: number,
): Promise<{ compared: Compared; after: number | null }> {
  const begun = performance.now();
  let since: number | null = null;
  for (;;) {
    const compared = await read();
    const now = Math.round(performance.now() - begun);
    if (differencesOf(compared).length > 0) since = null;
    else since ??= now;
    const isSettled = since !== null && now >= WITHIN && now - since >= STAYS;
    if (isSettled || now >= latest) return { compared, after: since };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function differencesOf(compared: Compared): string[] {
  return Object.entries(compared).flatMap(([what, [ours, truth]]) => {
    const [left, right] = [JSON.stringify(ours), JSON.stringify(truth)];
    return left === right ? [] : [`${what}: ${left} instead of ${right}`];
  });
}
