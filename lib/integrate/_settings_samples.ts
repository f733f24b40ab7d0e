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
  "other scripts": '{\n  "statusLine": "größe 寸法 🙂",\n  "env": { "\\u0041": "é" }\n}\n',
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
  "hooks twice": ['{ "hooks": {}, "hooks": {} }\n', "twice"],
};
