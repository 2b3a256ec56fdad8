namespace Muster.Offers;

/// <summary>What an error of a launch means.</summary>
public enum LaunchErrorKind
{
    /// <summary>The offer has no capacity, or none for this account now: it is remembered, and the next try goes elsewhere.</summary>
    Capacity,
    /// <summary>Too many calls: the account and region are asked more slowly. It says nothing about capacity.</summary>
    Throttled,
    /// <summary>The token was used for another request: what came of that one is not known by this answer.</summary>
    AlreadyAsked,
    /// <summary>The call failed in a way that leaves open what came of it; the same token asks again.</summary>
    NoAnswer,
    /// <summary>Everything else: it is the run's reason, and trying elsewhere would not help.</summary>
    Other,
}

/// <summary>An error of a launch, whichever way it came.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Code">EC2's code, such as <c>InsufficientInstanceCapacity</c>; where EC2 gave none, the one that its text is known to go with, or the name under which it was caught.</param>
/// <param name="Message">EC2's text, without what the SDK adds to it.</param>
public sealed record LaunchError(LaunchErrorKind Kind, string Code, string Message)
{
    /// <summary>The type that it is about; null: not said.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The subnet that it is about; null: not said.</summary>
    public string? Subnet { get; init; }

    /// <summary>The availability zone that it is about; null: not said, unless <see cref="Subnet"/> tells.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether spot was asked for; null: not said.</summary>
    public bool? Spot { get; init; }

    /// <summary>Whether it proves that nothing was launched for it.</summary>
    public bool IsAnswer => Kind is not (LaunchErrorKind.AlreadyAsked or LaunchErrorKind.NoAnswer);

    /// <summary>Code and text for people.</summary>
    public string Text => Message.Length == 0 ? Code : Message.StartsWith($"{Code}:", StringComparison.Ordinal) ? Message : $"{Code}: {Message}";
}
