import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { findSetting, parseConfig } from "./parse_config.ts";

Deno.test("parseConfig() reads settings as they were written", () => {
  const text = '{"schema_version":1,"port":"8770","redact":"off"}';
  assertEquals([...parseConfig(text, "x")], [["port", "8770"], ["redact", "off"]]);
  assertEquals([...parseConfig("{}", "x")], []);
});

Deno.test("parseConfig() ignores nothing in silence", () => {
  const wrong: [string, string, string][] = [
    ['{"port": 9000}', 'Invalid value 9000 for the setting "port" in x', '"port": "9000"'],
    ['{"redact": false}', 'Invalid value false for the setting "redact"', '"redact": "off"'],
    ['{"notify": null}', 'the setting "notify"', "Use desktop"],
    ['{"allow_host": ["a"]}', 'the setting "allow_host"', "separated by commas, in quotes"],
    ['{"port": {}}', 'the setting "port"', "Use a number from 1 to 65535, in quotes"],
    ['{"prot": "1"}', 'Unknown setting "prot" in x', "Settings are port"],
    ['{"constructor": "1"}', 'Unknown setting "constructor"', "Settings are port"],
    ['{"__proto__": "1"}', 'Unknown setting "__proto__"', "Settings are port"],
    ["[]", "Cannot read the settings in x", "Repair it"],
    ["null", "Cannot read the settings in x", "Repair it"],
    ['"port"', "Cannot read the settings in x", "Repair it"],
    ["{", "Cannot read the settings in x", "Repair it"],
    ['{"schema_version": 2}', "Cannot read the settings in x", "Repair it"],
  ];
  for (const [text, message, hint] of wrong) {
    const error = assertThrows(() => parseConfig(text, "x"), UserError, message, text);
    assertEquals(error.hint?.includes(hint), true, `${text}: ${error.hint}`);
  }
});

Deno.test("findSetting() takes dashes, and names the nearest setting", () => {
  assertEquals(findSetting("keep-days").key, "keep_days");
  const error = assertThrows(
    () => findSetting("keep_day"),
    UserError,
    'Unknown setting "keep_day"',
  );
  assertEquals(error.reason, 'Did you mean "keep_days"?');
  const far = assertThrows(() => findSetting("colour"), UserError);
  assertEquals(far.reason, undefined);
});
