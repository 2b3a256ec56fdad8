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

        scenario.Write("open.older.0", "");
        await scenario.LinesAsync("started", 3);
        scenario.Write("open.older.1", "");
        await scenario.LinesAsync("started", 4);
        scenario.Write("open.newer.0", "");
        await scenario.LinesAsync("started", 5);

        Assert.Equal(["newer.0", "older.2", "newer.1"], scenario.Lines("started").Skip(2));
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

        foreach (var (ended, waiting, running) in new[] { ("older.0", "newer", "older"), ("newer.0", "older", "newer"), ("older.1", "newer", "older"), ("newer.1", "older", "newer") })
        {
            await UntilItWaitsAsync(scenario, waiting, $"({running}); what is freed next is kept for this run.");
            var before = scenario.Lines("started").Count;
            scenario.Write($"open.{ended}", "");
            await scenario.LinesAsync("started", before + 1);
        }

        Assert.Equal(["older.0", "newer.0", "older.1", "newer.1", "older.2"], scenario.Lines("started"));
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
        Assert.Equal(["urgent.0", "urgent.1", "urgent.2", "low.0", "low.1", "low.2"], scenario.Lines("started"));
        await scenario.AssertNothingLeftAsync();
    }

    private static Task UntilItWaitsAsync(Scenario scenario, string run, string why) => scenario.UntilAsync(
        $"'{why}' of {run}", async () => (await scenario.RunAsync("why", run)).Out.Contains(why, StringComparison.Ordinal));
}
