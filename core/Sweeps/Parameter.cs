namespace Muster.Sweeps;

/// <summary>One parameter of a point: its name as written in the file (without <c>param:</c>) and its value.</summary>
/// <param name="Name">The name; <see cref="ParameterName.Variable"/> is the variable that holds it.</param>
/// <param name="Value">The value.</param>
public readonly record struct Parameter(string Name, ParameterValue Value);
