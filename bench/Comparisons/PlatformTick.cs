using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Bench.Cloud;
using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;
using Muster.Testing.Lambda;

namespace Muster.Bench.Comparisons;

/// <summary>A tick of the coordinator of a run of a million points: the real binary, warm, on a DynamoDB server on the same machine.</summary>
internal sealed class PlatformTick : IComparison
{
    private const long MemoryLimitBytes = 100_000_000;
    private const string What = "tick of a run of 1,000,000 points, half done, 100 workers, 260 chunks closed since the tick before";
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc />
    public string Name => "platform-tick";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        using var dynamo = LocalDynamo.TryStart(bench.Repository);
        if (dynamo is null)
        {
            yield return Row.NotMeasured(What, "the limit", "npm ci was not run");
            yield break;
        }

#pragma warning disable RS0030 // spreads waits only
        var chance = new Random(1);
#pragma warning restore RS0030
        var run = new MillionPoints(dynamo.NewStore(() => { lock (chance) return chance.NextDouble(); }));
        run.WriteAsync().GetAwaiter().GetResult();
        var function = FunctionEnvironment.Start(bench.Functions, PlatformHandlers.Plan, dynamo.Address, LocalDynamo.Deployment);
        try
        {
            var (cold, warm) = Ticks(bench.Options.IsQuick ? 3 : 20, run, function);
            yield return Row.Time($"{What}, warm", warm, Limit);
            yield return Row.Took($"… the first tick of a process, which the start is not in", cold);
            yield return Row.Memory($"peak memory of its process, after {warm.Count + 1} ticks", [ProcessMemory.Of(function.Id, "VmHWM")], MemoryLimitBytes);
        }
        finally
        {
            function.End();
        }
    }

    private static (TimeSpan Cold, List<TimeSpan> Warm) Ticks(int count, MillionPoints run, FunctionProcess function)
    {
        JsonNode plan = new JsonObject { ["tick"] = 1, ["clock"] = 60_000, ["memory"] = null };
        var times = new List<TimeSpan>();
        for (var tick = 0; tick <= count; tick++)
        {
            var input = new JsonObject { ["run"] = MillionPoints.Run.Value, ["owner"] = MillionPoints.Owner, ["tick"] = plan["tick"]!.DeepClone(), ["clock"] = plan["clock"]!.DeepClone(), ["memory"] = plan["memory"]?.DeepClone() };
            var began = TimeProvider.System.GetTimestamp();
            plan = JsonNode.Parse(function.Call(input.ToJsonString()))!;
            times.Add(TimeProvider.System.GetElapsedTime(began));
            if ((string?)plan["next"] != "wait" || (int)plan["sends"]! != 0)
                throw BenchException.Of($"A tick answered {plan.ToJsonString()}\n{string.Join('\n', function.Lines)}");
            run.GoOnAsync().GetAwaiter().GetResult();
        }

        return (times[0], times[1..]);
    }
}
