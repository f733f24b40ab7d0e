/** Searches of each kind: words, fields, ranges, and what has to look event by event. */
export const SEARCHES: readonly string[] = [
  "",
  "module_7",
  "TODO",
  "nosuchword",
  "tool:Bash",
  "status:running project:infra",
  "session:5f0c1d2e-1111-4a4a-8b8b-000000000010",
  "correlation:toolu_01nosuchtooluse",
  "since:1h",
  "duration:>1h",
  "-tool:Bash -tool:Edit",
  '"next thing"',
  "/line \\d+5 of/",
  "/nosuchpattern/",
];
