/** What a real Claude Code posted, at its own pace: the state at each moment that a person saw. */
import { assertEquals } from "@std/assert";
import type { SessionView } from "../../lib/contract/state.ts";
import { RecordedStory } from "../support/recorded_story.ts";

/** At so many ms of a story: what its last session does, in words. */
type Moment = readonly [at: number, state: string];

const STORIES: Readonly<Record<string, readonly Moment[]>> = {
  api_error: [[100, "working"], [300, "failed"], [1_000, "failed"]],
  auto_mode_asks_without_permission_request: [
    [100, "working"],
    // Claude Code itself tells of this question 6 s late, and of nothing before.
    [6_700, "permission"],
    [42_000, "permission"],
    [43_600, "interrupted"],
  ],
  cd_add_dir_slash_worktree: [
    [600, "idle"],
    [3_350, "working"],
    [4_100, "idle"],
    [11_500, "working: Prompt: play:cd"],
    [11_850, "working: Bash: pwd"],
    [12_100, "idle"],
    [12_600, "idle"],
    [15_000, "working: EnterWorktree: feature-x"],
    [15_900, "idle"],
  ],
  compact_and_clear: [
    [100, "working"],
    [600, "idle"],
    [1_900, "working: Compacting the context (manual)"],
    [2_100, "working: Compacting the context (manual)"],
    [2_300, "idle"],
    [3_100, "idle"],
    [6_100, "done"],
  ],
  elicitation_declined: [
    [500, "idle"],
    [1_000, "idle"],
    [2_700, "working"],
    [3_200, "input"],
    [3_700, "input"],
    [7_800, "input"],
    [7_950, "working"],
    [8_300, "idle"],
    [9_000, "idle"],
    [33_800, "done"],
  ],
  esc_while_bash_runs: [
    [100, "working: Bash: sleep 15; echo ran"],
    [4_500, "working: Bash: sleep 15; echo ran"],
    [5_100, "interrupted"],
    [200_000, "interrupted"],
  ],
  permission_esc_and_no: [
    [100, "permission"],
    [2_800, "permission"],
    [3_500, "interrupted"],
    [5_800, "working"],
    [6_000, "permission"],
    [9_300, "interrupted"],
    [11_700, "working"],
  ],
  permission_yes: [
    [400, "idle"],
    [2_400, "working"],
    [2_600, "idle"],
    [12_050, "working"],
    [12_100, "permission"],
    [14_900, "permission"],
    [15_040, "working"],
    [15_200, "idle"],
    [16_000, "idle"],
    [17_600, "permission"],
    [19_800, "permission"],
    [20_800, "working: Bash: sleep 8; touch made-slow.txt"],
    [28_000, "working: Bash: sleep 8; touch made-slow.txt"],
    [28_400, "idle"],
    [29_000, "idle"],
  ],
  plan_approved: [
    [200, "working: Plan mode"],
    [900, "input"],
    [3_100, "input"],
    [3_200, "working"],
    [4_000, "idle"],
    [5_000, "idle"],
  ],
  print_agent_background: [
    [300, "working, general-purpose working"],
    [740, "working, general-purpose working"],
    [1_300, "working, general-purpose working"],
    [5_900, "working, general-purpose working"],
    [6_000, "idle, general-purpose done"],
    [6_100, "working, general-purpose done"],
    [6_130, "idle, general-purpose done"],
    [6_200, "done, general-purpose done"],
  ],
  print_agent_fails_late_session_start: [
    [100, "working"],
    [800, "working, general-purpose working"],
    [1_120, "working, general-purpose failed"],
    [1_200, "working, general-purpose failed"],
    [1_350, "idle, general-purpose failed"],
    [1_400, "done, general-purpose failed"],
    [1_920, "done, general-purpose failed"],
    [60_000, "done, general-purpose failed"],
  ],
  print_agent_of_other_model: [
    [100, "idle"],
    [700, "working"],
    [2_300, "working"],
    [3_800, "working, Explore working"],
    [4_400, "working, Explore done"],
    [4_900, "idle, Explore done"],
    [5_100, "done, Explore done"],
  ],
  print_agents3_parallel: [
    [700, "working"],
    [1_050, "working, general-purpose working, general-purpose working, general-purpose working"],
    [1_400, "working, general-purpose done, general-purpose working, general-purpose working"],
    [3_000, "working, general-purpose done, general-purpose working, general-purpose done"],
    [3_800, "working, general-purpose done, general-purpose done, general-purpose done"],
    [3_900, "idle, general-purpose done, general-purpose done, general-purpose done"],
    [4_000, "done, general-purpose done, general-purpose done, general-purpose done"],
  ],
  print_tools: [
    [100, "working"],
    [640, "working"],
    [1_050, "idle"],
    [1_070, "idle"],
    [1_080, "done"],
  ],
  question_answered: [
    [50, "working"],
    [110, "input"],
    [1_100, "input"],
    [3_000, "input"],
    [3_030, "working"],
    [3_200, "idle"],
    [4_100, "idle"],
  ],
  question_esc_and_plan_no: [
    [150, "input"],
    [3_500, "input"],
    [3_700, "interrupted"],
    [6_000, "working"],
    [6_300, "input"],
    [7_000, "input"],
    [9_400, "interrupted"],
  ],
  resume_and_background_agent_asks: [
    [1_100, "idle"],
    [2_100, "working"],
    [2_800, "working, general-purpose working"],
    [3_350, "working, general-purpose working"],
    [3_400, "permission, general-purpose permission"],
    [5_600, "permission, general-purpose permission"],
    [5_650, "working, general-purpose working"],
    [5_800, "idle, general-purpose done"],
    [6_250, "working, general-purpose done"],
    [6_320, "idle, general-purpose done"],
    [7_000, "idle, general-purpose done"],
  ],
  tasks: [[300, "working"], [1_480, "idle"], [1_510, "done"], [2_700, "done"]],
  tools_fail: [
    [150, "working: Bash: echo out; echo err >&2; exit 3"],
    [240, "working"],
    [500, "working"],
    [540, "idle"],
    [1_000, "idle"],
  ],
};

for (const [name, moments] of Object.entries(STORIES)) {
  Deno.test(`recorded story: ${name}`, () => {
    const story = new RecordedStory(name);
    const seen = moments.map(([at, expected]): Moment => {
      const [session] = story.goTo(at).sessions;
      return [at, session === undefined ? "nothing" : inWords(session, expected.includes(":"))];
    });
    assertEquals(seen, moments);
  });
}

Deno.test("recorded story: the end of a session is the end, however late its start is reported", () => {
  const story = new RecordedStory("tasks").goTo(60_000);
  const [session] = story.sessions;
  assertEquals(session?.ended, story.begin + 1_502);
});

Deno.test("recorded story: a failed sub-agent is one failure", () => {
  const [session] = new RecordedStory("print_agent_fails_late_session_start").goTo(9_000).sessions;
  assertEquals(session?.errors, 1);
});

Deno.test("recorded story: what a background agent reports is no prompt of the person", () => {
  const [session] = new RecordedStory("resume_and_background_agent_asks").goTo(9_000).sessions;
  assertEquals([session?.prompt, session?.turns], ["play:agentask", 1]);
});

Deno.test("recorded story: a form's own question is the one that is shown", () => {
  const [session] = new RecordedStory("elicitation_declined").goTo(7_000).sessions;
  assertEquals(session?.waiting?.question, "What is your name?");
});

function inWords(session: SessionView, withDoing: boolean): string {
  const agents = session.agents.slice(1).map(({ name, state }) => `, ${name} ${state}`).join("");
  return `${session.state}${withDoing ? `: ${session.doing}` : ""}${agents}`;
}
