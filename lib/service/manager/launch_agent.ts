import { ABOUT, type Definition } from "./definition.ts";
import { xmlText } from "./xml_text.ts";

/**
 * The property list of a launchd agent. An end with exit code 0 is the program's last word;
 * anything else starts it again, at most every ten seconds.
 *
 * @param label by which launchd knows it
 */
export function launchAgent(label: string, { command, variables }: Definition): string {
  const environment = Object.entries(variables).flatMap(([name, value]) => [
    `    <key>${xmlText(name)}</key>`,
    `    <string>${xmlText(value)}</string>`,
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" ' +
    '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<!-- ${ABOUT} -->`,
    '<plist version="1.0">',
    "<dict>",
    "  <key>Label</key>",
    `  <string>${xmlText(label)}</string>`,
    "  <key>ProgramArguments</key>",
    "  <array>",
    ...command.map((word) => `    <string>${xmlText(word)}</string>`),
    "  </array>",
    ...environment.length === 0
      ? []
      : ["  <key>EnvironmentVariables</key>", "  <dict>", ...environment, "  </dict>"],
    "  <key>RunAtLoad</key>",
    "  <true/>",
    "  <key>KeepAlive</key>",
    "  <dict>",
    "    <key>SuccessfulExit</key>",
    "    <false/>",
    "  </dict>",
    "  <key>AbandonProcessGroup</key>",
    "  <true/>",
    "  <key>ExitTimeOut</key>",
    "  <integer>20</integer>",
    "  <key>ProcessType</key>",
    "  <string>Background</string>",
    "</dict>",
    "</plist>",
    "",
  ].join("\n");
}
