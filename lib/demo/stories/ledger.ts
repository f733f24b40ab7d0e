import {
  bash,
  delegate,
  edit,
  fetchPage,
  grep,
  read,
  type SessionStory,
  think,
  todos,
  together,
} from "../script.ts";

const AT = "/home/kim/ledger";
const FILES = [
  "ledger/app.py",
  "ledger/models.py",
  "ledger/webhooks.py",
  "ledger/retry.py",
  "tests/conftest.py",
  "pyproject.toml",
  "docs/refunds.md",
];
const MOVE = ["List what still uses the old client", "Move refunds", "Move payouts", "Remove it"];

/** A payments service: a library is replaced, and the API is overloaded once. */
export const NEW_CLIENT: SessionStory = {
  project: AT,
  files: FILES,
  model: "claude-opus-4-8",
  mode: "default",
  begins: 180,
  leaves: false,
  turns: [
    {
      pause: 30,
      prompt: "Move us from the old bank client to version 3, refunds first.",
      ends: "error",
      says: "Overloaded",
      steps: [
        fetchPage(
          "https://docs.example.com/bank-client/v3/migration",
          "What changed for refunds and payouts?",
          "Amounts are in minor units; every call needs an idempotency key.",
        ),
        todos(0, ...MOVE),
        grep("from bank import", [`${AT}/ledger/refunds.py`, `${AT}/ledger/payouts.py`]),
        read(`${AT}/ledger/refunds.py`, "from bank import Client\n\n\ndef refund(order): ...\n"),
        think(20),
      ],
    },
    {
      pause: 75,
      prompt: "Go on.",
      ends: "stop",
      says: "Refunds and payouts use version 3; the old client is gone. One question is noted.",
      steps: [
        todos(1, ...MOVE),
        together(
          delegate(
            "engineer",
            "Move refunds to version 3",
            edit(
              `${AT}/ledger/refunds.py`,
              "from bank import Client",
              "from bank.v3 import Client, IdempotencyKey",
            ),
            bash("pytest tests/test_refunds.py -q", "2 failed, 17 passed", {
              seconds: 12,
              fails: true,
            }),
            edit(`${AT}/ledger/refunds.py`, "amount=total", "amount_minor=round(total * 100)"),
            bash("pytest tests/test_refunds.py -q", "19 passed", { seconds: 11 }),
          ),
          delegate(
            "engineer",
            "Move payouts to version 3",
            edit(
              `${AT}/ledger/payouts.py`,
              "from bank import Client",
              "from bank.v3 import Client",
            ),
            bash("pytest tests/test_payouts.py -q", "23 passed", { seconds: 18 }),
          ),
        ),
        todos(3, ...MOVE),
        {
          kind: "question",
          question: "Payouts below one euro were dropped silently until now. Keep that?",
          options: ["Keep dropping them", "Collect them until they reach one euro"],
          answer: "Collect them until they reach one euro",
          seconds: 190,
        },
        bash("pip uninstall -y bank-client-2", "Successfully uninstalled", {
          seconds: 3,
          asks: 35,
        }),
        delegate(
          "security-reviewer",
          "Look for leaked keys and unsafe retries in the change",
          bash("git diff main --stat", "4 files changed, 118 insertions(+), 164 deletions(-)"),
          read(`${AT}/ledger/payouts.py`, "from bank.v3 import Client\n"),
          think(40),
        ),
        bash("pytest -q", "311 passed in 41.2s", { seconds: 41 }),
        todos(4, ...MOVE),
      ],
    },
  ],
};

/** A session whose machine went to sleep: its end is never heard of. */
export const LOST: SessionStory = {
  project: AT,
  files: FILES,
  model: "claude-haiku-5",
  mode: "default",
  begins: 900,
  leaves: false,
  turns: [
    {
      pause: 12,
      prompt: "Write the release notes for 4.2 from the merged pull requests.",
      ends: "crash",
      says: "",
      steps: [
        bash("git log --oneline v4.1..HEAD", "41 commits", { seconds: 1 }),
        read(`${AT}/CHANGELOG.md`, "# Changelog\n\n## 4.1\n"),
        bash("gh pr list --state merged --limit 60", "38 pull requests", { seconds: 3 }),
      ],
    },
  ],
};
