using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Submitting;

/// <summary>Which run must end, as it is named on a command line.</summary>
/// <param name="Run">A name, an id, the start of an id, or <c>last</c>.</param>
/// <param name="Kind">How it must end.</param>
public sealed record AfterRun(string Run, DependencyKind Kind);

/// <summary>The option <c>--after</c>.</summary>
internal static class AfterOption
{
    public const string Name = "--after";

    private const string Ok = "ok:";
    private const string Any = "any:";

    /// <summary>The option; it may be given several times.</summary>
    public static Option<AfterRun[]> Build() => new Option<AfterRun[]>(Name)
    {
        Description = $"Start only when another run has completed ({Ok}RUN), or has ended in any way ({Any}RUN); may be given several times",
        HelpName = $"{Ok}RUN",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var runs = new List<AfterRun>();
            foreach (var token in result.Tokens)
            {
                if (Parse(token.Value) is { } run)
                    runs.Add(run);
                else
                    result.AddError($"{Name} is '{token.Value}'; it is {Ok}RUN (start when that run has completed) or {Any}RUN (when it has ended, however).");
            }

            return [.. runs];
        },
    }.WithRuns(Ok, Any);

    /// <summary>The runs that are meant.</summary>
    /// <exception cref="RunNotFoundException">There is none of a name.</exception>
    public static async Task<IReadOnlyList<RunDependency>> FindAsync(IReadOnlyList<AfterRun> runs, Stores.StoreContext store, CancellationToken cancel)
    {
        var found = new List<RunDependency>();
        foreach (var named in runs)
        {
            var run = await new RunFinder(store.Ports.Store).FindAsync(named.Run, cancel);
            found.Add(new(run.Id, run.Name, named.Kind));
        }

        return found;
    }

    private static AfterRun? Parse(string text) =>
        text.StartsWith(Ok, StringComparison.Ordinal) && text.Length > Ok.Length ? new(text[Ok.Length..], DependencyKind.Ok)
        : text.StartsWith(Any, StringComparison.Ordinal) && text.Length > Any.Length ? new(text[Any.Length..], DependencyKind.Any)
        : null;
}
