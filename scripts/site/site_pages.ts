import { basename } from "@std/path/basename";
import { join } from "@std/path/join";

/** One page of the site. */
export interface SitePage {
  /** Its file in the repository: `docs/api.md`. */
  readonly source: string;
  /** Its file on the site: `api.html`. */
  readonly target: string;
  /** As the navigation calls it; `null` takes its first heading. */
  readonly label: string | null;
}

/** Pages under one heading of the navigation. */
export interface PageGroup {
  readonly title: string;
  readonly pages: readonly SitePage[];
}

/** The order of the navigation: names of files in `docs/`, or of the repository's top. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ["Use it", [
    "README",
    "installing",
    "commands",
    "dashboard",
    "queries",
    "claude-code",
    "mcp",
    "service",
    "upgrade",
    "verify",
  ]],
  ["How it behaves", ["states", "events", "store", "processes", "security", "judged"]],
  ["For tools", ["api"]],
  ["Work on it", [
    "CONTRIBUTING",
    "architecture",
    "glossary",
    "dependencies",
    "releasing",
    "SECURITY",
    "CHANGELOG",
  ]],
];

/** Pages whose first heading is too long, or says less than this, in a navigation. */
const LABELS: Readonly<Record<string, string>> = {
  README: "Start",
  mcp: "For models (MCP)",
  api: "Interface for tools",
  CONTRIBUTING: "Contributing",
  SECURITY: "Reporting a vulnerability",
  CHANGELOG: "Changelog",
};

const TOP = ["README", "CONTRIBUTING", "SECURITY", "CHANGELOG"];

/** Finds the pages of the site; one that no group names stands under "More". */
export async function findPages(repository: string): Promise<readonly PageGroup[]> {
  const sources = new Map<string, string>();
  for (const name of TOP) sources.set(name, `${name}.md`);
  for await (const entry of Deno.readDir(join(repository, "docs"))) {
    if (entry.name.endsWith(".md")) sources.set(basename(entry.name, ".md"), `docs/${entry.name}`);
  }
  const named = new Set(GROUPS.flatMap(([, names]) => names));
  const others = [...sources.keys()].filter((name) => !named.has(name)).sort();
  return [...GROUPS, ["More", others] as const].flatMap(([title, names]) => {
    const pages = names.flatMap((name) => {
      const source = sources.get(name);
      return source === undefined ? [] : [{
        source,
        target: name === "README" ? "index.html" : `${targetName(source, name)}.html`,
        label: Object.hasOwn(LABELS, name) ? LABELS[name] ?? null : null,
      }];
    });
    return pages.length === 0 ? [] : [{ title, pages }];
  });
}

/** `SECURITY.md` and `docs/security.md` are two pages, also where file names know no case. */
function targetName(source: string, name: string): string {
  return source === "SECURITY.md" ? "reporting" : name.toLowerCase();
}
