import { createHash } from "node:crypto";
import { completionScript } from "../../../lib/cli/completions/scripts.ts";
import { systemdUnit } from "../../../lib/service/manager/systemd_unit.ts";
import { gzip, xz } from "../compress.ts";
import { type Binary, type PackedFile, type ReleaseInput, textFile } from "../release_input.ts";
import { packTar } from "../tar.ts";
import { packAr } from "./ar.ts";
import { AFTER_REMOVAL, debianVersion, makeControl, makeCopyright } from "./control.ts";

/** A user who wants it enables it: `systemctl --user enable --now mpm-monitor`. */
const UNIT = systemdUnit({ command: ["/usr/bin/mpm-monitor", "service", "run"], variables: {} })
  // Nobody has installed it by the command.
  .replace(/^#.*\n/, "");

/** Where Debian's shells look for what completes commands. */
const COMPLETIONS = {
  bash: "usr/share/bash-completion/completions/mpm-monitor",
  fish: "usr/share/fish/vendor_completions.d/mpm-monitor.fish",
  zsh: "usr/share/zsh/vendor-completions/_mpm_monitor",
} as const;

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" } as const;

/** Makes the Debian package of a binary for Linux. */
export async function makeDeb(binary: Binary, input: ReleaseInput): Promise<PackedFile> {
  const architecture = ARCHITECTURES[binary.platform.cpu];
  const files = installedFiles(binary, input);
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const control: PackedFile[] = [
    textFile(
      "control",
      makeControl({
        version: input.version,
        architecture,
        installedSize: Math.ceil(size / 1024),
      }),
    ),
    textFile("md5sums", files.map(({ path, bytes }) => `${md5(bytes)}  ${path}\n`).join("")),
    { ...textFile("postrm", AFTER_REMOVAL), executable: true },
  ];
  return {
    path: `mpm-monitor_${debianVersion(input.version)}_${architecture}.deb`,
    bytes: packAr([
      textFile("debian-binary", "2.0\n"),
      { path: "control.tar.gz", bytes: gzip(packTar(control, input.date, "./"), input.quick) },
      await packData(packTar(files, input.date, "./"), input.quick),
    ], input.date),
  };
}

async function packData(tar: Uint8Array<ArrayBuffer>, quick: boolean): Promise<PackedFile> {
  return quick
    ? { path: "data.tar.gz", bytes: gzip(tar, quick) }
    : { path: "data.tar.xz", bytes: await xz(tar, quick) };
}

function installedFiles(binary: Binary, { texts, quick }: ReleaseInput): PackedFile[] {
  const zipped = (path: string, text: string): PackedFile => ({
    path,
    bytes: gzip(new TextEncoder().encode(text), quick),
  });
  return [
    { path: "usr/bin/mpm-monitor", bytes: binary.bytes, executable: true },
    textFile("usr/lib/systemd/user/mpm-monitor.service", UNIT),
    ...Object.entries(COMPLETIONS).map(([shell, path]) =>
      textFile(path, `${completionScript(shell as keyof typeof COMPLETIONS)}\n`)
    ),
    textFile("usr/share/doc/mpm-monitor/copyright", makeCopyright(texts.license)),
    zipped("usr/share/doc/mpm-monitor/changelog.gz", texts.changelog),
    ...(texts.man === null ? [] : [zipped("usr/share/man/man1/mpm-monitor.1.gz", texts.man)]),
  ];
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
