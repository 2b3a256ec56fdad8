using System.Globalization;
using Muster.Aws.Store;
using Muster.Testing.Platform;

namespace Muster.Bench.Cloud;

/// <summary>What a run asked of AWS, beside its instances.</summary>
internal sealed record PlatformUse
{
    /// <summary>Memory of each function in GB: 512 MiB, the default of <c>MusterFunctionProps</c>, which all that a run calls have.</summary>
    private const double FunctionGb = 0.5;

    /// <summary>Requests and units of DynamoDB.</summary>
    public required RequestCount Dynamo { get; init; }

    /// <summary>States entered, of all machines.</summary>
    public required long Transitions { get; init; }

    /// <summary>Calls of functions.</summary>
    public required long Calls { get; init; }

    /// <summary>Time that functions ran.</summary>
    public required TimeSpan Ran { get; init; }

    /// <summary>Events, once for each bus that takes them for money.</summary>
    public required long Events { get; init; }

    /// <summary>Objects written, and listings.</summary>
    public required long Puts { get; init; }

    /// <summary>Objects read.</summary>
    public required long Gets { get; init; }

    /// <summary>What it costs, part by part.</summary>
    public IReadOnlyList<(string What, double Usd)> Bill =>
    [
        (Text($"DynamoDB, {Dynamo.WriteUnits:N0} write and {Dynamo.ReadUnits:N0} read units"), Dynamo.WriteUnits * AwsPrices.WriteUnit + Dynamo.ReadUnits * AwsPrices.ReadUnit),
        (Text($"S3, {Puts:N0} PUT and {Gets:N0} GET"), Puts * AwsPrices.Put + Gets * AwsPrices.Get),
        (Text($"Step Functions, {Transitions:N0} transitions"), Transitions * AwsPrices.Transition),
        (Text($"Lambda, {Calls:N0} calls, {Ran.TotalMilliseconds:N0} ms of {FunctionGb} GB"), Calls * AwsPrices.FunctionCall + Ran.TotalSeconds * FunctionGb * AwsPrices.FunctionGbSecond),
        (Text($"EventBridge, {Events:N0} events"), Events * AwsPrices.Event),
    ];

    /// <summary>What it costs in USD.</summary>
    public double Usd => Bill.Sum(part => part.Usd);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
