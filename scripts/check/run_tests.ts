/**
 * `deno task test [PATHS and options of "deno test"]`: builds the dashboard's bundle, runs the
 * tests in parallel, and ends with one plain line of counts.
 */
import { closingLines, readTestReport } from "./test_report.ts";
import { runOrExit } from "../build/run.ts";

const ALL = ["lib", "scripts", "tests"];

if (import.meta.main) {
  await runOrExit(Deno.execPath(), ["run", "-q", "-P=monitor", "scripts/build/bundle.ts"]);
  Deno.exit(await runTests(Deno.args));
}

async function runTests(args: readonly string[]): Promise<number> {
  const paths = args.some(looksLikePath) ? [] : ALL;
  const child = new Deno.Command(Deno.execPath(), {
    // Types are checked by "deno task check", once for all files.
    args: ["test", "-A", "--no-check", "--parallel", ...args, ...paths],
    env: Deno.stdout.isTerminal() && !Deno.noColor ? { FORCE_COLOR: "1" } : {},
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const [shown, read] = child.stdout.tee();
  const [, output, { code }] = await Promise.all([
    shown.pipeTo(Deno.stdout.writable, { preventClose: true }),
    new Response(read).text(),
    child.status,
  ]);
  const report = readTestReport(output) ?? { passed: 0, failed: 0, skipped: 0, lacking: [] };
  const ran = report.passed + report.failed;
  const lines = closingLines(report);
  if (ran === 0) lines.unshift("No test ran");
  await Deno.stdout.write(new TextEncoder().encode(lines.join("\n") + "\n"));
  return code === 0 && ran > 0 && report.failed === 0 ? 0 : code || 1;
}

function looksLikePath(arg: string): boolean {
  return !arg.startsWith("-") && (/[/\\]|\.tsx?$/.test(arg) || ALL.includes(arg));
}
