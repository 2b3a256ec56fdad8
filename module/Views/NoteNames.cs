namespace Muster.PowerShell.Views;

/// <summary>
/// The names of properties that come from parameters and metrics. Each keeps its name, unless a property of the object has it, or one that came before; PowerShell tells names apart by more than
/// upper and lower case, Muster by that too. Then it has <c>param.</c> or <c>metric.</c> before it, and where that is taken as well <c>#2</c>, <c>#3</c> … after it. So a name means the same in all objects of a run.
/// </summary>
/// <param name="own">The names of the object's own properties.</param>
internal sealed class NoteNames(IEnumerable<string> own)
{
    private readonly HashSet<string> taken = new(own, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Prefix, string Name), string> known = [];

    /// <summary>How something is called.</summary>
    /// <param name="prefix">Before its name where that is taken.</param>
    /// <param name="name">Its name.</param>
    public string Of(string prefix, string name)
    {
        if (known.TryGetValue((prefix, name), out var before))
            return before;
        var whole = name.StartsWith(prefix, StringComparison.Ordinal) ? name : prefix + name;
        var free = Tries(name, whole).First(taken.Add);
        return known[(prefix, name)] = free;
    }

    private static IEnumerable<string> Tries(string name, string whole)
    {
        yield return name;
        yield return whole;
        for (var number = 2; ; number++)
            yield return $"{whole}#{number}";
    }
}
