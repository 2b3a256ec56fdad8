using System.Collections;

namespace Muster.Agent.Processes;

/// <summary>
/// The environment that all points of a run share, encoded once; each start only adds the point's own few variables.
/// </summary>
public sealed class EnvironmentTemplate
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly NativeStrings _native;

    /// <summary>Encodes the variables; of two with one name the later is taken.</summary>
    /// <exception cref="ArgumentException">A name or value that no system can pass on.</exception>
    public EnvironmentTemplate(IEnumerable<EnvironmentVariable> variables)
    {
        var kept = new List<EnvironmentVariable>();
        foreach (var variable in variables)
        {
            variable.Check();
            if (_places.TryAdd(variable.Name, kept.Count)) kept.Add(variable);
            else kept[_places[variable.Name]] = variable;
        }

        Variables = kept;
        _native = new([.. kept.Select(variable => $"{variable.Name}={variable.Value}")]);
    }

    /// <summary>The shared variables, in order.</summary>
    public IReadOnlyList<EnvironmentVariable> Variables { get; }

    /// <summary>Addresses of the encoded entries, valid while this object is reachable.</summary>
    internal ReadOnlySpan<nint> Entries => _native.Entries;

    /// <summary>This process's own environment followed by <paramref name="more"/>, which beats it.</summary>
    public static EnvironmentTemplate OfEngineAnd(IEnumerable<EnvironmentVariable> more)
    {
        var own = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => new EnvironmentVariable((string)entry.Key, (string?)entry.Value ?? ""))
            .Where(variable => variable.Name.Length > 0);
        return new(own.Concat(more));
    }

    /// <summary>The place of a name among the entries, or -1.</summary>
    internal int PlaceOf(string name) => _places.TryGetValue(name, out var place) ? place : -1;
}
