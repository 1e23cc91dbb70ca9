<#
.SYNOPSIS
Builds once and runs every test project; the last line is the sum: build\test.ps1 [--long] [options of dotnet test]
#>
$ErrorActionPreference = 'Stop'
$options = @($args)
if ($options.Count -gt 0 -and $options[0] -eq '--long') {
    $env:MUON_TEST_LONG = '1'
    $options = @($options | Select-Object -Skip 1)
}

Set-Location (Join-Path $PSScriptRoot '..')
& build/setup.ps1
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet build Muon.MLNet.sln -c Release -v q --nologo
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$results = 'artifacts/test-results'
if (Test-Path $results) { Remove-Item -Recurse -Force $results }
$hang = '8m'
if ($env:MUON_TEST_LONG) { $hang = '60m' }
$sum = @{ passed = 0; failed = 0; skipped = 0 }
foreach ($project in Get-ChildItem -Recurse -Path tests -Filter '*.Tests.csproj' | Sort-Object FullName) {
    $name = $project.BaseName
    dotnet test $project.FullName -c Release --no-build --nologo -v q --results-directory $results `
        --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' `
        --blame-hang-timeout $hang --blame-hang-dump-type none @options
    $status = $LASTEXITCODE
    $passed = 0; $failed = 0; $skipped = 0
    if (Test-Path "$results/$name.trx") {
        $counters = ([xml] (Get-Content -Raw "$results/$name.trx")).TestRun.ResultSummary.Counters
        $passed = [int] $counters.passed
        $failed = [int] $counters.failed + [int] $counters.error + [int] $counters.timeout + [int] $counters.aborted
        $skipped = [int] $counters.total - $passed - $failed
    }
    # A test host that dies leaves no failed test behind.
    if ($status -ne 0 -and $failed -eq 0) { "${name}: dotnet test ended with status $status"; $failed = 1 }
    '{0,-34} {1,5} passed {2,4} failed {3,4} skipped' -f $name, $passed, $failed, $skipped
    $sum.passed += $passed; $sum.failed += $failed; $sum.skipped += $skipped
}

$line = "$($sum.passed) passed, $($sum.failed) failed"
if ($sum.skipped -gt 0) { $line += ", $($sum.skipped) skipped" }
$line
if ($sum.failed -gt 0 -or $sum.passed -eq 0) { exit 1 }
exit 0
