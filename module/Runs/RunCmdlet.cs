using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary>The base of cmdlets that do something with runs, one after the other; one that fails does not keep the next from its turn.</summary>
public abstract class RunCmdlet : StoreCmdlet
{
    /// <summary>Whole ids, unique starts of ids, names (wildcards allowed), <c>last</c>, or runs from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Name")]
    [RunText]
    [ArgumentCompleter(typeof(RunCompleter))]
    [SupportsWildcards]
    public string[] Run { get; set; } = [];

    internal override object? Target => Run is [var only] ? only : null;

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        foreach (var text in Run)
        {
            var store = await StoreAsync(sink, text);
            await EachAsync(sink, text, async () =>
            {
                await foreach (var run in RunChoice.FindAsync(store, text, cancel))
                    await EachAsync(sink, run.Id.Value, () => ProcessAsync(store, run, sink, cancel));
            });
        }
    }

    /// <summary>Does the cmdlet's work for one run.</summary>
    internal abstract Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel);
}
