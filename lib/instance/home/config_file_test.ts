import { assertEquals, assertRejects } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { findSetting } from "../../config/parse_config.ts";
import { UserError } from "../../user_error.ts";
import { readConfig, writeSetting } from "./config_file.ts";
import { type StatePaths, statePaths } from "./paths.ts";

function pathsIn(folder: string): StatePaths {
  return statePaths(() => `${folder}/state`);
}

Deno.test("readConfig() lets a variable beat the file", async () => {
  await using home = await makeTempHome();
  const paths = pathsIn(home.path);
  await writeSetting(paths, findSetting("port"), "8770");
  await writeSetting(paths, findSetting("dashboard"), "No");
  const env = (name: string) => name === "MPM_MONITOR_PORT" ? "8771" : undefined;
  assertEquals(
    await readConfig(paths, env),
    new Map([
      ["port", { value: "8771", source: "variable" as const }],
      ["dashboard", { value: "off", source: "file" as const }],
    ]),
  );
});

Deno.test("writeSetting() takes a setting out again, and keeps the others", async () => {
  await using home = await makeTempHome();
  const paths = pathsIn(home.path);
  await writeSetting(paths, findSetting("port"), "8770");
  await writeSetting(paths, findSetting("dashboard-port"), "8771");
  await writeSetting(paths, findSetting("port"), null);
  assertEquals([...(await readConfig(paths, () => undefined)).keys()], ["dashboard_port"]);
});

Deno.test("readConfig() creates nothing, and says so when the file is broken", async () => {
  await using home = await makeTempHome();
  const paths = pathsIn(home.path);
  assertEquals(await readConfig(paths, () => undefined), new Map());
  assertEquals(await Array.fromAsync(Deno.readDir(home.path)), []);
  await writeSetting(paths, findSetting("port"), "8770");
  await Deno.writeTextFile(paths.config, "{");
  await assertRejects(
    () => readConfig(paths, () => undefined),
    UserError,
    "Cannot read the settings",
  );
});

Deno.test("readConfig() says where a value that makes no sense was given", async () => {
  await using home = await makeTempHome();
  const paths = pathsIn(home.path);
  const env = (name: string) => name === "MPM_MONITOR_KEEP_DAYS" ? "-1" : undefined;
  await assertRejects(
    () => readConfig(paths, env),
    UserError,
    'Invalid value "-1" for the variable MPM_MONITOR_KEEP_DAYS',
  );
  await writeSetting(paths, findSetting("keep_days"), "7");
  await Deno.writeTextFile(paths.config, '{"keep_days":"0"}');
  await assertRejects(() => readConfig(paths, () => undefined), UserError, paths.config);
});

Deno.test("readConfig() takes an empty variable for none", async () => {
  await using home = await makeTempHome();
  const paths = pathsIn(home.path);
  await writeSetting(paths, findSetting("port"), "8770");
  const given = await readConfig(paths, () => "");
  assertEquals([...given], [["port", { value: "8770", source: "file" }]]);
});
