using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Bench.Cloud;
using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;
using Muster.Functions;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Testing.Lambda;
using Muster.Tests.Aws.Store.Billing;

namespace Muster.Bench.Comparisons;

/// <summary>
/// A tick of the coordinator of a run of a million points: its handler in this process over a DynamoDB in memory, which is what it computes; and the real binary, warm, on a
/// DynamoDB server on the same machine, whose time is in it.
/// </summary>
internal sealed class PlatformTick : IComparison
{
    private const long MemoryLimitBytes = 100_000_000;
    private const string Run = "tick of a run of 1,000,000 points, half done, 100 workers, 260 chunks closed since the tick before";
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc />
    public string Name => "platform-tick";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var ticks = bench.Options.IsQuick ? 3 : 20;
        yield return Row.Time($"{Run}: the handler, store in memory", [.. InMemory(ticks)[(ticks / 2)..]], Limit);
        using var dynamo = LocalDynamo.TryStart(bench.Repository);
        if (dynamo is null)
        {
            yield return Row.NotMeasured($"{Run}: the binary", "the limit", "npm ci was not run");
            yield break;
        }

#pragma warning disable RS0030 // spreads waits only
        var chance = new Random(1);
#pragma warning restore RS0030
        var run = new MillionPoints(dynamo.NewStore(() => { lock (chance) return chance.NextDouble(); }));
        var function = FunctionEnvironment.Start(bench.Functions, PlatformHandlers.Plan, dynamo.Address, LocalDynamo.Deployment);
        try
        {
            using var process = Process.GetProcessById(function.Id);
            var half = Math.Min(ticks, MillionPoints.MostTicks / 2);
            var times = Ticks(half, run, function.Call);
            var before = process.TotalProcessorTime;
            var warm = Ticks(half, run, function.Call);
            process.Refresh();
            yield return Row.Time($"{Run}: the binary, warm, on dynalite", warm, Limit);
            yield return Row.Took("… of it the binary's own, as processor time", (process.TotalProcessorTime - before) / warm.Count);
            yield return Row.Took("… the first tick of a process, without its start", times[0]);
            yield return Row.Memory($"… peak memory of its process after {times.Count + warm.Count} ticks", [ProcessMemory.Of(function.Id, "VmHWM")], MemoryLimitBytes);
        }
        finally
        {
            function.End();
        }
    }

    private static List<TimeSpan> InMemory(int ticks)
    {
        using var dynamo = new MemoryDynamo();
        var options = new DynamoOptions { Chance = static () => 0.5 };
        var (names, place, log) = (new TableNames("memory"), "aws://us-east-1/memory", new FunctionLog(TextWriter.Null, TimeProvider.System, PlatformHandlers.Plan));
        var handler = Handlers.Of(PlatformHandlers.Plan, new(new DynamoRunStore(dynamo, names, place, options), new DynamoFleetStore(dynamo, names, place, options), new CountedBlobs(), TimeProvider.System, new("memory"))
        {
            Log = log,
            Metrics = new FunctionMetrics(log, TimeProvider.System, "memory"),
        });
        return Ticks(ticks, new(OneAtATime.Of(new DynamoRunStore(dynamo, names, place, options))), input =>
        {
            using var document = JsonDocument.Parse(input);
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
                handler.HandleAsync(document.RootElement, json, CancellationToken.None).GetAwaiter().GetResult();
            return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
        });
    }

    private static List<TimeSpan> Ticks(int count, MillionPoints run, Func<string, string> call)
    {
        var times = new List<TimeSpan>();
        for (var tick = 0; tick < count; tick++)
        {
            run.GoOnAsync().GetAwaiter().GetResult();
            var input = run.Input;
            var began = TimeProvider.System.GetTimestamp();
            var answer = call(input);
            times.Add(TimeProvider.System.GetElapsedTime(began));
            run.Plan = JsonNode.Parse(answer)!.AsObject();
            if ((string?)run.Plan["next"] != "wait" || (int)run.Plan["sends"]! != 0)
                throw BenchException.Of($"A tick answered {answer}");
        }

        return times;
    }
}
