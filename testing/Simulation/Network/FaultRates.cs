namespace Muster.Testing.Simulation.Network;

/// <summary>How often things go wrong. Probabilities are per call unless said otherwise.</summary>
internal sealed record FaultRates
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultRates None { get; } = new();

    /// <summary>A request never arrives.</summary>
    public double LostRequest { get; init; }

    /// <summary>A request arrives long after its caller has given up.</summary>
    public double LateRequest { get; init; }

    /// <summary>An answer never arrives.</summary>
    public double LostAnswer { get; init; }

    /// <summary>A request arrives twice.</summary>
    public double Doubled { get; init; }

    /// <summary>A call takes nearly as long as its caller waits.</summary>
    public double Slow { get; init; }

    /// <summary>The same as all of these together, for calls of the provider: the share of calls that get no answer.</summary>
    public double ProviderFails { get; init; }

    /// <summary>A caller is cut off from everything for a while.</summary>
    public double CutOff { get; init; }

    /// <summary>A coordinator stands still for a while, and goes on as if no time had passed.</summary>
    public double CoordinatorStalls { get; init; }

    /// <summary>A coordinator dies at a call.</summary>
    public double CoordinatorDies { get; init; }

    /// <summary>A machine dies at a call of its worker.</summary>
    public double MachineDies { get; init; }

    /// <summary>A machine dies between two steps of a job's life, per step.</summary>
    public double GraphDies { get; init; }

    /// <summary>A launched machine never boots.</summary>
    public double NeverBoots { get; init; }

    /// <summary>A region that has room refuses a launch all the same.</summary>
    public double NoCapacity { get; init; }

    /// <summary>A machine cannot start a point.</summary>
    public double NotStarted { get; init; }

    /// <summary>A wall clock jumps when its actor looks for the network.</summary>
    public double WallJump { get; init; }
}
