using System.Text.Json.Nodes;
using Muster.Placement;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>One setting of a sweep file, of a queue file, or of a job: what there is to know about it.</summary>
public abstract class Setting
{
    /// <summary>The key; with its group's where it stands in one, as in <c>retry.max_attempts</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>What holds when it is not given, in words.</summary>
    public required string Default { get; init; }

    /// <summary>Whether it has an effect on this machine; if not, a notice names it.</summary>
    public bool ActsHere { get; init; } = true;

    /// <summary>Whether a row may have its own.</summary>
    public virtual bool StandsInRows => false;

    /// <summary>Its type in a word or two.</summary>
    public abstract string TypeName { get; }

    /// <summary>What is allowed, to follow "must be"; units and ranges included.</summary>
    public abstract string Allowed { get; }

    /// <summary>The group that it stands in; null at the top level.</summary>
    public string? Group => Key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? Key[..dot] : null;

    /// <summary>The key without its group.</summary>
    public string Name => Group is { } group ? Key[(group.Length + 1)..] : Key;

    /// <summary>A new JSON Schema of its values.</summary>
    internal abstract JsonObject Schema();
}

/// <summary>A setting, and how it gets into a spec of one type.</summary>
internal abstract class Setting<TSpec> : Setting
{
    /// <summary>The spec with this setting's value; as it was when the value cannot be read, which is told.</summary>
    internal abstract TSpec Read(Node node, Complaint complaint, TSpec spec);
}

internal sealed class Setting<TSpec, T>(ValueKind<T> kind, Func<TSpec, T, TSpec> into) : Setting<TSpec>
    where T : notnull
{
    public override string TypeName => kind.Name;

    public override string Allowed => kind.Allowed;

    internal override JsonObject Schema() => kind.Schema();

    internal override TSpec Read(Node node, Complaint complaint, TSpec spec) =>
        kind.TryRead(node, complaint, out var value) ? into(spec, value) : spec;
}

/// <summary>A setting that says where points run, and so may stand in rows too. None has an effect on this machine.</summary>
internal abstract class PlacementSetting : Setting<SweepSpec>
{
    public override bool StandsInRows => true;

    /// <summary>The placement with this setting's value.</summary>
    internal abstract PlacementSpec Read(Node node, Complaint complaint, PlacementSpec placement);

    internal override SweepSpec Read(Node node, Complaint complaint, SweepSpec spec) =>
        spec with { Placement = Read(node, complaint, spec.Placement) };
}

internal sealed class PlacementSetting<T>(ValueKind<T> kind, Func<PlacementSpec, T, PlacementSpec> into) : PlacementSetting
    where T : notnull
{
    public override string TypeName => kind.Name;

    public override string Allowed => kind.Allowed;

    internal override JsonObject Schema() => kind.Schema();

    internal override PlacementSpec Read(Node node, Complaint complaint, PlacementSpec placement) =>
        kind.TryRead(node, complaint, out var value) ? into(placement, value) : placement;
}
