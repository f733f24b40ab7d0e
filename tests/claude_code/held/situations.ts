/** What is tried while a PermissionRequest is held. */
export interface Situation {
  readonly name: string;
  readonly script: string;
  readonly mode?: string;
  /** Seconds that the hook may take. */
  readonly timeout?: number;
  /** Whether sub-agents run in the foreground, which a terminal does not do by itself. */
  readonly foreground?: boolean;
  /** What the person does when the dialog is there; the words are written into the log. */
  readonly does: readonly Act[];
}

/** Something that the person, or the server, does. */
export type Act =
  | { readonly press: readonly string[] }
  | { readonly type: string }
  | { readonly wait: number }
  | { readonly answer: "allow" | "deny" }
  | "server dies";

const escape: Act = { press: ["Escape"] };
const yes: Act = { press: ["Enter"] };
const no: Act = { press: ["Up", "Enter"] };

/** All situations that were measured. */
export const SITUATIONS: readonly Situation[] = [
  { name: "one question: Escape", script: "ask", does: [escape] },
  { name: "one question: No", script: "ask", does: [no] },
  {
    name: "one question: No, with words",
    script: "ask",
    does: [{ press: ["Up", "Tab"] }, { type: "another name" }, yes],
  },
  { name: "one question: Yes, and it stays open", script: "ask", does: [yes, { wait: 3_000 }] },
  { name: "two in one step: Yes, Escape", script: "ask2", does: [yes, { wait: 1_500 }, escape] },
  { name: "two in one step: Escape", script: "ask2", does: [escape] },
  { name: "sub-agent in front: Escape", script: "agent-asks", foreground: true, does: [escape] },
  { name: "sub-agent in front: No", script: "agent-asks", foreground: true, does: [no] },
  { name: "sub-agent in front: Yes", script: "agent-asks", foreground: true, does: [yes] },
  {
    name: "background agent: nothing, then allow by the server",
    script: "agent-background-asks",
    does: [{ wait: 12_000 }, { answer: "allow" }],
  },
  {
    name: "background agent: the hook's own timeout (5 s), Escape",
    script: "agent-background-asks",
    timeout: 5,
    does: [{ wait: 12_000 }, escape],
  },
  {
    name: "two background agents: the hook's own timeout (5 s), No, Yes",
    script: "agents2-ask",
    timeout: 5,
    does: [{ wait: 15_000 }, no, { wait: 3_000 }, yes],
  },
  { name: "plan: Escape", script: "plan", does: [escape] },
  { name: "plan: Yes", script: "plan", does: [yes] },
  {
    name: "plan: allow by the server",
    script: "plan",
    does: [{ wait: 1_000 }, { answer: "allow" }],
  },
  { name: "question: Escape", script: "question", does: [escape] },
  { name: "question: answered", script: "question", does: [yes] },
  {
    name: "question: allow by the server",
    script: "question",
    does: [{ wait: 1_000 }, { answer: "allow" }],
  },
  { name: "auto mode: Escape", script: "risky", mode: "auto", does: [{ wait: 8_000 }, escape] },
  {
    name: "the server dies, Escape",
    script: "ask",
    does: ["server dies", { wait: 1_000 }, escape],
  },
  {
    name: "the hook's own timeout (4 s), Escape",
    script: "ask",
    timeout: 4,
    does: [{ wait: 6_000 }, escape],
  },
  {
    name: "terminal left by C-c twice",
    script: "ask",
    does: [{ press: ["C-c"] }, { press: ["C-c"] }],
  },
];
