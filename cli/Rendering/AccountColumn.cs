using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Operations;
using Muster.Points;

namespace Muster.Cli.Rendering;

/// <summary>A column of accounts.</summary>
/// <param name="Name">Its name, and in capitals its heading.</param>
/// <param name="Cell">An attempt's cell; null: nothing is known, or there is nothing.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
/// <param name="Least">How narrow it may become; null: it keeps its width.</param>
internal sealed record AccountColumn(string Name, Func<AttemptAccount, string?> Cell, bool IsNumber = true, int? Least = null)
{
    private const string StateName = "state";

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<AccountColumn> All { get; } =
    [
        new("index", account => $"{account.Of.Index}"),
        new(StateName, account => SnakeCase.Of(account.Standing.ToString()), IsNumber: false),
        new("round", account => $"{account.Of.Round}"),
        new("attempt", account => $"{account.Of.Attempt.Number}"),
        new("end", account => SnakeCase.Of(account.Of.Attempt.End.ToString()), IsNumber: false),
        new("exit", account => Exit(account.Of.Attempt), IsNumber: false),
        new("slot", account => $"{account.Of.Attempt.Slot}"),
        new("worker", account => account.Of.Attempt.Worker, IsNumber: false, Least: 8),
        new("wait", account => Span(account.Wait)),
        new("run", account => Span(account.Of.Attempt.Elapsed)),
        new("cpu", account => Span(account.Of.Attempt.CpuTime)),
        new("efficiency", account => account.Efficiency is { } part ? Human.Percent(part) : null),
        new("memory", account => account.Of.Attempt.PeakMemoryBytes is { } bytes ? Human.Bytes(bytes) : null),
    ];

    /// <summary>Those that are shown unless others are asked for: all that tell of the attempt.</summary>
    public static IReadOnlyList<AccountColumn> Usual { get; } = [.. All.Where(column => column.Name != StateName)];

    private static string Words => $"{string.Join(", ", All.SkipLast(1).Select(column => column.Name))} and {All[^1].Name}";

    /// <summary>The option that chooses columns.</summary>
    public static Option<IReadOnlyList<AccountColumn>?> Option() => new Option<IReadOnlyList<AccountColumn>?>("--format")
    {
        Description = $"The columns, with commas between them (default: all but {StateName}): {Words}",
        HelpName = "COLUMNS",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var columns = new List<AccountColumn>();
            foreach (var name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (All.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } found)
                {
                    result.AddError($"--format has no column '{name}'.{Complaint.DidYouMean(name, All.Select(column => column.Name))} The columns are {Words}.");
                    return null;
                }

                columns.Add(found);
            }

            return columns;
        },
    }.WithLists(All.Select(column => column.Name));

    private static string? Exit(AttemptRecord attempt) => attempt.Signal is { } signal ? $"signal {signal}" : attempt.ExitCode?.ToString();

    private static string? Span(TimeSpan? span) => span is { } known ? Human.Span(known) : null;
}
