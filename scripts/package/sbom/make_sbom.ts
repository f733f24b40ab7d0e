import { createHash } from "node:crypto";
import { PROJECT_URL } from "../../../lib/release/layout.ts";
import { type Component, packageUrl } from "./component.ts";

/** What {@linkcode makeSbom} tells of the program itself. */
export interface SbomSubject {
  readonly version: string;
  readonly date: Date;
  /** The version of Deno whose runtime is in the binaries. */
  readonly deno: string;
  readonly v8: string;
}

/** The list of what is in the binary, as CycloneDX 1.6. */
export function makeSbom(
  { version, date, deno, v8 }: SbomSubject,
  components: readonly Component[],
): Record<string, unknown> {
  const own = `pkg:npm/mpm-monitor@${version}`;
  const runtime = `pkg:github/denoland/deno@v${deno}`;
  const listed = [...components].sort((a, b) => packageUrl(a) < packageUrl(b) ? -1 : 1);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf([own, runtime, ...listed.map(packageUrl)].join("\n"))}`,
    version: 1,
    metadata: {
      timestamp: date.toISOString(),
      component: {
        type: "application",
        "bom-ref": own,
        name: "mpm-monitor",
        version,
        licenses: [{ license: { id: "MIT" } }],
        purl: own,
        externalReferences: [{ type: "vcs", url: PROJECT_URL }],
      },
    },
    components: [
      {
        type: "framework",
        "bom-ref": runtime,
        name: "deno",
        version: deno,
        description: `The runtime, with V8 ${v8} and SQLite`,
        licenses: [{ license: { id: "MIT" } }],
        purl: runtime,
      },
      ...listed.map(describe),
    ],
    dependencies: [
      { ref: own, dependsOn: [runtime, ...listed.map(packageUrl)] },
      ...listed.map((component) => ({
        ref: packageUrl(component),
        dependsOn: [...new Set(component.needs)].sort(),
      })),
    ],
  };
}

function describe(component: Component): Record<string, unknown> {
  const purl = packageUrl(component);
  const [scope, name] = component.name.startsWith("@")
    ? component.name.split("/")
    : [undefined, component.name];
  return {
    type: "library",
    "bom-ref": purl,
    ...(scope === undefined ? {} : { group: scope }),
    name,
    version: component.version,
    ...(component.license === null ? {} : { licenses: [licenseChoice(component.license)] }),
    ...(component.sha512 === null
      ? {}
      : { hashes: [{ alg: "SHA-512", content: component.sha512 }] }),
    purl,
  };
}

function licenseChoice(license: string): Record<string, unknown> {
  return /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license };
}

/** The same text makes the same UUID. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((parseInt(hex[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
