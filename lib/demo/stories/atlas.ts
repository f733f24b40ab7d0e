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

const AT = "/home/kim/atlas";
const FILES = [
  "src/main.rs",
  "src/render.rs",
  "src/style.rs",
  "src/http.rs",
  "benches/tiles.rs",
  "Cargo.toml",
  "docs/operations.md",
];
const CACHE = ["Measure", "Choose a key", "Build the cache", "Measure again"];

/** A map server: measured, changed, measured again. */
export const TILE_CACHE: SessionStory = {
  project: AT,
  files: FILES,
  model: "claude-sonnet-5",
  mode: "acceptEdits",
  begins: 420,
  leaves: true,
  turns: [
    {
      pause: 25,
      prompt: "Tiles are drawn anew for every request. Add a cache, and prove that it helps.",
      ends: "stop",
      says: "Tiles come from the cache: 4 ms at p50 where it was 71 ms. It holds 512 MB at most.",
      steps: [
        todos(0, ...CACHE),
        bash("cargo bench --bench tiles", "p50 71 ms, p99 140 ms", { seconds: 64 }),
        together(
          delegate(
            "researcher",
            "Which key tells tiles apart, styles included?",
            grep("fn render_tile", [`${AT}/src/render.rs`]),
            read(
              `${AT}/src/render.rs`,
              "pub fn render_tile(at: TileId, style: &Style) -> Png {}\n",
            ),
            think(35),
          ),
          delegate(
            "code-explorer",
            "Where is a style changed while the server runs?",
            grep("set_style", [`${AT}/src/admin.rs`, `${AT}/src/watch.rs`]),
            read(`${AT}/src/watch.rs`, "pub fn watch(path: &Path) {}\n"),
          ),
        ),
        todos(2, ...CACHE),
        delegate(
          "engineer",
          "Build the cache, bounded by bytes",
          write(`${AT}/src/cache.rs`, "pub struct TileCache {\n    bytes: usize,\n}\n"),
          edit(`${AT}/src/main.rs`, "mod render;", "mod cache;\nmod render;"),
          bash("cargo build --release", "error[E0502]: cannot borrow `self.map`", {
            seconds: 27,
            fails: true,
          }),
          edit(`${AT}/src/cache.rs`, "self.map.get(&key)", "self.map.get(&key).cloned()"),
          bash("cargo build --release", "Finished in 31.4s", { seconds: 31 }),
          bash("cargo test", "88 passed", { seconds: 22 }),
        ),
        todos(3, ...CACHE),
        bash("cargo bench --bench tiles", "p50 4 ms, p99 19 ms", { seconds: 58 }),
        todos(4, ...CACHE),
      ],
    },
    {
      pause: 600,
      prompt: "Write down in docs/cache.md how to size it.",
      ends: "stop",
      says: "docs/cache.md tells how to size it, with the measured figures.",
      steps: [
        read(`${AT}/docs/operations.md`, "# Operations\n\n## Memory\n"),
        write(`${AT}/docs/cache.md`, "# The tile cache\n\nGive it a quarter of the memory.\n"),
        bash("markdownlint docs", "0 errors", { seconds: 2 }),
      ],
    },
  ],
};
