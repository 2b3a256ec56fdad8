namespace Muster.Guards;

/// <summary>A deadline that an agent keeps over its restarts.</summary>
/// <param name="Option">What <c>--deadline</c> said when it was set.</param>
/// <param name="Deadline">The deadline (UTC).</param>
/// <param name="SetAt">When it was set (UTC).</param>
public sealed record KeptDeadline(string Option, DateTimeOffset Deadline, DateTimeOffset SetAt);
