using Muster.Runs;

namespace Muster.Fleet;

/// <summary>Offers machines. A call without an answer throws <see cref="ProviderUnavailableException"/>; then nothing is known (promise 8).</summary>
public interface IProvider
{
    /// <summary>What could be had now.</summary>
    Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel);

    /// <summary>Starts a worker for an intent. The same token again is the same worker, never a second one.
    /// A refusal means that nothing comes of this very call any more.</summary>
    Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel);

    /// <summary>The instances of a run that exist now, by intent token.</summary>
    /// <returns>The complete list; an incomplete one throws.</returns>
    Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel);
}

/// <summary>Where capacity could be had.</summary>
/// <param name="Region">The region.</param>
/// <param name="Slots">Slots of one worker there, for the run's resources, 0 or more.</param>
/// <param name="Workers">How many such workers the run may have there at once.</param>
/// <param name="UsdPerHour">Price of one worker; null: unknown.</param>
/// <param name="Problem">Why there is none, for people; null: there is some.</param>
public sealed record Offer(string Region, int Slots, int Workers, decimal? UsdPerHour, string? Problem = null)
{
    /// <summary>The account there; null: the provider has only one. Offers of several accounts in a region count the region's workers together, so a later one names more.</summary>
    public string? Account { get; init; }

    /// <summary>What kind of cause <see cref="Problem"/> is; default: the machine.</summary>
    public Coordination.WaitCause ProblemCause { get; init; } = Coordination.WaitCause.Machine;

    /// <summary>When what <see cref="Problem"/> tells may be over (UTC); null: at the next look.</summary>
    public DateTimeOffset? NextTry { get; init; }
}

/// <summary>A provider's answer to a launch.</summary>
public sealed record LaunchAnswer
{
    private LaunchAnswer(string? instance, string? reason) => (Instance, Reason) = (instance, reason);

    /// <summary>The worker is being started on an instance.</summary>
    public static LaunchAnswer Launched(string instance) => new(instance, null);

    /// <summary>Nothing was started, for a reason.</summary>
    public static LaunchAnswer Refused(string reason) => new(null, reason);

    /// <summary>The instance; null when refused.</summary>
    public string? Instance { get; }

    /// <summary>Why it was refused; null when launched.</summary>
    public string? Reason { get; }
}

/// <summary>A provider gave no answer: what was asked may or may not have happened.</summary>
public sealed class ProviderUnavailableException : Exception
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">Which call failed, and how.</param>
    /// <param name="cause">What was seen; null: nothing.</param>
    public ProviderUnavailableException(string message, Exception? cause = null) : base(message, cause) { }
}
