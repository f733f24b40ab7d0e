import { dirname } from "@std/path/dirname";

/** What a Debian has on which nothing was installed yet but `curl`: no Deno, no Node, no xz. */
const BASE = [
  ..."base-files bash coreutils curl dash diffutils dpkg findutils grep gzip hostname".split(" "),
  ..."libc-bin libc6 libgcc-s1 procps sed tar util-linux".split(" "),
];

/** Parts of packages that no program reads. */
const UNREAD = /^\/usr\/share\/(?:doc|man|info|locale|lintian|bug)\/|\/node_modules\/.*\.md$/;

/** Folders of Debian that are links into `/usr`, and paths below them. */
const LINKED = ["bin", "sbin", "lib", "lib64"];
const IN_LINKED = /^\/(bin|sbin|lib|lib64)\//;

/** What Node is linked with. */
export const NODE_NEEDS = ["libstdc++6"];

/** Puts this machine's Node and npm into a clean system: neither need come from a package. */
export async function addNode(root: string): Promise<void> {
  await output("sh", [
    "-c",
    `npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")") &&
      mkdir -p "$1/usr/lib/node_modules" &&
      cp -L "$(readlink -f "$(command -v node)")" "$1/usr/bin/node" &&
      cp -R "$npm" "$1/usr/lib/node_modules/npm" &&
      ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/bin/npm"`,
    "sh",
    root,
  ]);
}

/**
 * Makes the root folder of a small Debian from the packages that this machine has installed, without
 * a network: the given ones, those of the base, and what these depend on.
 */
export async function makeCleanSystem(root: string, packages: readonly string[]): Promise<void> {
  const names = await withDependencies([...BASE, ...packages]);
  const paths = (await output("dpkg-query", ["-L", ...names])).split("\n")
    .filter((path) => path.startsWith("/") && path !== "/." && !UNREAD.test(path))
    .filter((path) => !LINKED.some((name) => path === `/${name}`))
    .map((path) => path.replace(IN_LINKED, "/usr/$1/"));
  for (const name of LINKED) {
    await Deno.mkdir(`${root}/usr/${name}`, { recursive: true });
    await Deno.symlink(`usr/${name}`, `${root}/${name}`);
  }
  const list = `${root}.list`;
  await Deno.writeTextFile(list, [...new Set(paths.map((path) => `.${path}`))].sort().join("\n"));
  await output("sh", [
    "-c",
    `mkdir -p '${root}' && cd / && tar -c --no-recursion --ignore-failed-read -T '${list}' \
      | tar -x -C '${root}'`,
  ]);
  await Deno.remove(list);
  for (
    const folder of ["proc", "dev", "tmp", "home/kim", "var/lib/dpkg/info", "var/lib/dpkg/updates"]
  ) {
    await Deno.mkdir(`${root}/${folder}`, { recursive: true });
  }
  await Deno.chmod(`${root}/tmp`, 0o1777);
  await Deno.chown(`${root}/home/kim`, 1000, 1000);
  for (const [path, text] of Object.entries(FILES)) {
    await Deno.mkdir(dirname(root + path), { recursive: true });
    await Deno.writeTextFile(root + path, text);
  }
  await Deno.writeTextFile(`${root}/var/lib/dpkg/status`, await statusOf(names));
  await output("chroot", [root, "/sbin/ldconfig"]);
}

const FILES = {
  "/etc/passwd": "root:x:0:0::/root:/bin/sh\nkim:x:1000:1000::/home/kim:/bin/bash\n",
  "/etc/group": "root:x:0:\nkim:x:1000:\n",
  "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
  "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
};

/** dpkg refuses a package whose dependencies it does not know of. */
async function statusOf(names: readonly string[]): Promise<string> {
  const format =
    "Package: ${Package}\nStatus: install ok installed\nArchitecture: ${Architecture}\n" +
    "Version: ${Version}\nMaintainer: nobody\nDescription: there\n\n";
  return await output("dpkg-query", ["-W", `-f=${format}`, ...names]);
}

async function withDependencies(names: readonly string[]): Promise<string[]> {
  const known = new Map<string, string[]>();
  const all = await output("dpkg-query", ["-W", "-f=${Package}\t${Depends},${Pre-Depends}\n"]);
  for (const line of all.trimEnd().split("\n")) {
    const [name = "", depends = ""] = line.split("\t");
    const needs = depends.split(/[,|]/).map((each) => each.trim().replace(/[ :(].*$/, ""));
    known.set(name, needs.filter((each) => each !== ""));
  }
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const needs = known.get(name);
    if (needs === undefined || found.has(name)) continue;
    found.add(name);
    open.push(...needs);
  }
  return [...found];
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  if (!success) throw new Error(`${command}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
