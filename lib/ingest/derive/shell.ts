/** The simple commands of a shell line, each as its words; quotes are taken off, no more. */
export function commandsOf(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const [token, operator, double, single] of line.slice(0, MAX_LINE_LENGTH).matchAll(TOKENS)) {
    if (operator !== undefined) commands.push([]);
    else commands.at(-1)?.push(double ?? single ?? token);
  }
  return commands.map(withoutWrappers).filter((words) => words.length > 0);
}

const MAX_LINE_LENGTH = 10_000;
const TOKENS = /(&&|\|\||[;|&\n])|"((?:[^"\\]|\\.)*)"|'([^']*)'|[^\s;|&"']+/g;

/** Commands that only run another one. */
const WRAPPERS = new Set([
  "sudo",
  "time",
  "nice",
  "env",
  "npx",
  "bunx",
  "command",
  "exec",
  "nohup",
]);

function withoutWrappers(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) =>
    !WRAPPERS.has(word) && !/^\w+=/.test(word) && !(word.startsWith("-") && words[0] !== word)
  );
  return start === -1 ? [] : words.slice(start);
}
