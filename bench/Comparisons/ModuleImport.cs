using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>The PowerShell module: its import and the first list of runs, against the import of a binary module with one cmdlet that does nothing.</summary>
internal sealed class ModuleImport : IComparison
{
    private const double Limit = 4;
    private const string Import = "`Import-Module Muster`";
    private const string First = "the first `Get-MusterRun`, a store of 10 runs";
    private const string Against = "`Import-Module` of an empty binary module";
    private static readonly TimeSpan s_import = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public string Name => "module-import";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        if (!Tools.Has("pwsh"))
            return [Row.NotMeasured(Import, Against, "pwsh is not installed"), Row.NotMeasured(First, Against, "pwsh is not installed")];
        var (manifest, command) = PowerShellModules.Muster(bench.Repository);
        var (module, empty, store) = ($"Import-Module '{manifest}'", $"Import-Module '{PowerShellModules.Empty(bench.Folder)}'", bench.Folder.PathOf("module store"));
        bench.Folder.Write("module.yaml", "name: module\ncommand: 'true'\ngrid: { x: [1, 2, 3] }\n");
        bench.Timer.Time($"for i in {{1..10}}; do '{command}' submit module.yaml --no-engine --store '{store}'; done");
        _ = (PowerShellModules.Time("", module), PowerShellModules.Time("", empty)); // both from the disk once

        var rounds = bench.Options.Rounds;
        return
        [
            Row.AtMostOr(Import, Pairs.Take(rounds, () => PowerShellModules.Time("", module), () => PowerShellModules.Time("", empty))[0], Against, Limit, s_import),
            Row.AtMostOr(First, Pairs.Take(rounds, () => PowerShellModules.Time(module, $"$null = Get-MusterRun -Store '{store}'"), () => PowerShellModules.Time("", empty))[0], Against, Limit, s_first),
        ];
    }
}
