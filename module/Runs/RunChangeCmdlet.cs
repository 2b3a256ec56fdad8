using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary>The base of cmdlets that change runs, and give each as it is afterwards.</summary>
public abstract class RunChangeCmdlet : RunCmdlet
{
    /// <summary>A run in words, as what is changed.</summary>
    internal static string NameOf(RunRecord run) => $"run {run.Id} ({run.Name})";

    /// <summary>A run with its counts, read anew.</summary>
    internal static Task<RunStatus> ReadAsync(StoreContext store, RunRecord run, CancellationToken cancel) => new StatusReader(store.Ports).ReadAsync(run.Id, cancel);

    /// <summary>Gives the run as it is now.</summary>
    internal static async Task GiveAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel) =>
        sink.Write(new MusterRun(await ReadAsync(store, run, cancel), store.Address.Text));

    /// <summary>Makes sure that somebody carries out what was changed.</summary>
    /// <returns>Null: somebody does; else why nobody could be started.</returns>
    internal static async Task<string?> EnsureEngineAsync(StoreContext store, RunRecord run, CancellationToken cancel) =>
        run.WantsWork ? await store.EnsureEngine(run, cancel) : null;
}
