using System.Collections.Specialized;

namespace Muster.PowerShell.Specs;

/// <summary>A job of a queue, or of a sweep whose points are job graphs.</summary>
public sealed class MusterJobSpec
{
    internal MusterJobSpec(OrderedDictionary values) => Values = values;

    /// <summary>Its id, which no other job of the spec has.</summary>
    public string JobId => (string)Values["job_id"]!;

    /// <summary>The shell text that is run.</summary>
    public string Command => (string)Values["command"]!;

    /// <summary>The jobs that must have succeeded before it starts.</summary>
    public string[] DependsOn => Values["depends_on"] as string[] ?? [];

    /// <summary>All that it says, as a file has it.</summary>
    internal OrderedDictionary Values { get; }

    /// <inheritdoc />
    public override string ToString() => JobId;
}
