/** What PowerShell tells of a process. */
export interface PowerShellRow {
  readonly pid: number;
  readonly ppid: number | null;
  /** `DOMAIN\name`, where it can be known. */
  readonly user: string | null;
  readonly argv: readonly string[];
}

/** Arguments of `powershell` that tell about some processes. */
export function powerShellArgs(pids: readonly number[]): string[] {
  const filter = pids.map((pid) => `ProcessId=${pid}`).join(" OR ");
  const script = `Get-CimInstance Win32_Process -Filter "${filter}" | ForEach-Object { ` +
    "$owner = Invoke-CimMethod -InputObject $_ -MethodName GetOwner -ErrorAction SilentlyContinue; " +
    "[pscustomobject]@{ pid = $_.ProcessId; ppid = $_.ParentProcessId; " +
    "command = $_.CommandLine; name = $_.Name; domain = $owner.Domain; user = $owner.User } } | " +
    "ConvertTo-Json -Compress";
  return ["-NoProfile", "-NonInteractive", "-Command", script];
}

/** Reads what {@linkcode powerShellArgs} prints: one object, or a list of them. */
export function parsePowerShell(text: string): PowerShellRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return [];
  }
  return [value].flat().flatMap((row: unknown): PowerShellRow[] => {
    if (typeof row !== "object" || row === null) return [];
    const { pid, ppid, command, name, domain, user } = row as Record<string, unknown>;
    if (typeof pid !== "number") return [];
    return [{
      pid,
      ppid: typeof ppid === "number" ? ppid : null,
      user: typeof user === "string"
        ? `${typeof domain === "string" ? domain : "."}\\${user}`
        : null,
      argv: splitWindowsCommand(String(command ?? name ?? "")),
    }];
  });
}

/** Cuts a Windows command line at its spaces, except within double quotes. */
export function splitWindowsCommand(command: string): string[] {
  return Array.from(
    command.matchAll(/"([^"]*)"|(\S+)/g),
    ([, quoted, bare]) => quoted ?? bare ?? "",
  );
}
