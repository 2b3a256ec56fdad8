namespace Muster.Testing.Platform.Ec2;

/// <summary>How a place of the fake behaves. What is not set behaves well.</summary>
public sealed record Ec2Weather
{
    /// <summary>What there is of an offer: instances that may live of it at once; default: no end.</summary>
    public Func<OfferKey, int> Capacity { get; init; } = static _ => int.MaxValue;

    /// <summary>The code of the error that an offer gives whose capacity is used up; default: InsufficientInstanceCapacity.</summary>
    public Func<OfferKey, string> Shortage { get; init; } = static _ => "InsufficientInstanceCapacity";

    /// <summary>Whether a fleet of which nothing can be launched fails as a whole, in place of succeeding with errors.</summary>
    public bool ThrowsShortage { get; init; }

    /// <summary>How long at most it takes until listings show what is; by chance from none to that. Default: none.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>How long an instance takes to run; default 20 ms.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long after its warning a spot instance is taken back; default 1 s (2 min at EC2).</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls of one action that may come at once; default: no end.</summary>
    public double Burst { get; init; } = double.MaxValue;

    /// <summary>Calls of one action per second that are allowed again.</summary>
    public double PerSecond { get; init; } = 1;

    /// <summary>Launch templates that exist; null: any.</summary>
    public IReadOnlySet<string>? Templates { get; init; }

    /// <summary>Whether instances may be hibernated; default true.</summary>
    public bool Hibernates { get; init; } = true;
}

/// <summary>What happens to a call.</summary>
public enum CallFate
{
    /// <summary>It is carried out.</summary>
    Served,
    /// <summary>It is carried out, but its answer is lost.</summary>
    AnswerLost,
    /// <summary>It is not carried out: an error of the service.</summary>
    Failed,
    /// <summary>It is not carried out: too many calls.</summary>
    Throttled,
    /// <summary>It is not carried out: no right to.</summary>
    Denied,
}
