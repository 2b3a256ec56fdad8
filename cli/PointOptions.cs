using System.CommandLine;
using Muster.Filters;
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

    /// <summary>In which states.</summary>
    public Option<IReadOnlyList<PointStanding>?> State { get; } = Words.Options<PointStanding>("--state", "Only points in this state", "STATE");

    /// <summary>With which parameters.</summary>
    public Option<IReadOnlyList<ParameterCondition>?> Where { get; } = new("--where")
    {
        Description = "Only points with this parameter, such as lr=0.1; also !=, and for numbers <, <=, > and >= (in quotes). Given several times, all must fit",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var conditions = new List<ParameterCondition>();
            foreach (var token in result.Tokens)
            {
                if (!ParameterCondition.TryParse(token.Value, out var condition, out var problem))
                {
                    result.AddError($"--where is '{token.Value}'; {problem}");
                    return null;
                }

                conditions.Add(condition);
            }

            return conditions;
        },
    };

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
        Standings = parsed.GetValue(State) ?? [],
        Where = parsed.GetValue(Where) ?? [],
    };

    /// <summary>Whether the query chooses among the points by more than their indexes.</summary>
    public bool IsFiltered(ParseResult parsed) => parsed.GetValue(State) is not null || parsed.GetValue(Where) is not null;
}
