namespace Muster.Sweeps;

/// <summary>One axis of a grid: a name and its values in file order, at least one.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Values">The values in file order.</param>
public sealed record GridAxis(string Name, IReadOnlyList<ParameterValue> Values);
