# Installs mpm-monitor for the user who runs it, in PowerShell 5.1 or newer:
#
#   irm https://github.com/mpm-monitor/mpm-monitor/releases/latest/download/install.ps1 | iex
#
# These variables change what it does:
#
#   MPM_MONITOR_VERSION      a release, such as 0.1.0; the latest unless set
#   MPM_MONITOR_INSTALL_DIR  where the program goes; ~\.local\bin unless set
#   MPM_MONITOR_BASE_URL     where releases are served from
#
# Everything is within functions, and the last line calls them: a part of this script does nothing.

function Stop-Installation([string] $What, [string] $Reason, [string] $Suggestion) {
  # Caught below: "exit" would close the window of a person who runs this by iex.
  throw "Error: $What`nReason: $Reason`nSuggestion: $Suggestion"
}

function Get-ReleaseFile([string] $Address, [string] $File) {
  try {
    Invoke-WebRequest -Uri $Address -OutFile $File -UseBasicParsing -TimeoutSec 600
  } catch {
    Stop-Installation "Cannot download $Address" $_.Exception.Message `
      'check the network and MPM_MONITOR_VERSION, then run this again; nothing was changed'
  }
}

function Find-Sum([string] $SumsFile, [string] $Name) {
  foreach ($line in Get-Content -LiteralPath $SumsFile) {
    $sum, $file = $line -split '\s+', 2
    if ($file -eq $Name) { return $sum }
  }
  Stop-Installation "The release has no $Name" 'SHA256SUMS does not name it' `
    'choose another release by MPM_MONITOR_VERSION; nothing was changed'
}

function Test-Processor {
  $processor = $env:PROCESSOR_ARCHITEW6432
  if (-not $processor) { $processor = $env:PROCESSOR_ARCHITECTURE }
  # Windows on ARM runs programs for x64.
  if ($processor -notin 'AMD64', 'ARM64') {
    Stop-Installation 'There is no binary of mpm-monitor for this machine' `
      "it is Windows on $processor; there is one for AMD64, which ARM64 runs as well" `
      'run it from source with Deno: https://github.com/mpm-monitor/mpm-monitor'
  }
}

function Move-IntoPlace([string] $New, [string] $Program) {
  $old = "$Program.old"
  # Windows lets a program that runs be renamed, not replaced.
  Remove-Item -LiteralPath $old -Force -ErrorAction SilentlyContinue
  if (Test-Path -LiteralPath $old) { $old = "$Program.$([guid]::NewGuid()).old" }
  $hadProgram = Test-Path -LiteralPath $Program
  try {
    if ($hadProgram) { Move-Item -LiteralPath $Program -Destination $old -Force -ErrorAction Stop }
    Move-Item -LiteralPath $New -Destination $Program -ErrorAction Stop
  } catch {
    $reason = $_.Exception.Message
    if ($hadProgram -and -not (Test-Path -LiteralPath $Program)) {
      Move-Item -LiteralPath $old -Destination $Program
    }
    Stop-Installation "Cannot put the program to $Program" $reason `
      'stop what uses it, or set MPM_MONITOR_INSTALL_DIR; nothing was changed'
  }
  # A server that runs keeps the old file until it ends: the next installation removes it.
  Remove-Item -LiteralPath $old -Force -ErrorAction SilentlyContinue
}

function Add-ToPath([string] $Folder) {
  $path = [Environment]::GetEnvironmentVariable('Path', 'User')
  if (($path -split ';') -contains $Folder) { return }
  [Environment]::SetEnvironmentVariable('Path', ("$path;$Folder").TrimStart(';'), 'User')
  $env:Path = "$env:Path;$Folder"
  Write-Host "Added $Folder to your PATH: new terminals know mpm-monitor"
}

function Install-MpmMonitor {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue'
  [Net.ServicePointManager]::SecurityProtocol =
    [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
  Test-Processor

  $base = 'https://github.com/mpm-monitor/mpm-monitor/releases'
  if ($env:MPM_MONITOR_BASE_URL) { $base = $env:MPM_MONITOR_BASE_URL.TrimEnd('/') }
  $release = "$base/latest/download"
  if ($env:MPM_MONITOR_VERSION -and $env:MPM_MONITOR_VERSION -ne 'latest') {
    $version = $env:MPM_MONITOR_VERSION -replace '^v', ''
    if ($version -notmatch '^[A-Za-z0-9.+-]+$') {
      Stop-Installation 'MPM_MONITOR_VERSION is no version' "it is `"$version`"" `
        'set it to one, such as 0.1.0'
    }
    $release = "$base/download/v$version"
  }
  $folder = Join-Path $HOME '.local\bin'
  if ($env:MPM_MONITOR_INSTALL_DIR) { $folder = $env:MPM_MONITOR_INSTALL_DIR }
  $folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($folder)
  $program = Join-Path $folder 'mpm-monitor.exe'
  $archive = 'mpm-monitor-windows-x64.zip'

  # Within the program's folder, from where it is moved into its place in one step.
  $work = Join-Path $folder ".mpm-monitor-$([guid]::NewGuid())"
  try {
    New-Item -ItemType Directory -Path $work -Force | Out-Null
  } catch {
    Stop-Installation "Cannot write into $folder" $_.Exception.Message `
      'set MPM_MONITOR_INSTALL_DIR to a folder of your own'
  }
  try {
    $sums = Join-Path $work 'SHA256SUMS'
    Get-ReleaseFile "$release/SHA256SUMS" $sums
    $expected = Find-Sum $sums $archive
    $zip = Join-Path $work $archive
    Write-Host "Downloading $release/$archive"
    Get-ReleaseFile "$release/$archive" $zip
    $found = (Get-FileHash -LiteralPath $zip -Algorithm SHA256).Hash
    if ($found -ne $expected) {
      Stop-Installation "$archive is not what was released" `
        "its SHA-256 is $found, and should be $expected" `
        'run this again, since a download may be cut; nothing was changed'
    }
    Expand-Archive -LiteralPath $zip -DestinationPath $work
    $new = Join-Path $work 'mpm-monitor-windows-x64\mpm-monitor.exe'
    $version = & $new --version
    if ($LASTEXITCODE -ne 0) {
      Stop-Installation 'The program does not run on this machine' "$version" `
        'Windows 10 or newer is needed; nothing was changed'
    }
    Move-IntoPlace $new $program
  } finally {
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
  }
  Write-Host "Installed $version as $program"
  Add-ToPath $folder
  & $program status --quiet 2>&1 | Out-Null
  if ($LASTEXITCODE -eq 0) {
    Write-Host 'A server runs, still as the program that it was started from. Type:'
    Write-Host '  mpm-monitor restart'
    return
  }
  Write-Host 'Next, type:'
  Write-Host '  mpm-monitor start                    # starts the server, and says where the page is'
  Write-Host '  mpm-monitor integrate claude-code    # has Claude Code send its events'
}

try { Install-MpmMonitor } catch { Write-Host $_.Exception.Message -ForegroundColor Red; $global:LASTEXITCODE = 1; if ($PSCommandPath) { exit 1 } }
