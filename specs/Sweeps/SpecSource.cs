using Muster.Graphs;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Where a sweep or a queue was read from, which its relative paths and its default name follow.</summary>
/// <param name="File">The file as it was named to us.</param>
/// <param name="Folder">Absolute path of the folder that relative paths begin at.</param>
internal sealed record SpecSource(string File, string Folder)
{
    /// <summary>The spec with absolute paths, a name, and, where it has jobs, what each of them needs.</summary>
    /// <param name="draft">What was read.</param>
    /// <param name="nameKey">The setting that holds the name.</param>
    public SweepSpec Located(SettingDraft<SweepSpec> draft, string nameKey)
    {
        var spec = draft.Spec;
        return spec with
        {
            Name = draft.GivenAt(nameKey) is null ? SweepName.Of(Path.GetFileNameWithoutExtension(File)) ?? "sweep" : spec.Name,
            Script = spec.Script is null ? null : Path.GetFullPath(spec.Script, Folder),
            Resources = spec.Graph is { Jobs: [_, ..] jobs } ? LeastResources.Of(jobs) : spec.Resources,
            Workdir = Path.GetFullPath(spec.Workdir ?? ".", Folder),
        };
    }

    /// <summary>How a file is shown whose path is relative to the folder.</summary>
    public string Beside(string path) => Path.IsPathRooted(path) ? path : Path.Combine(Path.GetDirectoryName(File) ?? "", path);
}
