/** What people and programs can ask for, and where the documentation has to name it. */
export interface PublicNames {
  readonly commands: readonly { readonly name: string; readonly options: readonly string[] }[];
  /** Paths of HTTP routes. */
  readonly routes: readonly string[];
  readonly exitCodes: readonly number[];
}

/** Pages of `docs/`, as text. */
export interface Pages {
  readonly commands: string;
  readonly api: string;
}

/** Finds commands, options, routes and exit codes that no page names. */
export function findUndocumented(names: PublicNames, pages: Pages): string[] {
  const problems: string[] = [];
  const want = (page: keyof Pages, what: string, pattern: RegExp) => {
    if (!pattern.test(pages[page])) problems.push(`docs/${page}.md does not name ${what}`);
  };
  for (const { name, options } of names.commands) {
    want("commands", `the command ${name}`, new RegExp(`(mpm-monitor |^## |\`)${name}\\b`, "m"));
    for (const option of options) {
      want("commands", `--${option} (of ${name})`, new RegExp(`--${option}(?![\\w-])`));
    }
  }
  for (const route of names.routes) {
    want("api", `the route ${route}`, new RegExp(`${RegExp.escape?.(route) ?? route}(?![\\w/])`));
  }
  for (const code of names.exitCodes) {
    want("commands", `the exit code ${code}`, new RegExp(`^\\| *\`?${code}\`? *\\|`, "m"));
  }
  return problems;
}

const ROUTE = /\bapp\.(?:get|post)\(\s*"([^"*:]+)"/g;

/** The routes that a source file registers. */
export function routesIn(text: string): string[] {
  return [...text.matchAll(ROUTE)].flatMap(([, route]) => route ?? []);
}
