namespace Muster.Specs.Nodes;

/// <summary>Collects a map's entries and refuses a key that is there already.</summary>
internal sealed class MapBuilder(Place at, SpecErrors errors)
{
    private readonly List<MapEntry> _entries = [];
    private readonly Dictionary<string, Place> _seen = new(StringComparer.Ordinal);

    public void Add(string key, Place keyAt, Node value)
    {
        if (_seen.TryAdd(key, keyAt)) _entries.Add(new(key, keyAt, value));
        else errors.Add(SpecErrorKind.DuplicateKey, keyAt,
            $"{Shown.Quoted(key)} is given twice: here and in line {_seen[key].Line}. Remove one.", key);
    }

    public MapNode Build() => new(at, _entries);
}
