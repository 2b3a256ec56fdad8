using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.PowerShell.Specs;
using Muster.Sweeps;

namespace Muster.PowerShell.Submitting;

/// <summary>Points that come through the pipeline, each kept as a line of JSON as soon as it comes: what stands behind an object may change.</summary>
/// <param name="wanted">The properties that become parameters; empty: all.</param>
internal sealed class PipedPoints(IReadOnlyList<string> wanted)
{
    /// <summary>What the parameter is called of points that are text or numbers, as in <c>muster run --from</c>.</summary>
    public const string ValueName = "value";

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 200 };
    private readonly List<string> lines = [];
    private readonly Dictionary<string, bool> isText = new(StringComparer.Ordinal);

    /// <summary>The points so far.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>The parameters that any point has.</summary>
    public IReadOnlyCollection<string> Names => isText.Keys;

    /// <summary>Whether a parameter is text in all points, so that it looks the same to a command and to PowerShell.</summary>
    public bool IsText(string name) => isText[name];

    /// <summary>Takes a point.</summary>
    /// <exception cref="CmdletException">It is none.</exception>
    public void Add(object? point)
    {
        var members = MembersOf(point).ToList();
        foreach (var (name, value) in members.Where(member => SpecValues.Bare(member.Value) is not null))
            isText[name] = IsTextual(value) || isText.GetValueOrDefault(name);
        foreach (var (name, _) in members)
            isText.TryAdd(name, false);
        lines.Add(SpecDraft.Text(OneLine, writer => SpecValues.Write(writer, ToMap(members), "the point")));
    }

    /// <summary>Whether a text names a parameter's variable.</summary>
    public bool AreUsedIn(string command) => Names.Any(name => command.Contains(ParameterName.Variable(name), StringComparison.Ordinal));

    /// <summary>A JSON list of them, each on a line of its own, so that an error's line is the number of its point.</summary>
    public void AppendTo(StringBuilder text) => text.Append('[').AppendJoin(",\n", lines).Append(']');

    private static bool IsTextual(object? value) => SpecValues.IsScalar(value) && SpecValues.Bare(value) is not (bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal);

    private IEnumerable<KeyValuePair<string, object?>> MembersOf(object? point)
    {
        if (SpecValues.MembersOf(point) is { } members)
            return wanted.Count == 0 ? members : Picked(members.ToDictionary(StringComparer.OrdinalIgnoreCase), point);
        if (wanted.Count > 0)
            return Picked(PSObject.AsPSObject(point).Properties.Where(property => wanted.Contains(property.Name, StringComparer.OrdinalIgnoreCase)).ToDictionary(property => property.Name, object? (property) => property.Value, StringComparer.OrdinalIgnoreCase), point);
        return SpecValues.IsScalar(point)
            ? [new(ValueName, point)]
            : throw Refused($"A {SpecValues.Bare(point)!.GetType().FullName} is no point by itself. Choose the properties that are parameters: -Property NAME", point);
    }

    private IEnumerable<KeyValuePair<string, object?>> Picked(Dictionary<string, object?> members, object? point) => wanted.Select(name => new KeyValuePair<string, object?>(
        name, members.TryGetValue(name, out var value) ? value : throw Refused($"Point {lines.Count} has no property '{name}', which -Property names. It has {string.Join(", ", members.Keys)}.", point)));

    private static System.Collections.Specialized.OrderedDictionary ToMap(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var map = new System.Collections.Specialized.OrderedDictionary();
        foreach (var (name, value) in members)
            map[SpecValues.ParameterKey(name, isParameterOnly: true)] = value;
        return map;
    }

    private static CmdletException Refused(string message, object? point) => new(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, message, point));
}
