/** How each system is asked to show a notification. Pure; texts are never part of a program. */
import { oneLine } from "../events/one_line.ts";
import { visible } from "../events/text/visible.ts";

/** A notification, as plain text. */
export interface Notice {
  readonly title: string;
  readonly text: string;
}

/** A program to run, and what it finds in its environment. */
export interface NoticeCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const MAX_LENGTH = 240;

/** The command that shows a notification. */
export function noticeCommand(notice: Notice, os: typeof Deno.build.os): NoticeCommand {
  const title = tidy(notice.title);
  const text = tidy(notice.text);
  switch (os) {
    case "darwin":
      // The texts are arguments of the script, which are only ever texts.
      return { program: "osascript", args: ["-e", APPLE_SCRIPT, title, text] };
    case "windows":
      return {
        program: "powershell",
        args: ["-NoProfile", "-NonInteractive", "-Command", POWER_SHELL],
        env: { MPM_MONITOR_NOTICE_TITLE: title, MPM_MONITOR_NOTICE_TEXT: text },
      };
    default:
      return {
        program: "notify-send",
        args: ["--app-name=mpm-monitor", "--icon=dialog-question", "--", title, asMarkup(text)],
      };
  }
}

const APPLE_SCRIPT = `on run argv
  display notification (item 2 of argv) with title (item 1 of argv)
end run`;

const POWER_SHELL = `$ErrorActionPreference = 'Stop'
[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(1)
$lines = $xml.GetElementsByTagName('text')
[void]$lines.Item(0).AppendChild($xml.CreateTextNode($env:MPM_MONITOR_NOTICE_TITLE))
[void]$lines.Item(1).AppendChild($xml.CreateTextNode($env:MPM_MONITOR_NOTICE_TEXT))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show([Windows.UI.Notifications.ToastNotification]::new($xml))`;

/** One line in which everything can be seen, and that does not look like an option. */
function tidy(text: string): string {
  const line = oneLine(
    visible(text),
    MAX_LENGTH,
  );
  return line.replace(/^-+/, "").trim() || "…";
}

/** Desktops of Linux read the body as markup, and notify-send its backslashes. */
function asMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll("\\", "\\\\");
}
