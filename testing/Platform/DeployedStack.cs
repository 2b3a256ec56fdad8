using Muster.Testing.Platform.Buses;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Patterns;
using Muster.Testing.Platform.Pipes;

namespace Muster.Testing.Platform;

/// <summary>What of a stack acts once it is deployed. All references are resolved: names and ARNs are whole.</summary>
/// <param name="Account">Its account.</param>
/// <param name="Region">Its region.</param>
public sealed record DeployedStack(string Account, string Region)
{
    /// <summary>State machines, by ARN.</summary>
    public IReadOnlyDictionary<string, StateMachine> Machines { get; init; } = new Dictionary<string, StateMachine>(StringComparer.Ordinal);

    /// <summary>Functions.</summary>
    public IReadOnlyList<DeployedFunction> Functions { get; init; } = [];

    /// <summary>Event buses by ARN, without the account's default one, which is always there.</summary>
    public IReadOnlyList<string> Buses { get; init; } = [];

    /// <summary>Rules on events.</summary>
    public IReadOnlyList<BusRule> Rules { get; init; } = [];

    /// <summary>Rules by schedule.</summary>
    public IReadOnlyList<DeployedSchedule> Schedules { get; init; } = [];

    /// <summary>Pipes.</summary>
    public IReadOnlyList<DeployedPipe> Pipes { get; init; } = [];

    /// <summary>The ARN of a bus of its account and region.</summary>
    public string BusArn(string name) => $"arn:aws:events:{Region}:{Account}:event-bus/{name}";
}

/// <summary>A function as it is deployed.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Environment">Its variables.</param>
public sealed record DeployedFunction(string Arn, string Name, IReadOnlyDictionary<string, string> Environment);

/// <summary>A schedule as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">When, such as <c>rate(10 minutes)</c>.</param>
/// <param name="Targets">What it calls.</param>
public sealed record DeployedSchedule(string Name, string Expression, IReadOnlyList<BusTarget> Targets);

/// <summary>A pipe as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">The ARN of a table's stream.</param>
/// <param name="Target">The ARN of what it starts.</param>
/// <param name="Filters">What it takes.</param>
/// <param name="Template">What it makes of a record; null: nothing.</param>
public sealed record DeployedPipe(string Name, string Source, string Target, IReadOnlyList<EventPattern> Filters, InputTemplate? Template);
