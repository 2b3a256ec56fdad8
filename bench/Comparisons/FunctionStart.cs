using System.Diagnostics;
using Muster.Aws.Contracts;
using Muster.Bench.Cloud;
using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>The first answer of a function's process, from its start on, against a hello-world that was published the same way.</summary>
internal sealed class FunctionStart : IComparison
{
    private const double Limit = 3;
    private const int LeastRounds = 15;
    private const string Against = "hello-world, published the same way, to its end";

    /// <inheritdoc />
    public string Name => "function-start";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        const string Reads = "function binary: start, first event read from the store (restart), answer";
        using var dynamo = LocalDynamo.TryStart(bench.Repository);
        if (dynamo is null)
        {
            yield return Row.NotMeasured(Reads, Against, "npm ci was not run");
            yield break;
        }

        dynamo.NewStore(static () => 0.5);
        var rounds = bench.Options.IsQuick ? 1 : Math.Max(LeastRounds, bench.Options.Rounds);
        _ = (First(bench, dynamo, Restart), Hello(bench)); // both from the disk once
        yield return Row.AtMost("function binary: start, first event, answer (the event is refused, and asks nothing of the store)", Pairs.Take(rounds, () => First(bench, dynamo, Refused), () => Hello(bench))[0], Against, Limit);
        yield return Row.AtMost(Reads, Pairs.Take(rounds, () => First(bench, dynamo, Restart), () => Hello(bench))[0], Against, Limit);
    }

    private static ReadOnlyMemory<byte> Restart => "{\"restart\":true}"u8.ToArray();

    private static ReadOnlyMemory<byte> Refused => "{}"u8.ToArray();

    private static Sample First(BenchContext bench, LocalDynamo dynamo, ReadOnlyMemory<byte> input)
    {
        var began = TimeProvider.System.GetTimestamp();
        var function = FunctionEnvironment.Start(bench.Functions, PlatformHandlers.Plan, dynamo.Address, LocalDynamo.Deployment);
        var answer = function.InvokeAsync(input, FunctionEnvironment.Timeout).GetAwaiter().GetResult();
        var took = TimeProvider.System.GetElapsedTime(began);
        using var process = Process.GetProcessById(function.Id);
        var cpu = process.TotalProcessorTime;
        function.End();
        var isAsExpected = input.Span.SequenceEqual(Refused.Span) ? answer.Error?.Type == "InputException" : answer.Text == "{\"started\":[]}";
        return isAsExpected ? new(took, cpu) : throw BenchException.Of($"The function answered {answer.Text} {answer.Error}.");
    }

    private static Sample Hello(BenchContext bench) => bench.Timer.Time($"'{bench.HelloFunction}'");
}
