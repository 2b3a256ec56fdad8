using System.Globalization;
using Muster.Agent.Processes;
using Muster.Points;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class LogScenarios(ScenarioStore store)
{
    private static readonly int s_interrupt = Signals.NumberOf("INT");

    /// <summary>
    /// Points of all kinds by a seed: such that end within milliseconds, such that write for a while, such that fail once and are tried again, and such
    /// that write more than fits into a pack. Each line has the point, the attempt and a number; the last one has no end.
    /// </summary>
    private const string Numbered = """
        name: numbered
        command: |
          RANDOM=$((SEED * 1000 + SWEEP_INDEX))
          lines=$((RANDOM % 40)); pause=$((RANDOM % 3))
          if [ $((SWEEP_INDEX % 17)) = 3 ]; then lines=9000; pause=0; fi
          for ((i = 0; i < lines; i++)); do
            echo "$SWEEP_INDEX $MUSTER_ATTEMPT $i ...................."
            if [ $pause = 2 ]; then sleep 0.0$((RANDOM % 4)); fi
          done
          printf '%s' "$SWEEP_INDEX $MUSTER_ATTEMPT end $lines"
          echo "error of $SWEEP_INDEX" >&2
          [ $((SWEEP_INDEX % 5)) != 4 ] || [ "$MUSTER_ATTEMPT" -gt 1 ]
        env: {SEED: "SEED_HERE"}
        resources: {cpus: 0.1}
        retry: {max_attempts: 2, backoff: fixed, base_delay: 0s}
        grid: {x: [POINTS]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_byte_is_lost_or_shown_twice_while_attempts_end(int seed)
    {
        const int Points = 120;
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("numbered.yaml", Numbered
            .Replace("SEED_HERE", $"{seed}", StringComparison.Ordinal)
            .Replace("POINTS", string.Join(", ", Enumerable.Range(0, Points)), StringComparison.Ordinal));
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--detach")).Code);

        var answer = await scenario.RunAsync("logs", "last", "--follow");

        Assert.Equal(0, answer.Code);
        var attempts = answer.Out.TrimEnd('\n').Split('\n').GroupBy(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..].Split(' ') is [var point, var attempt, ..]
            ? (int.Parse(point, CultureInfo.InvariantCulture), int.Parse(attempt, CultureInfo.InvariantCulture)) : default);
        var seen = attempts.ToDictionary(attempt => attempt.Key, attempt => attempt.ToList());
        Assert.Equal(
            Enumerable.Range(0, Points).SelectMany(point => Enumerable.Range(1, point % 5 == 4 ? 2 : 1).Select(attempt => (point, attempt))).ToHashSet(),
            seen.Keys.ToHashSet());
        foreach (var ((point, attempt), lines) in seen)
        {
            var prefix = attempt == 1 ? $"[{point}]" : $"[{point} #{attempt}]";
            Assert.Equal(
                [.. Enumerable.Range(0, lines.Count - 1).Select(i => $"{prefix} {point} {attempt} {i} ...................."), $"{prefix} {point} {attempt} end {lines.Count - 1}"],
                lines);
        }

        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Running_points_are_read_live_and_Ctrl_C_leaves_them_alone()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", """
            name: gated
            command: |
              echo "begun $PARAM_x"; echo "trouble $PARAM_x" >&2
              while [ ! -e "$SCENARIO/open" ]; do sleep 0.02; done
              echo done
            resources: {cpus: 0.5}
            max_concurrent: 2
            grid: {x: [a, b]}
            """), "--detach")).Code);
        await scenario.UntilAsync("what both wrote", async () => (await scenario.RunAsync("logs", "last", "0-1")).Out == "[0] begun a\n[1] begun b\n");

        var one = await scenario.RunAsync("logs", "last", "1");
        Assert.Equal("begun b\n", one.Out);
        Assert.StartsWith("Point 1, attempt 1: running, started ", one.Error, StringComparison.Ordinal);
        Assert.Equal("trouble a\n", (await scenario.RunAsync("logs", "last", "--where", "x=a", "--stderr")).Out);
        var why = (await scenario.RunAsync("why", "last", "1")).Out;
        Assert.Contains(": Running\n  It is running.\n  Attempt 1 runs on this machine since ", why, StringComparison.Ordinal);
        Assert.EndsWith("\n  The last lines that point 1 wrote:\n    trouble b\n", why, StringComparison.Ordinal);

        using var follower = scenario.Start("logs", "last", "--follow", "--prefix", "params");
        await scenario.UntilAsync("the followed lines", () => follower.Out == "[x=a] begun a\n[x=b] begun b\n");
        follower.Signal(s_interrupt);
        Assert.Equal(130, (await follower.EndAsync()).Code);

        using var other = scenario.Start("logs", "last", "1", "--follow");
        await scenario.UntilAsync("the followed line", () => other.Out == "begun b\n");
        scenario.Write("open", "");
        var end = await other.EndAsync();
        Assert.Equal((0, "begun b\ndone\n"), (end.Code, end.Out));
        Assert.EndsWith("Point 1, attempt 1: exited with code 0\n", end.Error, StringComparison.Ordinal);
        Assert.Equal("[0] done\n[1] done\n", (await scenario.RunAsync("logs", "last", "0,1", "--tail", "1")).Out);
        await scenario.AssertNothingLeftAsync();
        Assert.All(await scenario.PointsAsync(), point => Assert.Equal(PointState.Succeeded, point.Entry.State));
    }

    [Fact]
    public async Task A_status_is_watched_to_the_end_of_the_run_and_Ctrl_C_leaves_it_alone()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", """
            name: gated
            command: while [ ! -e "$SCENARIO/open" ]; do sleep 0.02; done; [ "$PARAM_x" != b ]
            resources: {cpus: 0.5}
            grid: {x: [a, b]}
            """), "--detach")).Code);

        using var first = scenario.Start("status", "last", "--watch");
        await scenario.UntilAsync("the running points", () => first.Out.Contains("2 running", StringComparison.Ordinal));
        first.Signal(s_interrupt);
        Assert.Equal(130, (await first.EndAsync()).Code);

        using var second = scenario.Start("status", "last", "--watch", "--json", "--check-complete");
        await scenario.UntilAsync("a line", () => second.Out.Contains("\"running\":2", StringComparison.Ordinal));
        scenario.Write("open", "");
        var end = await second.EndAsync();
        Assert.Equal(1, end.Code);
        Assert.All(end.Out.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("{\"sweep_id\":", line, StringComparison.Ordinal));
        Assert.Contains("\"succeeded\":1,\"failed\":1,", end.Out.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalLogScenarios() : LogScenarios(ScenarioStore.Local);

public sealed class AwsLogScenarios(DynamoServer dynamo, S3Server s3) : LogScenarios(ScenarioStore.OnAws(dynamo, s3));
