using Amazon.CDK;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="SpokeWatch"/> is made of.</summary>
/// <param name="Prefix">What the alarms' names begin with.</param>
/// <param name="Machines">The machines that are watched, by what their alarms are called.</param>
/// <param name="Catalogue">The machine that should run every hour.</param>
/// <param name="DeadLetters">The dead letters that are watched.</param>
/// <param name="Topic">The ARN of who is told, in the spoke's own account and region; null: nobody.</param>
internal sealed record SpokeWatchProps(string Prefix, IReadOnlyDictionary<string, PlatformMachine> Machines, PlatformMachine Catalogue, DeadLetterQueue DeadLetters, string? Topic);

/// <summary>A spoke's alarms. They are shown in its own account and region: nothing there may write elsewhere.</summary>
internal sealed class SpokeWatch : Construct
{
    /// <summary>Makes them.</summary>
    public SpokeWatch(Construct scope, string id, SpokeWatchProps props) : base(scope, id)
    {
        var alarms = new PlatformAlarms(this, "Alarms", new(props.Prefix, props.Topic));
        foreach (var (name, machine) in props.Machines)
            alarms.When($"{name}-failed", $"An execution of the machine {name} failed.", machine.Failures(Duration.Minutes(5)));
        alarms.When("dead-letters", "An order or an answer could not be handled, and waits in the spoke's queue of dead letters.", props.DeadLetters.Letters(Duration.Minutes(5)));
        alarms.Unless("catalogue-silent", "The catalogue was not told for three hours.", props.Catalogue.Successes(Duration.Hours(1)), periods: 3);
    }
}
