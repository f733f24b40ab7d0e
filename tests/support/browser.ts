import { join } from "@std/path/join";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Keeps Chromium to the page under test: no updates, no reports, no first-run pages. */
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Finds a Chromium or Chrome: `CHROME_PATH`, else where the systems install it, else `null`. */
export function findBrowser(): string | null {
  const named = Deno.env.get("CHROME_PATH");
  if (named) return named;
  return knownPlaces().find(isFile) ?? null;
}

/** A headless browser that ends with its scope. */
export type TestBrowser = Browser & AsyncDisposable;

/**
 * Starts a headless Chromium: `await using browser = await launchBrowser()`.
 *
 * @param flags of Chromium, beside the usual ones
 * @throws {Error} where no browser is found; guard such tests with `testWithPackages`
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error("No Chromium found: set CHROME_PATH");
  // Chromium refuses to sandbox itself as root, as which containers often run.
  const sandbox = Deno.uid() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, args: [...FLAGS, ...flags, ...sandbox] });
}

/** A page, with what went wrong in it. */
export interface TestPage {
  readonly page: Page;
  /** Uncaught exceptions, and what the page wrote to the console as an error. */
  readonly errors: readonly string[];
}

/** Opens an empty page in its own context, and gathers its errors from the start. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<TestPage> {
  const context = await browser.newContext({ locale: "en-US", ...options });
  // Only a test that fails waits as long; a machine with much else to do needs some of it.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { page, errors };
}

function knownPlaces(): string[] {
  switch (Deno.build.os) {
    case "darwin":
      return [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
      ];
    case "windows":
      return ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) => {
        const folder = Deno.env.get(name);
        return folder ? [join(folder, "Google", "Chrome", "Application", "chrome.exe")] : [];
      });
    default:
      return [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/snap/bin/chromium",
      ];
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
