/** Whether the long form of the attacks is asked for: `MPM_MONITOR_ATTACKS=long`. */
export const isLong = Deno.env.get("MPM_MONITOR_ATTACKS") === "long";
