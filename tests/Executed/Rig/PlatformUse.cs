using System.Globalization;
using Muster.Aws.Store;
using Muster.Testing.Platform;
using Muster.Tests.Aws.Store.Billing;

namespace Muster.Tests.Executed.Rig;

/// <summary>What a platform was asked for so far, or between two looks at it.</summary>
/// <param name="Ticks">Ticks of coordinators.</param>
/// <param name="Renewals">Renewals of workers.</param>
/// <param name="Functions">What functions asked of DynamoDB.</param>
/// <param name="Workers">What workers asked of DynamoDB.</param>
/// <param name="Transitions">State transitions.</param>
/// <param name="Events">Calls that put events; each is counted as ten.</param>
/// <param name="Invocations">Events that functions dealt with.</param>
/// <param name="FunctionMilliseconds">How long that took together.</param>
/// <param name="BlobRequests">Requests to S3; each is taken for a write.</param>
internal sealed record PlatformUse(
    double Ticks, double Renewals, RequestCount Functions, RequestCount Workers, double Transitions, double Events, double Invocations, double FunctionMilliseconds, double BlobRequests)
{
    private const double FunctionGigabytes = 0.5;

    /// <summary>What was used so far.</summary>
    public static PlatformUse Of(PlatformRig rig) => new(
        rig.Platform.Runner.Executions.Sum(execution => execution.Path.Count(state => state == "Plan the next tick")),
        rig.MachineMeter.Of("WriteWorker").Writes,
        rig.FunctionMeter.Total,
        rig.MachineMeter.Total,
        rig.Platform.Runner.Executions.Sum(execution => execution.Transitions),
        10 * rig.Platform.Called.GetValueOrDefault("events:putEvents"),
        rig.Platform.Called.GetValueOrDefault("lambda:invoke"),
        rig.Functions.BusyMilliseconds,
        rig.BlobRequests);

    /// <summary>What was used since another look.</summary>
    public PlatformUse Since(PlatformUse before) => new(
        Ticks - before.Ticks, Renewals - before.Renewals, Less(Functions, before.Functions), Less(Workers, before.Workers), Transitions - before.Transitions,
        Events - before.Events, Invocations - before.Invocations, FunctionMilliseconds - before.FunctionMilliseconds, BlobRequests - before.BlobRequests);

    /// <summary>What the platform itself costs, without workers, in USD.</summary>
    public double PlatformUsd =>
        Bill.Usd(Functions) + (Transitions * AwsPrices.Transition) + (Events * AwsPrices.Event) + (Invocations * AwsPrices.FunctionCall)
        + (FunctionMilliseconds / 1000 * FunctionGigabytes * AwsPrices.FunctionGbSecond) + (BlobRequests * AwsPrices.Put);

    /// <summary>What the workers' requests cost, in USD.</summary>
    public double WorkersUsd => Bill.Usd(Workers);

    /// <summary>A line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Ticks} ticks, {Renewals} renewals, functions {Functions.ReadUnits:0.0} RCU {Functions.WriteUnits:0.0} WCU, workers {Workers.ReadUnits:0.0} RCU {Workers.WriteUnits:0.0} WCU, {Transitions} transitions, {Events} events, {Invocations} invocations of {FunctionMilliseconds:0} ms, {BlobRequests} requests of blobs: {PlatformUsd:0.000000} + {WorkersUsd:0.000000} USD");

    private static RequestCount Less(RequestCount now, RequestCount before) =>
        new(now.Operation, now.Reads - before.Reads, now.Writes - before.Writes, now.ReadUnits - before.ReadUnits, now.WriteUnits - before.WriteUnits);
}
