import { until } from "../../support/until.ts";
import { PATIENCE } from "./patience.ts";
import { dialogOf, readScreen, type Screen, type TrueState } from "./screen.ts";
import type { Terminal } from "../../support/terminal/tmux.ts";
import type { World } from "./world.ts";

/** An interactive session in a terminal. */
export interface InteractiveSession {
  /** Its id at the start; `/clear` and `--resume` give another one. */
  id: string;
  readonly terminal: Terminal;
  look(): Promise<Screen>;
  /** Waits until the screen shows one of the states. */
  see(...states: readonly TrueState[]): Promise<Screen>;
  /** Waits until a line of the screen matches. */
  seeLine(pattern: RegExp): Promise<Screen>;
  /** Sends a prompt or a command. */
  say(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Presses a key at a dialog, and waits until it is gone or another one stands there. */
  answer(key: string): Promise<void>;
}

/** How a session begins. */
export interface OpenOptions {
  /** Claude Code's arguments behind the session's id and mode. */
  readonly args?: readonly string[];
  /** Asks for each tool unless said. */
  readonly mode?: string;
  /** A prompt on the command line, which is sent at once. */
  readonly prompt?: string;
  /** Takes up an earlier session in place of a new one. */
  readonly resume?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A dialog that has stood still for so long takes a key; ms. */
const SETTLES = 1000;
/** A key that a dialog did not take is pressed again after so many looks. */
const LOOKS_A_PRESS = 25;

let terminals = 0;

/** Opens a session and waits until it can be talked to. */
export async function openSession(
  world: World,
  { args = [], mode = "default", prompt, resume, env = {} }: OpenOptions = {},
): Promise<InteractiveSession> {
  const id = resume ?? crypto.randomUUID();
  const which = resume === undefined ? ["--session-id", id] : ["--resume", id];
  const asked = prompt === undefined ? [] : [prompt];
  const terminal = await world.tmux.open(`t${++terminals}`, {
    command: [world.claude, ...which, "--permission-mode", mode, ...args, ...asked],
    folder: world.project,
    env: { ...world.env, ...env },
  });
  const begun = performance.now();
  let lastPrompt = prompt ?? "";
  const session: InteractiveSession = {
    id,
    terminal,
    look: async () => readScreen(await terminal.read(), { lastPrompt }),
    async see(...states) {
      return await until(`the screen to show ${states.join(" or ")}`, async () => {
        const screen = await session.look();
        if (screen.state !== null && states.includes(screen.state)) return screen;
        throw new Error(`it shows ${screen.state}:\n${screen.lines.join("\n")}`);
      }, PATIENCE);
    },
    async seeLine(pattern) {
      return await until(`the screen to show ${pattern}`, async () => {
        const screen = await session.look();
        if (screen.lines.some((line) => pattern.test(line))) return screen;
        throw new Error(`it shows:\n${screen.lines.join("\n")}`);
      }, PATIENCE);
    },
    async say(text) {
      // What an Escape put back into the box would stand before it.
      await terminal.press("C-u");
      await terminal.type(text);
      // Together with the text, Enter would be taken for a part of something pasted: it has to be
      // there at two looks.
      let looks = 0;
      await until(`"${text}" to be typed`, async () => {
        const { typed, lines } = await session.look();
        if (typed.endsWith(text) || lines.some((line) => line.includes(text.slice(-20)))) {
          return ++looks > 1;
        }
        throw new Error(`it shows:\n${lines.join("\n")}`);
      }, PATIENCE);
      await terminal.press("Enter");
      lastPrompt = text;
      await until(`"${text}" to be sent`, async () => {
        const { typed } = await session.look();
        return typed !== text;
      }, PATIENCE);
    },
    press: (...keys) => terminal.press(...keys),
    async answer(key) {
      const dialog = async () => dialogOf((await session.look()).lines);
      let asked = await dialog();
      // A dialog takes no answer in its first moments: a key that was meant for something else
      // could be one.
      await until("the dialog to stand still", async () => {
        const before = asked;
        asked = await dialog();
        return asked !== null && asked === before;
      }, { ...PATIENCE, interval: SETTLES });
      await terminal.press(key);
      let looks = 0;
      await until(`the dialog to take ${key}:\n${asked}`, async () => {
        if (await dialog() !== asked) return true;
        if (++looks % LOOKS_A_PRESS === 0) await terminal.press(key);
        return false;
      }, PATIENCE);
    },
  };
  await until("the session to begin", async () => {
    const screen = await session.look();
    if (screen.notice) await terminal.press("Enter");
    if (screen.state !== null) return true;
    throw new Error(`it shows:\n${screen.lines.join("\n")}`);
  }, PATIENCE);
  world.pace.note(performance.now() - begun);
  return session;
}
