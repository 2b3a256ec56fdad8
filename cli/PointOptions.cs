using System.CommandLine;
using Muster.Operations;
using Muster.Sets;

namespace Muster.Cli;

/// <summary>Arguments and options that choose points.</summary>
internal sealed class PointOptions
{
    /// <summary>Which points.</summary>
    public Argument<IndexSet?> Indexes { get; } = new("INDEXES")
    {
        Description = "Points such as 3,7-9, counted from 0 (default: all)",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (IndexSet.TryParse(result.Tokens[0].Value, out var set) && set!.Count > 0)
                return set;
            result.AddError($"'{result.Tokens[0].Value}' are no points; name them by numbers and ranges such as 3,7-9, counted from 0.");
            return null;
        },
    };

    /// <summary>In which state.</summary>
    public Option<PointStanding?> State { get; } = Words.Option<PointStanding>("--state", "Only points in this state", "STATE");

    /// <summary>From which index on.</summary>
    public Option<long?> From { get; } = new("--from")
    {
        Description = "Only points from this index on",
        HelpName = "INDEX",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, out var index) && index >= 0)
                return index;
            result.AddError($"--from is '{result.Tokens[0].Value}'; it is a point's index: 0 or more.");
            return null;
        },
    };

    /// <summary>The query that was asked.</summary>
    public PointQuery Of(ParseResult parsed) => new()
    {
        Indexes = parsed.GetValue(Indexes),
        From = parsed.GetValue(From) ?? 0,
        Standing = parsed.GetValue(State),
    };
}
