import { mustBeOwnFolder } from "../../files/trusted.ts";
import { UserError } from "../../user_error.ts";
import {
  asReadError,
  ensurePrivateFolder,
  isAbsent,
  readIfThere,
  removeIfThere,
  writeFileAtomically,
} from "./files.ts";
import { recordPath, type StatePaths } from "./paths.ts";
import { type InstanceRecord, parseRecord, type RecordReading } from "./record.ts";

/** A record file and what it holds. */
export interface FoundRecord {
  readonly path: string;
  /** The port that the file's name tells. */
  readonly port: number;
  readonly reading: RecordReading;
}

/** Writes an instance's record, replacing the former one in one step. */
export async function writeRecord(paths: StatePaths, record: InstanceRecord): Promise<void> {
  await ensurePrivateFolder(paths.instances);
  await writeFileAtomically(
    recordPath(paths, record.port),
    JSON.stringify(record, null, 2) + "\n",
  );
}

/** Lists all records by port. Creates nothing; no folder means no records. */
export async function listRecords(paths: StatePaths): Promise<FoundRecord[]> {
  const ports: number[] = [];
  try {
    for (const folder of [paths.home, paths.instances]) mustBeOwnFolder(folder);
    for await (const { name } of Deno.readDir(paths.instances)) {
      const match = /^(\d{1,5})\.json$/.exec(name);
      if (match !== null) ports.push(Number(match[1]));
    }
  } catch (error) {
    if (!isAbsent(error)) throw asReadError(paths.instances, error);
  }
  ports.sort((a, b) => a - b);
  const found = await Promise.all(ports.map((port) => readRecord(paths, port)));
  return found.filter((each) => each !== null);
}

/** Reads one record; `null` where there is none. */
async function readRecord(paths: StatePaths, port: number): Promise<FoundRecord | null> {
  const path = recordPath(paths, port);
  const reading = await readRecordFile(path);
  return reading === null ? null : { path, port, reading };
}

/** A file in our own folder that is not ours is no record, but does not hide the others. */
async function readRecordFile(path: string): Promise<RecordReading | null> {
  try {
    const text = await readIfThere(path);
    return text === null ? null : parseRecord(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "unreadable", reason: error.reason ?? error.message };
  }
}

/** Removes an instance's record, unless another run has replaced it meanwhile. */
export async function removeRecord(
  paths: StatePaths,
  record: Pick<InstanceRecord, "port" | "instance">,
): Promise<void> {
  const found = await readRecord(paths, record.port);
  if (found === null) return;
  const { reading, path } = found;
  if (reading.kind === "record" && reading.record.instance === record.instance) {
    await removeIfThere(path);
  }
}
