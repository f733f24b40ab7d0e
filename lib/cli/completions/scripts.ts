/** Shells that there is a script for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** One of {@linkcode SHELLS}. */
export type Shell = typeof SHELLS[number];

/**
 * The script that teaches a shell to complete. It asks the program itself at each press of Tab, by
 * `__complete -- WORD…`, which prints a line for each suggestion: the word, whether more of it
 * follows, and its summary, between tabs; or the one line `:files`.
 */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell].trim();
}

/** Bash takes `:` and `=` for ends of words: words are joined again, and the joint taken off. */
const BASH = String.raw`
_mpm_monitor() {
  local line=\${COMP_LINE:0:COMP_POINT} words=() word rest suggestion more open=0
  rest=$line
  for word in "\${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    if [[ \${#words[@]} -gt 0 && $rest != [[:space:]]* ]]; then
      words[\${#words[@]}-1]+=$word
    else
      rest=\${rest#"\${rest%%[![:space:]]*}"}
      words+=("$word")
    fi
    rest=\${rest#"$word"}
  done
  local current=\${words[\${#words[@]}-1]}
  local joint=\${current%"\${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r suggestion more _; do
    if [[ $suggestion == :files ]]; then
      compopt -o default 2>/dev/null
      return
    fi
    [[ $more == more ]] && open=1
    suggestion=\${suggestion#"$joint"}
    printf -v suggestion '%q' "$suggestion"
    COMPREPLY+=("$suggestion")
  done < <("\${words[0]}" __complete -- "\${words[@]:1}" 2>/dev/null)
  [[ $open == 1 ]] && compopt -o nospace 2>/dev/null
}
complete -F _mpm_monitor mpm-monitor
`.replaceAll("\\$", "$");

const ZSH = String.raw`
#compdef mpm-monitor
_mpm_monitor() {
  local -a closed open
  local suggestion more summary
  while IFS=$'\t' read -r suggestion more summary; do
    if [[ $suggestion == :files ]]; then
      _files
      return
    fi
    suggestion=\${suggestion//:/\\:}
    [[ -n $summary ]] && suggestion+=":$summary"
    if [[ $more == more ]]; then open+=("$suggestion"); else closed+=("$suggestion"); fi
  done < <("\${(Q)words[1]}" __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  _describe -V 'mpm-monitor' closed
  _describe -V 'mpm-monitor' open -S ''
}
if [[ \${funcstack[1]} == _mpm[_-]monitor ]]; then
  _mpm_monitor
else
  compdef _mpm_monitor mpm-monitor
fi
`.replaceAll("\\$", "$");

const FISH = String.raw`
function __mpm_monitor_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in ($program __complete -- $words "$current" 2>/dev/null)
        set -l parts (string split \t -- $line)
        if test "$parts[1]" = ":files"
            __fish_complete_path "$current"
        else
            printf '%s\t%s\n' $parts[1] "$parts[3]"
        end
    end
end
complete -c mpm-monitor -f -a '(__mpm_monitor_complete)'
`;

const POWERSHELL = String.raw`
Register-ArgumentCompleter -Native -CommandName 'mpm-monitor' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.ToString() })
    $program = $words[0]
    $before = @($words | Select-Object -Skip 1)
    & $program __complete -- @before "$wordToComplete" 2>$null | ForEach-Object {
        $value, $more, $summary = $_ -split "\t", 3
        if ($value -eq ':files') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        } else {
            $tip = if ($summary) { $summary } else { $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $tip)
        }
    }
}
`;

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
