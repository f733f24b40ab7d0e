import config from "../deno.json" with { type: "json" };

/** This program's version, as `deno.json` says. */
export const VERSION: string = config.version;

/** Name by which `/health` tells our servers from all others. */
export const PRODUCT = "mpm-monitor";
