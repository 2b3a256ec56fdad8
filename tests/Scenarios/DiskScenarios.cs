namespace Muster.Tests.Scenarios;

public sealed class DiskScenarios
{
    /// <summary>A command whose own writes fail must say so by its exit code, and is tried again.</summary>
    [Fact]
    public async Task Disk_that_was_full_for_a_while_costs_no_output_and_no_outcome()
    {
        await using var scenario = new Scenario();
        var file = scenario.Write("fill.yaml", """
            name: fill
            command: |
              echo "point $SWEEP_INDEX says it" || exit 1
              if [ "$SWEEP_INDEX" = 5 ]; then
                dd if=/dev/zero of="$SCENARIO/store/filler" bs=4k 2> /dev/null
                touch "$SCENARIO/full"
              fi
            max_concurrent: 1
            retry: {max_attempts: 100, backoff: fixed, base_delay: 100ms, jitter: 0}
            grid: {x: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
            """);
        using var process = await scenario.StartOnOwnDiskAsync("size=16m", $"""
            muster submit '{file}' > /dev/null || echo "submit ended with $?"
            for point in 0 1 2 3 4 5 6 7 8 9; do muster logs fill $point; done
            """.Insert(0, """
            { until [ -e "$SCENARIO/free" ]; do sleep 0.02; done; rm "$SCENARIO/store/filler"; } &

            """));
        await scenario.UntilAsync("the full disk", () => File.Exists(scenario.At("full")));
        await scenario.UntilAsync("a word about it", () => process.Error.Contains("is full", StringComparison.Ordinal));
        scenario.Write("free", "");

        var answer = await process.EndAsync();
        Assert.True(answer.Out == string.Concat(Enumerable.Range(0, 10).Select(point => $"point {point} says it\n")), process.Told);
        Assert.Contains("Complete: 10 succeeded, 0 failed", answer.Error, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Store_on_a_read_only_disk_is_told_in_a_line()
    {
        await using var scenario = new Scenario();
        var file = scenario.Write("one.yaml", "command: echo ran >> \"$SCENARIO/ran\"\ngrid: {x: [1]}\n");
        using var process = await scenario.StartOnOwnDiskAsync("ro", $"muster submit '{file}'");

        var answer = await process.EndAsync();
        Assert.Equal(3, answer.Code);
        Assert.StartsWith($"muster: The store {scenario.Store.Root}", answer.Error, StringComparison.Ordinal);
        Assert.Contains(" cannot be written: ", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(scenario.Lines("ran"));
    }
}
