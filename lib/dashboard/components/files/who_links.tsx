import type { CanonicalEvent } from "../../../events/event.ts";
import { useStores } from "../../hooks/context.ts";
import { formatRoute } from "../../ui/route.ts";

/** Characters of a session's name that are shown. */
const LONGEST = 40;

/** Who made these changes, each with a link to what it did. */
export function WhoLinks({ events }: { events: readonly CanonicalEvent[] }) {
  const { live } = useStores();
  const places = new Map(events.map((event) => [`${event.session} ${event.agent ?? ""}`, event]));
  return (
    <>
      {Array.from(places.values(), ({ session, agent, project }, index) => {
        const known = live.sessions.live.value.find(({ id }) => id === session);
        const folder = live.names.labelOf(project) ?? "a session";
        const title = known?.title ?? known?.prompt ?? folder;
        const name = agent === undefined
          ? cut(title)
          : `${known?.agents.find(({ id }) => id === agent)?.name ?? agent} in ${cut(title)}`;
        return (
          <span key={index}>
            {index > 0 && ", "}
            {session === undefined ? <bdi>{name}</bdi> : (
              <a
                href={formatRoute({
                  view: "session",
                  params: { id: session, ...(agent === undefined ? {} : { agent }) },
                })}
                title={title}
              >
                <bdi>{name}</bdi>
              </a>
            )}
          </span>
        );
      })}
    </>
  );
}

function cut(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}
