namespace Muster.Testing.Simulation;

/// <summary>How a simulation is run.</summary>
public sealed record SimOptions
{
    /// <summary>A fault put in on purpose; default none.</summary>
    public SimMutation Mutation { get; init; }

    /// <summary>Whether nothing goes wrong; default false.</summary>
    public bool Calm { get; init; }

    /// <summary>Told of every event as a line of text; null: nobody wants it, which is faster.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>The longest a world may go on after its faults have stopped; default 1 hour of virtual time.</summary>
    public TimeSpan QuietAtMost { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most events of one world, for those that go round in circles; default 2,000,000.</summary>
    public long MostSteps { get; init; } = 2_000_000;
}
