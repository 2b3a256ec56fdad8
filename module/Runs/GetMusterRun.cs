using System.Management.Automation;
using Muster.Operations;
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
    public string[] Run { get; set; } = [];

    /// <summary>Only runs in one of these states.</summary>
    [Parameter]
    [ValidateSet("Ready", "Locked", "Held", "Holding", "InProgress", "Cancelling", "Complete", "Error", "Cancelled", "Ignored", "Deleting")]
    public string[] State { get; set; } = [];

    /// <summary>Only runs submitted within this time before now.</summary>
    [Parameter]
    public TimeSpan? Newer { get; set; }

    /// <summary>Only runs submitted longer ago than this.</summary>
    [Parameter]
    public TimeSpan? Older { get; set; }

    /// <summary>At most so many; default: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    internal override object? Target => Run is [var only] ? only : null;

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        if (FindStore() is not { } store)
        {
            if (Run.Any(text => !WildcardPattern.ContainsWildcardCharacters(text)))
                throw new CmdletException(new(ErrorId.RunNotFound, ErrorCategory.ObjectNotFound, $"There is no store in {Context.Address} yet, so there is no run '{Run[0]}'.", Run[0]) { Cure = "Choose another store by Set-MusterContext or -Store." });
            return;
        }

        var filter = new RunFilter(State, Newer, Older, store.Ports.Time.GetUtcNow());
        var left = First ?? int.MaxValue;
        var reader = new StatusReader(store.Ports);
        if (Run.Length == 0)
        {
            await foreach (var status in RunPages.AllAsync(reader, filter, cancel))
            {
                if (left-- <= 0)
                    return;
                sink.Write(new MusterRun(status, store.Address.Text));
            }
        }

        foreach (var text in Run)
        {
            if (WildcardPattern.ContainsWildcardCharacters(text))
            {
                var names = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
                await foreach (var status in RunPages.AllAsync(reader, filter, cancel))
                {
                    if (names.IsMatch(status.Run.Name) || names.IsMatch(status.Run.Id.Value))
                        sink.Write(new MusterRun(status, store.Address.Text));
                }
            }
            else if (await reader.ReadAsync((await new RunFinder(store.Ports.Store).FindAsync(text, cancel)).Id, cancel) is var found && filter.Takes(found))
            {
                sink.Write(new MusterRun(found, store.Address.Text));
            }
        }
    }
}
