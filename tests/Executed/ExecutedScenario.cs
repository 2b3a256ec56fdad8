namespace Muster.Tests.Executed;

/// <summary>Scenarios on the executed platform run one after the other: each has servers and machines of its own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExecutedScenario
{
    /// <summary>The collection's name.</summary>
    public const string Name = "executed platform";

    /// <summary>A sweep of so many points, with other keys.</summary>
    internal static string Sweep(int points, string keys = "max_concurrent: 4") => $$"""
        name: sweep
        command: "true"
        {{keys}}
        grid: {x: [{{string.Join(", ", Enumerable.Range(0, points))}}]}
        """;

    /// <summary>Waits for a moment, as a point that works.</summary>
    internal static Task BusyAsync(double seconds, CancellationToken cancel) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancel);
}
