import { localAddresses } from "../../instance/home/host.ts";
import { formatHost } from "../../address.ts";
import { addressOf } from "../../instance/local_http.ts";
import { endSignal } from "../../daemon/signals.ts";
import { UserError } from "../../user_error.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import type { Command } from "../core/command.ts";
import { follow, FollowRefused } from "../events/follow.ts";
import { FORMAT_OPTION, formatOption } from "../events/formats.ts";
import { withoutNotices } from "../events/notices.ts";
import { ALL_OPTION, listedEvents } from "../events/quiet.ts";
import { queryFailure, readQuery } from "../events/query_option.ts";
import { WAITING, waitingNow } from "../events/waiting_now.ts";
import { numberOption } from "../core/number_option.ts";
import { portOption, readSettings } from "../core/settings.ts";

/** Milliseconds that a server may take to accept a connection. */
const CONNECT_TIMEOUT = 1_500;

/** `tail`: the live events, for as long as one likes. */
export const tail: Command = {
  name: "tail",
  summary: "Follow live events, also over restarts of the server",
  usage: "[QUERY]",
  args: { min: 0, max: 100 },
  options: [
    { name: "waiting", summary: "Who waits for you already, then each new question" },
    ALL_OPTION,
    FORMAT_OPTION,
    { name: "after", value: "ID", summary: "Begin with what follows this event" },
    { name: "port", value: "PORT", summary: "Server to follow; the first unless given" },
  ],
  examples: [
    "mpm-monitor tail",
    "mpm-monitor tail --waiting",
    "mpm-monitor tail 'tool:Bash -status:ok' --format json",
  ],
  async run({ args, options, note, write }) {
    const format = formatOption(options);
    const after = numberOption(options, "after", { low: 0, high: 2 ** 53 - 1, whole: true });
    const isListed = listedEvents(options, readQuery(args, Date.now()));
    const isWaiting = options["waiting"] === true;
    const q = [isWaiting ? WAITING : "", ...args].join(" ").trim();
    const { record } = await chooseInstance(readSettings().paths, portOption(options, "port"));
    const address = await addressOf(record.host, record.port, CONNECT_TIMEOUT) ??
      localAddresses(record.host)[0];
    const url = `http://${formatHost(address)}:${record.port}`;
    const server = { url, token: record.token ?? undefined };
    note(`Following ${url}; end with Ctrl-C`);
    const controller = new AbortController();
    using ending = endSignal();
    void ending.received.then(() => controller.abort());
    const print = (lines: readonly string[]) => {
      if (!write(lines.map((line) => `${line}\n`).join(""))) controller.abort();
    };
    const passes = isWaiting ? withoutNotices() : isListed;
    const showWaiting = async (last: number) => {
      try {
        const open = await waitingNow(server, { q, last });
        note(openWords(open.length));
        const now = Date.now();
        print(open.filter(passes).map((event) => format(event, { since: event.received, now })));
      } catch (error) {
        note(`Cannot tell who waits already: ${error instanceof Error ? error.message : error}`);
      }
    };
    try {
      await follow({
        ...server,
        q,
        after,
        ...(isWaiting ? { onBegin: showWaiting } : {}),
        onEvents: (events) => print(events.filter(passes).map((event) => format(event))),
        onNotice: note,
        signal: controller.signal,
      });
      return 0;
    } catch (error) {
      if (!(error instanceof FollowRefused)) throw error;
      const { refusal } = error;
      if (refusal.column !== undefined) throw queryFailure(q, { column: 1, ...refusal });
      throw new UserError("The server does not let us follow its events", {
        code: "failed",
        reason: refusal.message,
        hint: refusal.hint,
        cause: error,
      });
    }
  },
};

function openWords(count: number): string {
  if (count === 0) return "Nobody waits now";
  return count === 1 ? "1 question is open:" : `${count} questions are open:`;
}
