using Muster.Agent.Processes;
using Muster.Local.Store;

namespace Muster.Tests.Scenarios;

/// <summary>A store whose directory is deleted while processes use it: SQLite would go on with its open files for ever.</summary>
public sealed class GoneStoreScenarios
{
    private const string Long = """
        name: long
        command: echo working; echo "$SWEEP_INDEX" >> "$SCENARIO/started"; exec sleep 1000
        resources: {cpus: 0.5}
        grid: {x: [1, 2]}
        """;

    [Fact]
    public async Task An_engine_with_running_points_ends_them_and_itself()
    {
        await using var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("long.yaml", Long), "--no-engine")).Code);
        using var engine = scenario.Start("engine", "run");
        await scenario.LinesAsync("started", 2);

        Directory.Delete(scenario.Store.Root, recursive: true);

        Assert.Equal(new(3, "", Gone(scenario)), await engine.EndAsync());
        Assert.Empty(scenario.Running());
        Assert.False(Directory.Exists(scenario.Store.Root));
    }

    [Fact]
    public async Task An_engine_ends_also_where_another_store_is_made_in_its_place()
    {
        await using var scenario = new Scenario();
        using var engine = scenario.Start("engine", "run", "--stay");
        await scenario.UntilAsync("the engine", () => EngineLock.FindHolder(scenario.Store) is { Engine: not null });

        Directory.Move(scenario.Store.Root, scenario.At("moved"));
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("short.yaml", "command: 'true'\nparams: [{}]\n"))).Code);

        Assert.Equal(new(3, "", Gone(scenario)), await engine.EndAsync());
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_engine_that_is_asked_to_end_after_its_store_went_ends()
    {
        await using var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("long.yaml", Long), "--no-engine")).Code);
        using var engine = scenario.Start("engine", "run");
        await scenario.LinesAsync("started", 2);

        Directory.Delete(scenario.Store.Root, recursive: true);
        engine.Signal(Signals.NumberOf("TERM"));

        Assert.InRange((await engine.EndAsync()).Code, 0, 3);
        Assert.Empty(scenario.Running());
    }

    [Fact]
    public async Task A_wait_says_that_the_store_is_gone_and_starts_no_engine()
    {
        await using var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("long.yaml", Long), "--detach")).Code);
        await scenario.LinesAsync("started", 2);
        using var wait = scenario.Start("wait", "last");
        await scenario.UntilAsync("the wait", () => wait.Error.Contains("long: ", StringComparison.Ordinal));

        Directory.Delete(scenario.Store.Root, recursive: true);

        Assert.Equal(3, (await wait.EndAsync()).Code);
        Assert.EndsWith(Gone(scenario), wait.Error, StringComparison.Ordinal);
        await scenario.UntilAsync("the end of all", () => scenario.Running().Count == 0);
        Assert.False(Directory.Exists(scenario.Store.Root));
    }

    [Fact]
    public async Task A_watched_submission_ends_its_points_and_says_that_the_store_is_gone()
    {
        await using var scenario = new Scenario();
        using var submit = scenario.Start("submit", scenario.Write("long.yaml", Long));
        await scenario.LinesAsync("started", 2);

        Directory.Delete(scenario.Store.Root, recursive: true);

        Assert.Equal(3, (await submit.EndAsync()).Code);
        Assert.EndsWith(Gone(scenario), submit.Error, StringComparison.Ordinal);
        Assert.Empty(scenario.Running());
    }

    [Fact]
    public async Task An_agent_ends_its_points_and_itself()
    {
        await using var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("long.yaml", Long), "--no-engine")).Code);
        using var agent = scenario.Start("agent");
        await scenario.LinesAsync("started", 2);

        Directory.Delete(scenario.Store.Root, recursive: true);

        Assert.Equal(3, (await agent.EndAsync()).Code);
        Assert.EndsWith(Gone(scenario), agent.Error, StringComparison.Ordinal);
        Assert.Empty(scenario.Running());
    }

    private static string Gone(Scenario scenario) =>
        $"muster: The store {scenario.Store.StoreFile} is gone: it was deleted or moved away while it was in use. Nothing more was written to it. Put it back, or submit again to another.\n";
}
