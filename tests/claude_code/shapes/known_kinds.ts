/** How the program's own code names the kind of a hook's input. */
const KIND = /hook_event_name:[\w$.]+\("([A-Za-z]+)"\)/g;

/** Longer than any match: what lies across two pieces is found in the next one. */
const OVERLAP = 200;

/**
 * All kinds of hooks that a release knows, read from its program, which tells also of those that
 * no scenario brings about.
 */
export async function knownKinds(claude: string): Promise<string[]> {
  const kinds = new Set<string>();
  let rest = "";
  const file = await Deno.open(claude);
  for await (const piece of file.readable.pipeThrough(new TextDecoderStream("latin1"))) {
    const text = rest + piece;
    for (const [, kind = ""] of text.matchAll(KIND)) kinds.add(kind);
    rest = text.slice(-OVERLAP);
  }
  return [...kinds];
}
