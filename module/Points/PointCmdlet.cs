using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Muster.Cli;
using Muster.Filters;
using Muster.Operations;
using Muster.PowerShell.Runs;

namespace Muster.PowerShell.Points;

/// <summary>The base of cmdlets that tell of points of runs.</summary>
public abstract class PointCmdlet : RunCmdlet
{
    /// <summary>Only these points, by numbers and ranges such as 3, 7-9, counted from 0. Points from the pipeline bring theirs.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Index { get; set; } = [];

    /// <summary>Only points in one of these states.</summary>
    [Parameter]
    public PointStanding[] State { get; set; } = [];

    /// <summary>Only points with such parameters, each as a text: lr=0.1; also !=, and for numbers &lt;, &lt;=, &gt; and &gt;=. Given several, all must fit.</summary>
    [Parameter]
    public string[] Where { get; set; } = [];

    /// <summary>Only points with these parameters, as a table of names and values: @{ lr = 0.1; layers = 3 }.</summary>
    [Parameter]
    public Hashtable Parameter { get; set; } = [];

    /// <summary>Whether the points are chosen by more than their indexes.</summary>
    internal bool IsFiltered => State.Length > 0 || Where.Length > 0 || Parameter.Count > 0;

    /// <summary>The query that was asked.</summary>
    /// <exception cref="UsageException">A text cannot be read.</exception>
    internal virtual PointQuery Query() => new()
    {
        Indexes = IndexText.Read(Index),
        Standings = State,
        Where = [.. Where.Select(text => Read(text, "-Where")), .. Parameter.Keys.Cast<object>().Select(name => Read($"{name}={TextOf(Parameter[name])}", "-Parameter"))],
    };

    private static ParameterCondition Read(string text, string source) => ParameterCondition.TryParse(text, out var condition, out var problem)
        ? condition
        : throw new UsageException($"{source} is '{text}'; {problem}");

    private static string TextOf(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        PSObject wrapped when wrapped.BaseObject is not PSObject => TextOf(wrapped.BaseObject),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
