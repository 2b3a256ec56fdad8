using Muster.Offers;

namespace Muster.Fleet;

/// <summary>What a spoke tells of a fleet that it was to launch.</summary>
public abstract record LaunchOutcome
{
    private LaunchOutcome() { }

    /// <summary>The provider answered: these instances, and errors for what is missing.</summary>
    /// <param name="Answer">The answer.</param>
    public sealed record Answered(FleetAnswer Answer) : LaunchOutcome;

    /// <summary>The call failed.</summary>
    /// <param name="Error">How.</param>
    public sealed record CallFailed(LaunchError Error) : LaunchOutcome;

    /// <summary>The spoke did not call: the order came too late, or is of another deployment. What an earlier one brought is not known by this.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(string Reason) : LaunchOutcome;

    /// <summary>The errors in it.</summary>
    public IReadOnlyList<LaunchError> Errors => this switch
    {
        Answered answered => answered.Answer.Errors,
        CallFailed failed => [failed.Error],
        _ => [],
    };

    /// <summary>The instances in it.</summary>
    public IReadOnlyList<FleetInstance> Instances => this is Answered answered ? answered.Answer.Instances : [];
}
