using System.Diagnostics;
using Muster.Aws.Contracts;
using Muster.Bench.Cloud;
using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>
/// The first answer of a function's process, from its start on, against two hello-worlds that were published the same way: one that prints a line and ends, and one that is a
/// function, which takes an event from the runtime API and answers it.
/// </summary>
internal sealed class FunctionStart : IComparison
{
    private const double Limit = 3;
    private const int LeastRounds = 15;
    private const string Printing = "hello-world, published the same way, to its end";
    private const string Answering = "hello-world of Lambda, published the same way, to its first answer";

    /// <inheritdoc />
    public string Name => "function-start";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        const string Reads = "function binary: start, first event read from the store (restart), answer";
        using var dynamo = LocalDynamo.TryStart(bench.Repository);
        if (dynamo is null)
            return [Row.NotMeasured(Reads, Printing, "npm ci was not run")];
        dynamo.NewStore(static () => 0.5);
        return
        [
            .. Rows(bench, dynamo, "function binary: start, first event, answer (the event is refused, and asks nothing of the store)", Refused),
            .. Rows(bench, dynamo, Reads, Restart),
        ];
    }

    private static IEnumerable<Row> Rows(BenchContext bench, LocalDynamo dynamo, string what, ReadOnlyMemory<byte> input)
    {
        var rounds = bench.Options.IsQuick ? 1 : Math.Max(LeastRounds, bench.Options.Rounds);
        Func<Sample> ours = () => First(bench.Functions, dynamo, input, input.Span.SequenceEqual(Refused.Span) ? "InputException" : "{\"started\":[]}");
        Func<Sample> answering = () => First(bench.HelloEvent, dynamo, input, "\"Hello, world\"");
        Func<Sample> printing = () => bench.Timer.Time($"'{bench.HelloFunction}'");
        _ = (ours(), answering(), printing()); // all from the disk once
        var pairs = Pairs.Take(rounds, ours, printing, answering);
        return [Row.AtMost(what, pairs[0], Printing, Limit), Row.AtMost(what, pairs[1], Answering, Limit)];
    }

    private static ReadOnlyMemory<byte> Restart => "{\"restart\":true}"u8.ToArray();

    private static ReadOnlyMemory<byte> Refused => "{}"u8.ToArray();

    private static Sample First(string binary, LocalDynamo dynamo, ReadOnlyMemory<byte> input, string expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        var function = FunctionEnvironment.Start(binary, PlatformHandlers.Plan, dynamo.Address, LocalDynamo.Deployment);
        var answer = function.InvokeAsync(input, FunctionEnvironment.Timeout).GetAwaiter().GetResult();
        var took = TimeProvider.System.GetElapsedTime(began);
        using var process = Process.GetProcessById(function.Id);
        var cpu = process.TotalProcessorTime;
        function.End();
        return (answer.Error?.Type ?? answer.Text) == expected ? new(took, cpu) : throw BenchException.Of($"The function answered {answer.Text} {answer.Error}.");
    }
}
