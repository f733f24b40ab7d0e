import { readRedaction } from "../../store/sqlite/redaction/read_redaction.ts";
import type { RedactionProgress } from "../../store/store.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { formatCount, plural } from "../core/format.ts";
import { portOption, readSettings } from "../core/settings.ts";
import { redactStore } from "../events/redact_store.ts";
import { type KnownStore, listStores } from "../events/stores.ts";

/** Progress is told so often, in ms. */
const TELL_EVERY_MS = 2000;

/** `store redact`: replaces secrets that an older release stored. */
export const store: Command = {
  name: "store",
  summary: "Replace secrets that an older release stored",
  usage: "redact",
  args: { min: 1, max: 1 },
  options: [{ name: "port", value: "PORT", summary: "Only the events of this port" }],
  examples: ["mpm-monitor store redact", "mpm-monitor store redact --port 8766"],
  async run({ args, options, note }) {
    if (args[0] !== "redact") {
      throw new UserError(`Cannot "${args[0]}" a store`, {
        code: "usage",
        hint: "Use 'mpm-monitor store redact'",
      });
    }
    const stores = await existing(portOption(options, "port"));
    const outcomes = [];
    for (const each of stores) {
      const before = Date.now();
      let reported = before;
      const { looked, changed } = await redactStore(each, (progress) => {
        if (Date.now() - reported < TELL_EVERY_MS) return;
        reported = Date.now();
        note(progressText(each, progress));
      });
      const { path, port } = each;
      outcomes.push({ path, port, looked, changed });
    }
    return {
      text: outcomes.map(outcomeText).join("\n"),
      json: { stores: outcomes },
    };
  },
};

async function existing(port: number | undefined): Promise<KnownStore[]> {
  const { paths } = readSettings();
  const stores = await listStores(paths, port);
  const there = stores.filter(({ path }) => readRedaction(path) !== null);
  if (there.length > 0) return there;
  const [only] = stores;
  throw new UserError(
    only === undefined ? "There is no event store yet" : `There is no event store at ${only.path}`,
    { code: "failed", hint: "Type 'mpm-monitor start' to begin one" },
  );
}

function progressText({ path }: KnownStore, { looked, of, changed }: RedactionProgress): string {
  const share = of === 0 ? 100 : Math.floor(looked * 100 / of);
  return `${path}: ${share} %, ${formatCount(looked)} of ${plural(of, "event")}, ` +
    `secrets replaced in ${formatCount(changed)}`;
}

function outcomeText(
  { path, looked, changed }: { path: string; looked: number; changed: number },
): string {
  return looked === 0
    ? `${path}: nothing to do, all events are redacted by the rules of this version`
    : `${path}: looked at ${plural(looked, "event")}, replaced secrets in ${formatCount(changed)}`;
}
