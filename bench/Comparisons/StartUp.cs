using Muster.Bench.Measuring;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary><c>muster version</c> against a hello-world that was published the same way.</summary>
internal sealed class StartUp : IComparison
{
    private const int Repeats = 20;

    /// <inheritdoc />
    public string Name => "version";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var (muster, hello) = ($"'{bench.Muster}' version", $"'{bench.Hello}'");
        bench.Timer.Time($"{muster}; {hello}"); // both from the disk once
        var pairs = Pairs.Take(bench.Options.Rounds, () => Repeat(bench, muster), () => Repeat(bench, hello))[0];
        yield return Row.AtMost("`muster version`", pairs, "hello-world, published the same way", 2);
    }

    private static Sample Repeat(BenchContext bench, string command) =>
        bench.Timer.Time($"for i in {{1..{Repeats}}}; do {command}; done").Times(1.0 / Repeats);
}
