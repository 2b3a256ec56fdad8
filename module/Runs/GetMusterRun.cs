using System.Management.Automation;
using Muster.Operations;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary><c>Get-MusterRun</c>: runs, newest first, a page at a time.</summary>
[Cmdlet(VerbsCommon.Get, "MusterRun", DefaultParameterSetName = "List")]
[OutputType(typeof(MusterRun))]
public sealed class GetMusterRun : StoreCmdlet
{
    /// <summary>Whole ids, unique starts of ids, names (wildcards allowed), or <c>last</c>.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Run")]
    [Alias("Id", "Name")]
    [RunText]
    [ArgumentCompleter(typeof(RunCompleter))]
    [SupportsWildcards]
    public string[] Run { get; set; } = [];

    /// <summary>Only runs in one of these states.</summary>
    [Parameter]
    [ValidateSet("Ready", "Locked", "Held", "Holding", "InProgress", "Cancelling", "Complete", "Error", "Cancelled", "Ignored", "Deleting")]
    public string[] State { get; set; } = [];

    /// <summary>Only runs submitted within this time before now, such as <c>90s</c> or <c>2d</c>, or in seconds.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Newer { get; set; }

    /// <summary>Only runs submitted longer ago than this, such as <c>90s</c> or <c>2d</c>, or in seconds.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Older { get; set; }

    /// <summary>At most so many; default: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    internal override object? Target => Run is [var only] ? only : null;

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        if (await FindStoreAsync(sink) is not { } store)
        {
            if (Run.FirstOrDefault(text => !WildcardPattern.ContainsWildcardCharacters(text)) is { } named)
                await StoreAsync(sink, named);
            return;
        }

        var filter = new RunFilter(State, Newer, Older, store.Ports.Time.GetUtcNow());
        var reader = new StatusReader(store.Ports);
        if (Run.Length == 0)
        {
            await foreach (var status in filter.Of(reader.AllAsync(cancel)).Take(First ?? int.MaxValue))
                sink.Write(new MusterRun(status, store.Address.Text));
        }

        foreach (var text in Run)
        {
            await EachAsync(sink, text, async () =>
            {
                await foreach (var run in RunChoice.FindAsync(store, text, cancel).Take(First ?? int.MaxValue))
                {
                    if (await reader.ReadAsync(run.Id, cancel) is var status && filter.Takes(status))
                        sink.Write(new MusterRun(status, store.Address.Text));
                }
            });
        }
    }
}
