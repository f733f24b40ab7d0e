import type { Json } from "../events/event.ts";

/** One form in which values are written, such as a port or a size. */
export interface Kind<Value> {
  /** Completes the sentence "Use …". */
  readonly form: string;
  /** What a wrong value is called in an error; `value` unless said. */
  readonly noun?: string;
  /** Reads a value; `undefined` when the text has another form. */
  parse(text: string): Value | undefined;
  /** The one text in which the configuration file keeps it. */
  format(value: Value): string;
}

/** An option of the command line that takes the setting's value. */
export interface ValueOption {
  /** Without dashes. */
  readonly name: string;
  /** Placeholder, such as `PORT`. */
  readonly value: string;
  /** One line, for `--help` and the docs. */
  readonly summary: string;
}

/** An option that stands for one value of the setting. */
export interface FlagOption<Kept> {
  /** Without dashes. */
  readonly name: string;
  /** `null`: what holds by default. */
  readonly gives: { readonly kept: Kept } | null;
  /** One line, for `--help` and the docs. */
  readonly summary: string;
}

/**
 * `server`: kept in the server's record, so that a restart asks for the same.
 * `start`: holds only while the server is started.
 */
export type Scope = "server" | "start";

/** What a person can say about a server, written once: every place that knows of it reads this. */
export interface Setting<
  Field extends string = string,
  Value = unknown,
  Kept = unknown,
  In extends Scope = Scope,
> {
  /** Name in `config.json`; {@linkcode variableOf} gives the one in the environment. */
  readonly key: string;
  readonly scope: In;
  /** Name of the field that keeps it. */
  readonly field: Field;
  readonly kind: Kind<Value>;
  readonly options: readonly (ValueOption | FlagOption<Kept>)[];
  /** Whether `restart` takes these options, too. */
  readonly restart: boolean;
  /** What holds when nobody says otherwise, in words. */
  readonly fallback: string;
  /** What the field keeps for a value; `undefined` where that is the default. */
  keep(value: Value): Kept | undefined;
  /** Whether a value from outside, such as a record on disk, can stand in the field. */
  accepts(value: unknown): value is Kept;
  /** What the server's event of its configuration says, where that is not what the field keeps. */
  report?(kept: Kept): Json;
}

/** Checks an entry of the table of settings, and gives it its exact type. */
export function setting<const Field extends string, Value, const Kept, const In extends Scope>(
  entry: Setting<Field, Value, Kept, In>,
): Setting<Field, Value, Kept, In> {
  return entry;
}

/** The variable that gives a setting. */
export function variableOf({ key }: Pick<Setting, "key">): string {
  return `MPM_MONITOR_${key.toUpperCase()}`;
}
