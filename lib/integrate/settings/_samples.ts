/** For tests: settings files as people have them. */

const OTHER = '{ "type": "command", "command": "~/bin/notify.sh", "timeout": 5 }';

/** Settings files that can be integrated, by what is special about them. */
export const GOOD_SAMPLES: Readonly<Record<string, string | null>> = {
  "absent": null,
  "empty": "",
  "only white space": "\n\n",
  "an empty object": "{}",
  "an empty object and a line": "{}\n",
  "an empty object on two lines": "{\n}\n",
  "one setting": '{\n  "model": "opus"\n}\n',
  "no line at the end": '{\n  "model": "opus"\n}',
  "on one line": '{"model":"opus","env":{"A":"1"}}',
  "four spaces": '{\n    "model": "opus",\n    "env": {\n        "A": "1"\n    }\n}\n',
  "tabs": '{\n\t"model": "opus",\n\t"permissions": {\n\t\t"allow": ["Read"]\n\t}\n}\n',
  "lines of Windows": '{\r\n  "model": "opus",\r\n  "env": {}\r\n}\r\n',
  "a byte order mark": '\ufeff{\n  "model": "opus"\n}\n',
  "comments": `// Mine, do not touch
{
  "model": "opus", // the big one
  /* hooks come below */
  "env": { "A": "1" }
  // the end
}
`,
  "trailing commas": '{\n  "model": "opus",\n  "env": { "A": "1", },\n}\n',
  "empty hooks": '{\n  "hooks": {},\n  "model": "opus"\n}\n',
  "hooks of another tool": `{
  "hooks": {
    "Stop": [
      { "hooks": [${OTHER}] }
    ],
    "PreToolUse": [
      {
        "matcher": "Bash|Edit",
        "hooks": [
          ${OTHER}
        ]
      }
    ]
  },
  "model": "opus"
}
`,
  "an empty list of hooks": '{\n  "hooks": {\n    "Stop": []\n  }\n}\n',
  "hooks of another monitor": `{
  "hooks": {
    "Stop": [{ "hooks": [{ "type": "http", "url": "http://127.0.0.1:9000/hooks" }] }],
    "SessionStart": [{ "hooks": [${OTHER}] }] // first
  }
}
`,
  "order and unknown keys":
    '{\n  "zebra": [1,2 , 3],\n  "apiKeyHelper": "x",\n\n\n  "Apple": {"b":null,"a":1e3}\n}\n',
  "a status line": `{
  "statusLine": {
    "type": "command",
    "command": "~/.claude/line.sh --it's \\"mine\\"", // with colours
    "padding": 0
  }
}
`,
  "a status line that is a program": String.raw`{
  "statusLine": { "padding": 1, "command": "jq -r '\"[\\(.model.id)]\"' \u0026\u0026 echo é\n", "type": "command" },
  "model": "opus"
}`,
  "variables": '{\n  "env": {\n    "A": "1",\n    "CLAUDE_CODE_ENABLE_TELEMETRY": "1"\n  }\n}\n',
  "telemetry of metrics": `{
  "env": {
    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",
    "OTEL_METRICS_EXPORTER": "otlp", // to the team's collector
    "OTEL_EXPORTER_OTLP_ENDPOINT": "https://collector.example:4318",
  },
}
`,
  "other scripts": '{\n  "title": "größe 寸法 🙂",\n  "env": { "\\u0041": "é" }\n}\n',
};

/** Settings files that are better left alone, and a word of the reason. */
export const BAD_SAMPLES: Readonly<Record<string, readonly [text: string, reason: string]>> = {
  "cut off": ['{\n  "model": "opus",\n  "env": {', "not valid JSON"],
  "no comma": ['{\n  "a": 1\n  "b": 2\n}\n', "line 3"],
  "merge markers": ['{\n<<<<<<< HEAD\n  "a": 1\n}\n', "not valid JSON"],
  "two documents": ["{}\n{}\n", "not valid JSON"],
  "a list": ["[]\n", "no JSON object"],
  "a text": ['"settings"\n', "no JSON object"],
  "hooks that are a list": ['{ "hooks": [] }\n', "no object"],
  "hooks of an event that are no list": ['{ "hooks": { "Stop": {} } }\n', "no list"],
  "variables that are a text": ['{ "env": "A=1" }\n', "no object"],
  "a status line that is a text": ['{ "statusLine": "x" }\n', "no object"],
  "a variable twice": ['{ "env": { "A": "1", "A": "2" } }\n', "twice"],
  "hooks twice": ['{ "hooks": {}, "hooks": {} }\n', "twice"],
};

/** Settings files in which telemetry or the status line cannot be set up, and a word of the reason. */
export const TAKEN_SAMPLES: Readonly<Record<string, readonly [text: string, reason: string]>> = {
  "logs go elsewhere": [
    '{ "env": { "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "https://collector.example/v1/logs" } }',
    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
  ],
  "all telemetry goes elsewhere": [
    '{"env":{"OTEL_LOGS_EXPORTER":"otlp","OTEL_EXPORTER_OTLP_ENDPOINT":"http://127.0.0.1:4318"}}',
    "4318",
  ],
  "logs go to the console": ['{ "env": { "OTEL_LOGS_EXPORTER": "console" } }', "console"],
  "telemetry is switched off": ['{ "env": { "CLAUDE_CODE_ENABLE_TELEMETRY": "0" } }', '"0"'],
  "a status line without a command": ['{ "statusLine": { "type": "command" } }', "no command"],
};
