namespace Muster.PowerShell.Pipeline;

/// <summary>An object with properties that are known only when it is made, such as the parameters of a run's points.</summary>
internal interface INoted
{
    /// <summary>Those properties, in their order; no two names differ by upper and lower case alone, for PowerShell takes them for one.</summary>
    IReadOnlyList<KeyValuePair<string, object?>> Notes { get; }
}
