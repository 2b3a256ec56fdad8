using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Muster.Specs.Nodes;
using Muster.Specs.Schema;

namespace Muster.Specs.Keys;

/// <summary>A map of environment variables. Those that Muster itself gives cannot be set.</summary>
internal sealed partial class EnvironmentKind : ValueKind<IReadOnlyDictionary<string, string>>
{
    private const string AllowedName = "letters, digits and '_', not beginning with a digit";
    private readonly string _who;
    private readonly Regex _ours;

    private EnvironmentKind(string who, Regex ours)
        : base("map", "a map of variables to text, numbers or booleans") => (_who, _ours) = (who, ours);

    /// <summary>Variables of every point of a sweep.</summary>
    public static EnvironmentKind OfPoint { get; } = new("point", Points());

    /// <summary>Variables of every job, or of one.</summary>
    public static EnvironmentKind OfJob { get; } = new("job", Jobs());

    /// <summary>Whether a variable is one of those that Muster gives each job, but not each point.</summary>
    public static bool IsOfJobsOnly(string name) => Jobs().IsMatch(name) && !Points().IsMatch(name);

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject
        {
            ["pattern"] = ValueSchema.PatternOf(Variable()),
            ["not"] = new JsonObject { ["pattern"] = ValueSchema.PatternOf(_ours) },
        },
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
    };

    public override bool TryRead(Node node, Complaint complaint, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? value)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        value = variables;
        if (node is not MapNode map)
        {
            complaint.WrongType(node, Allowed);
            return false;
        }
        foreach (var entry in map.Entries)
        {
            if (CheckName(entry, complaint) && CheckValue(entry.Value, complaint.Entry(entry.Key)) is { } text) variables.Add(entry.Key, text);
        }
        return true;
    }

    private bool CheckName(MapEntry entry, Complaint complaint)
    {
        var problem = !Variable().IsMatch(entry.Key) ? $"is no name of a variable: {AllowedName}."
            : _ours.IsMatch(entry.Key) ? $"is set by Muster for every {_who}, and cannot be set here. Choose another name."
            : null;
        if (problem is not null) complaint.Errors.Add(SpecErrorKind.InvalidName, entry.KeyAt,
            $"{Shown.Quoted(entry.Key)} in {complaint.Subject} {problem}", entry.Key);
        return problem is null;
    }

    private static string? CheckValue(Node node, Complaint complaint)
    {
        const string allowed = "text, a number or a boolean";
        if (node is not ScalarNode { Kind: not ScalarKind.Null } scalar) complaint.WrongType(node, allowed);
        else if (scalar.Text.Contains('\0', StringComparison.Ordinal)) complaint.Invalid(node, $"{allowed} without the character NUL");
        else return scalar.Text;
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(PARAM_.*|SWEEP_.*|MUSTER_.*|SLURM_ARRAY_TASK_ID|SLURM_CPUS_PER_TASK)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Points();

    [GeneratedRegex(@"^(PARAM_.*|SWEEP_.*|MUSTER_.*|SLURM_ARRAY_TASK_ID|SLURM_CPUS_PER_TASK|JOB_ID|JOB_ATTEMPT|QUEUE_ID)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Jobs();
}
