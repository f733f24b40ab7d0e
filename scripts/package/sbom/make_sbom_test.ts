import { assertEquals } from "@std/assert";
import { makeSbom } from "./make_sbom.ts";
import { packagesIn } from "./read_bundled.ts";
import { readComponents } from "./read_components.ts";

const SUBJECT = { version: "1.2.3", date: new Date(0), deno: "2.9.6", v8: "15" };

Deno.test("makeSbom() lists the runtime and each package, with sums and licenses", () => {
  const sbom = makeSbom(SUBJECT, [
    {
      name: "@hono/node-server",
      version: "2.1.9",
      registry: "npm",
      license: "MIT",
      sha512: "00ff",
      needs: ["pkg:npm/hono@4.0.0"],
    },
    {
      name: "hono",
      version: "4.0.0",
      registry: "npm",
      license: "(MIT OR Apache-2.0)",
      sha512: null,
      needs: [],
    },
  ]);
  const [runtime, server, hono] = sbom["components"] as Record<string, unknown>[];
  assertEquals(runtime?.["purl"], "pkg:github/denoland/deno@v2.9.6");
  assertEquals(server, {
    type: "library",
    "bom-ref": "pkg:npm/%40hono/node-server@2.1.9",
    group: "@hono",
    name: "node-server",
    version: "2.1.9",
    licenses: [{ license: { id: "MIT" } }],
    hashes: [{ alg: "SHA-512", content: "00ff" }],
    purl: "pkg:npm/%40hono/node-server@2.1.9",
  });
  assertEquals(hono?.["licenses"], [{ expression: "(MIT OR Apache-2.0)" }]);
});

Deno.test("packagesIn() reads where the parts of a bundle come from", () => {
  const text = `// ../cache/npm/registry.example.org/@hono/node-server/2.1.9/dist/index.mjs
var x = "/npm/not/1.0.0/this";
  // ../cache/npm/registry.example.org/ws/8.23.0/lib/sender.js
`;
  assertEquals([...packagesIn(text)], ["@hono/node-server@2.1.9", "ws@8.23.0"]);
});

Deno.test("readComponents() finds what the binary holds, and nothing that only tests use", async () => {
  const found = await readComponents();
  const names = found.map(({ name }) => name);
  for (const name of ["hono", "socket.io", "ws", "preact", "re2js", "fflate", "deno-std"]) {
    assertEquals(names.includes(name), true, name);
  }
  for (const name of ["typescript", "playwright-core", "axe-core", "preact-render-to-string"]) {
    assertEquals(names.includes(name), false, name);
  }
  for (const { name, license, sha512 } of found) {
    assertEquals([typeof license, sha512?.length], ["string", 128], name);
  }
});
