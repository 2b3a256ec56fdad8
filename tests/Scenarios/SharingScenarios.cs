using Muster.Agent.Machines;

namespace Muster.Tests.Scenarios;

/// <summary>How runs share the machine, which is the same wherever the store is; only turns are longer where it is far away.</summary>
public sealed class SharingScenarios
{
    /// <summary>Each point says that it started, and ends when it is let go.</summary>
    private const string Gated = """
        command: |
          echo "$SWEEP_NAME.$SWEEP_INDEX" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open.$SWEEP_NAME.$SWEEP_INDEX" ] && [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
        resources: {cpus: CORES}
        grid: {x: [0, 1, 2]}
        """;

    [Fact]
    public async Task Two_runs_of_one_priority_have_one_of_two_slots_each()
    {
        await using var scenario = new Scenario();
        var file = Gated.Replace("CORES", $"{MachineProbe.Probe().Cpus / 2m}", StringComparison.Ordinal).Replace("[0, 1, 2]", "[0, 1, 2, 3]", StringComparison.Ordinal);
        using var older = scenario.Start("submit", scenario.Write("older.yaml", file));
        await scenario.LinesAsync("started", 2);
        using var newer = scenario.Start("submit", scenario.Write("newer.yaml", file));
        await UntilItWaitsAsync(scenario, "newer", "(older); what is freed next is kept for this run.");

        for (var ends = 0; ends < 3; ends++)
            await EndAsync(scenario, scenario.Lines("started")[ends]);

        Assert.Equal(["older", "older", "newer", "older", "newer"], Started(scenario));
        scenario.Write("open", "");
        Assert.Equal((0, 0), ((await older.EndAsync()).Code, (await newer.EndAsync()).Code));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Two_runs_of_one_priority_take_turns_with_the_only_slot()
    {
        await using var scenario = new Scenario();
        var file = Gated.Replace("CORES", $"{MachineProbe.Probe().Cpus}", StringComparison.Ordinal);
        using var older = scenario.Start("submit", scenario.Write("older.yaml", file));
        await scenario.LinesAsync("started", 1);
        using var newer = scenario.Start("submit", scenario.Write("newer.yaml", file));

        foreach (var (waiting, running) in new[] { ("newer", "older"), ("older", "newer"), ("newer", "older"), ("older", "newer") })
        {
            await UntilItWaitsAsync(scenario, waiting, $"({running}); what is freed next is kept for this run.");
            await EndAsync(scenario, scenario.Lines("started")[^1]);
        }

        Assert.Equal(["older", "newer", "older", "newer", "older"], Started(scenario));
        scenario.Write("open", "");
        Assert.Equal((0, 0), ((await older.EndAsync()).Code, (await newer.EndAsync()).Code));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Low_run_beside_an_urgent_one_is_told_from_when_it_counts_as_more()
    {
        await using var scenario = new Scenario();
        var file = Gated.Replace("CORES", $"{MachineProbe.Probe().Cpus}", StringComparison.Ordinal);
        using var urgent = scenario.Start("submit", scenario.Write("urgent.yaml", file), "--priority", "urgent");
        await scenario.LinesAsync("started", 1);
        using var low = scenario.Start("submit", scenario.Write("low.yaml", file), "--priority", "low");
        await UntilItWaitsAsync(scenario, "low", "(urgent), which is urgent; this run is low, and counts as normal from ");

        foreach (var subject in new string[][] { ["low"], ["low", "0"] })
        {
            var why = (await scenario.RunAsync(["why", .. subject, "--json"])).Out;
            Assert.Contains("\"cause\": \"priority\"", why, StringComparison.Ordinal);
            Assert.Contains(" UTC so that it never starves.", why, StringComparison.Ordinal);
            Assert.Matches("\"next_try\": \"20", why);
        }

        scenario.Write("open", "");
        Assert.Equal((0, 0), ((await urgent.EndAsync()).Code, (await low.EndAsync()).Code));
        Assert.Equal(["urgent", "urgent", "urgent", "low", "low", "low"], Started(scenario));
        await scenario.AssertNothingLeftAsync();
    }

    /// <summary>A point is let go, and another has started in its place.</summary>
    private static async Task EndAsync(Scenario scenario, string point)
    {
        var before = scenario.Lines("started").Count;
        scenario.Write($"open.{point}", "");
        await scenario.LinesAsync("started", before + 1);
    }

    /// <summary>The runs whose points started, in order. Which of its points a run starts first is not told: several that are claimed at once may be confirmed in any order.</summary>
    private static IEnumerable<string> Started(Scenario scenario) => scenario.Lines("started").Select(line => line.Split('.')[0]);

    private static Task UntilItWaitsAsync(Scenario scenario, string run, string why) => scenario.UntilAsync(
        $"'{why}' of {run}", async () => (await scenario.RunAsync("why", run)).Out.Contains(why, StringComparison.Ordinal));
}
