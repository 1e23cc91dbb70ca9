<#
.SYNOPSIS
Makes this Windows machine ready to build and run: build\setup.ps1 [packages|portable]
.DESCRIPTION
packages (the default): Microsoft.ML and TorchSharp from NuGet, with TorchSharp-cuda-windows where an NVIDIA GPU is seen
and the feed offers it, else TorchSharp-cpu. portable: the providers under src/Portable over the libtorch in Torch_DIR,
with CMake and a C++ compiler. The choice is written to artifacts\dependencies and artifacts\torch-runtime.
#>
param([ValidateSet('', 'packages', 'portable')] [string] $Choice = '')
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Stop-Setup([string[]] $Lines) {
    $Lines | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit 1
}

if ($env:OS -ne 'Windows_NT') { Stop-Setup 'This script is for Windows; elsewhere run build/setup.' }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Setup 'The .NET 10 SDK is needed: winget install Microsoft.DotNet.SDK.10, or https://dotnet.microsoft.com/download/dotnet/10.0'
}
$version = dotnet --version
if ($LASTEXITCODE -ne 0) {
    Stop-Setup 'The .NET 10 SDK is needed (see above for what is here): winget install Microsoft.DotNet.SDK.10'
}

New-Item -ItemType Directory -Force artifacts | Out-Null
if ($Choice -eq '') { $Choice = $env:MuonDependencies }
if (-not $Choice -and (Test-Path artifacts/dependencies)) { $Choice = (Get-Content -Raw artifacts/dependencies).Trim() }
if (-not $Choice) { $Choice = 'packages' }

if ($Choice -eq 'portable') {
    if (-not $env:Torch_DIR -or -not (Test-Path $env:Torch_DIR)) { Stop-Setup 'Set the environment variable Torch_DIR to the folder of an unpacked libtorch (1.13 or newer).' }
    if (-not (Get-Command cmake -ErrorAction SilentlyContinue)) { Stop-Setup 'CMake is needed: winget install Kitware.CMake, and a C++ compiler (Visual Studio Build Tools).' }
}
elseif (-not (Test-Path artifacts/torch-runtime)) {
    # The first that the feed offers, at exactly the versions of the build.
    $runtimes = @('cpu')
    if (Get-Command nvidia-smi -ErrorAction SilentlyContinue) { $runtimes = @('cuda-windows', 'cpu') }
    if ($env:MuonTorchRuntime) { $runtimes = @($env:MuonTorchRuntime) }
    $found = $null
    foreach ($runtime in $runtimes) {
        Write-Host "Trying the packages of Microsoft.ML and TorchSharp-$runtime, once (this downloads a libtorch) ..."
        dotnet restore build/Trial/Trial.csproj -v q "-p:MuonDependencies=packages" "-p:MuonTorchRuntime=$runtime" > artifacts/trial.log
        if ($LASTEXITCODE -eq 0) { $found = $runtime; break }
    }
    if (-not $found) {
        Stop-Setup @((Get-Content artifacts/trial.log | Select-Object -First 3),
            'The NuGet feed does not offer these packages. Use a feed that does (dotnet nuget add source), or a libtorch of your own:',
            'set Torch_DIR to its folder and run build\setup.ps1 portable.')
    }
    Set-Content -NoNewline artifacts/torch-runtime $found
}

Set-Content -NoNewline artifacts/dependencies $Choice
$runtime = ''
if ($Choice -eq 'packages') { $runtime = ", TorchSharp-$((Get-Content -Raw artifacts/torch-runtime).Trim())" }
Write-Host "dependencies: $Choice$runtime (artifacts\dependencies)"
exit 0
