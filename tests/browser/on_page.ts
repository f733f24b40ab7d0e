import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { launchBrowser, openPage, type TestPage } from "../support/browser.ts";
import { testWithPackages } from "../support/need.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "./test_server.ts";

/** What a test of the page has at hand. */
export interface OnPage {
  readonly server: TestServer;
  /** Empty at first. */
  readonly page: Page;
  /** What went wrong in the page so far. */
  readonly errors: readonly string[];
  /** Opens another page, which shares nothing with this one. */
  open(options?: BrowserContextOptions): Promise<TestPage>;
  /** Waits for a text that is the whole of an element. */
  see(text: string): Promise<void>;
  /** The mark at the top that says how the page is connected. */
  readonly connection: Locator;
}

/** What may be said of a test of the page. */
export interface OnPageOptions {
  readonly server?: TestServerOptions;
  readonly page?: BrowserContextOptions;
}

/** Registers a test with a server and a page of its own, in a real browser. */
export function testOnPage(
  name: string,
  work: (given: OnPage) => Promise<void>,
  options: OnPageOptions = {},
): void {
  testWithPackages(["chromium"], name, async () => {
    await using server = await startTestServer(options.server);
    await using browser = await launchBrowser();
    const { page, errors } = await openPage(browser, options.page);
    await work({
      server,
      page,
      errors,
      open: (options) => openPage(browser, options),
      see: (text) => page.getByText(text, { exact: true }).first().waitFor(),
      connection: page.locator(".connection"),
    });
  });
}
