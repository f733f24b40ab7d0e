/** A user that is neither root nor whoever runs the tests. */
export const OTHER_USER = 54_321;

/**
 * Registers a test that needs root, such as to give files to somebody else. Elsewhere it is skipped
 * under a name that says so.
 */
export function testAsRoot(name: string, fn: () => Promise<void>): void {
  const isRoot = Deno.build.os !== "windows" && Deno.uid() === 0;
  if (isRoot || Deno.env.get("MPM_MONITOR_TEST_REQUIRE_ALL") === "1") Deno.test({ name, fn });
  else Deno.test({ name: `${name} (skipped: needs root)`, ignore: true, fn });
}
