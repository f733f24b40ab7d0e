import { join } from "@std/path/join";
import { assertRejects } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { statePaths } from "../instance/home/paths.ts";
import type { ServePlan } from "../instance/launch/launch_order.ts";
import { UserError } from "../user_error.ts";
import { rehearse } from "./rehearse.ts";

async function sharedFolder(parent: string): Promise<string> {
  const folder = join(parent, "shared");
  await Deno.mkdir(folder);
  await Deno.chmod(folder, 0o777);
  return folder;
}

function planWith(store?: string): ServePlan {
  const options = { host: "localhost", ...(store === undefined ? {} : { store }) };
  return { options } as ServePlan;
}

Deno.test("rehearse() takes a store in a folder that others share, as a start does", async () => {
  await using home = await makeTempHome();
  const store = join(await sharedFolder(home.path), "events.db");
  const paths = statePaths(() => join(home.path, "state"));
  await rehearse(planWith(store), paths, 31_999);
});

Deno.test("rehearse() refuses a state folder that others may write to", async () => {
  await using home = await makeTempHome();
  const shared = await sharedFolder(home.path);
  const paths = statePaths(() => shared);
  await assertRejects(() => rehearse(planWith(), paths, 31_999), UserError);
});
