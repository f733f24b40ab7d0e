import {
  bash,
  delegate,
  edit,
  grep,
  read,
  type SessionStory,
  think,
  todos,
  together,
  write,
} from "../script.ts";

const AT = "/home/kim/kiosk";
const TREE = `${AT}/.claude/worktrees/fast-search`;
const FILES = [
  "src/cart/total.ts",
  "src/cart/line.ts",
  "src/order/order.ts",
  "src/pages/cart.tsx",
  "src/tax/rates.ts",
  "src/search/rank.ts",
  "src/ui/button.tsx",
  "README.md",
];
const RECEIPT = [
  "Find out what a receipt must show",
  "Write the receipt page",
  "Cover rounding with tests",
  "Open a pull request",
];

/** A web shop: a feature is built by a team of agents. */
export const RECEIPTS: SessionStory = {
  project: AT,
  files: FILES,
  model: "claude-opus-4-8",
  mode: "acceptEdits",
  begins: 0,
  leaves: false,
  turns: [
    {
      pause: 20,
      prompt: "Add a receipt page after checkout. It must show tax per rate, and print well.",
      ends: "stop",
      says: "The receipt page is there, with tax per rate and a print style. All 214 tests pass.",
      steps: [
        read(`${AT}/docs/checkout.md`, "# Checkout\n\n1. Cart\n2. Address\n3. Payment\n"),
        todos(0, ...RECEIPT),
        together(
          delegate(
            "researcher",
            "What must a receipt show by law in our three countries?",
            grep("taxRate", [`${AT}/src/tax/rates.ts`, `${AT}/src/cart/total.ts`]),
            read(`${AT}/src/tax/rates.ts`, "export const RATES = { standard: 20, reduced: 10 };\n"),
            think(50),
          ),
          delegate(
            "code-explorer",
            "How do pages after checkout get at the order?",
            grep("useOrder", [`${AT}/src/order/use_order.ts`, `${AT}/src/pages/thanks.tsx`]),
            read(`${AT}/src/pages/thanks.tsx`, "export function Thanks() {\n  // …\n}\n"),
            read(`${AT}/src/order/use_order.ts`, "export function useOrder(id: string) {}\n"),
            think(30),
          ),
        ),
        todos(1, ...RECEIPT),
        delegate(
          "engineer",
          "Write the receipt page and its print style",
          write(
            `${AT}/src/pages/receipt.tsx`,
            'import { useOrder } from "../order/use_order.ts";\n\nexport function Receipt() {}\n',
          ),
          edit(
            `${AT}/src/routes.ts`,
            '  "/thanks": Thanks,\n',
            '  "/thanks": Thanks,\n  "/receipt/:id": Receipt,\n',
          ),
          bash("npm run typecheck", "src/pages/receipt.tsx(31,9): error TS2345", {
            seconds: 11,
            fails: true,
          }),
          edit(`${AT}/src/pages/receipt.tsx`, "order.total", "order.total.amount"),
          bash("npm run typecheck", "No errors", { seconds: 10 }),
        ),
        todos(2, ...RECEIPT),
        delegate(
          "test-writer",
          "Cover rounding of tax per rate",
          read(`${AT}/src/tax/round.ts`, "export const round = (n: number) => Math.round(n);\n"),
          write(
            `${AT}/src/tax/round_test.ts`,
            'Deno.test("round() gives half a cent to the shop", () => {});\n',
          ),
          bash("npm test -- tax", "1 failed: expected 0.14, got 0.15", { seconds: 7, fails: true }),
          edit(`${AT}/src/tax/round.ts`, "Math.round(n)", "Math.round(n - Number.EPSILON)"),
          bash("npm test -- tax", "12 passed", { seconds: 6 }),
        ),
        todos(3, ...RECEIPT),
        bash("npm test", "214 passed", { seconds: 38 }),
      ],
    },
    {
      pause: 140,
      prompt: "Looks right. Commit it and open the pull request.",
      ends: "stop",
      says: "Pull request 482 is open.",
      steps: [
        bash("git add -A && git commit -m 'feat: receipt page'", "6 files changed", { seconds: 1 }),
        bash("git push -u origin receipts", "branch 'receipts' set up to track", {
          seconds: 4,
          asks: 260,
        }),
        bash("gh pr create --fill", "https://example.com/kiosk/pull/482", { seconds: 3 }),
        todos(4, ...RECEIPT),
      ],
    },
    {
      pause: 420,
      prompt: "The print style cuts the last line on A5. Have a look.",
      ends: "stop",
      says: "The page margin was 12 mm too small; fixed and checked on A4, A5 and roll paper.",
      steps: [
        read(`${AT}/src/pages/receipt.css`, "@page { margin: 8mm }\n"),
        think(25),
        edit(`${AT}/src/pages/receipt.css`, "margin: 8mm", "margin: 20mm 8mm"),
        delegate(
          "reviewer",
          "Check the print style on A4, A5 and roll paper",
          read(`${AT}/src/pages/receipt.css`, "@page { margin: 20mm 8mm }\n"),
          bash("npm run shots -- receipt", "3 pages, none cut", { seconds: 21 }),
        ),
      ],
    },
  ],
};

/** The same shop, in a worktree of its own: a slow page is hunted, and the person changes the direction by Escape. */
export const SLOW_SEARCH: SessionStory = {
  project: TREE,
  worktree: { name: "fast-search", branch: "worktree-fast-search", of: AT },
  files: FILES,
  model: "claude-sonnet-5",
  mode: "default",
  begins: 640,
  leaves: true,
  turns: [
    {
      pause: 15,
      prompt: "Search takes two seconds with 5,000 products. Find out why.",
      ends: "escape",
      says: "",
      steps: [
        grep("searchProducts", [`${TREE}/src/search/index.ts`]),
        read(`${TREE}/src/search/index.ts`, "export function searchProducts(query: string) {}\n"),
        bash("node bench/search.js", "p50 1,912 ms", { seconds: 14 }),
        think(80),
      ],
    },
    {
      pause: 150,
      prompt: "Not the database: look at the highlighting, it runs for every product.",
      ends: "stop",
      says: "Highlighting ran before the page was cut. Now it runs for the 20 shown: 64 ms.",
      steps: [
        read(`${TREE}/src/search/highlight.ts`, "export function highlight(text: string) {}\n"),
        delegate(
          "engineer",
          "Highlight only what is shown",
          edit(
            `${TREE}/src/search/index.ts`,
            "products.map(highlight).slice(0, 20)",
            "products.slice(0, 20).map(highlight)",
          ),
          bash("node bench/search.js", "p50 64 ms", { seconds: 5 }),
        ),
        bash("npm test -- search", "31 passed", { seconds: 9 }),
      ],
    },
  ],
};
