using System.Collections;
using System.Globalization;
using Muster.Cli.Submitting;
using Muster.Cli.Templates;
using Muster.PowerShell.Specs;
using Muster.Specs;

namespace Muster.PowerShell.Submitting;

/// <summary>Something that can be submitted.</summary>
/// <param name="Name">What people know it by.</param>
/// <param name="Read">Reads it.</param>
internal sealed record SubmissionSource(string Name, Func<ReadSweep> Read)
{
    /// <summary>Whether errors show the place of what is wrong; not of a text that nobody wrote.</summary>
    public bool HasPlaces { get; init; } = true;

    /// <summary>Says where errors are, where that is not where the reader found them.</summary>
    public Func<IEnumerable<SpecError>, IEnumerable<SpecError>> Locate { get; init; } = static errors => errors;

    /// <summary>A file.</summary>
    public static SubmissionSource Of(string path) => new(path, () => ReadSweep.Of(path));

    /// <summary>A spec that was put together.</summary>
    public static SubmissionSource Of(MusterSpec spec) => new(spec.File ?? spec.Name, spec.Open) { HasPlaces = false };

    /// <summary>A template with its values.</summary>
    public static SubmissionSource Of(string template, IDictionary? values, string folder)
    {
        var texts = (SpecValues.MembersOf(values) ?? []).Select(value => KeyValuePair.Create(value.Key, TextOf(value.Value))).ToList();
        var source = new TemplateSource(TemplateCatalog.Find(template, Environment.GetEnvironmentVariable), texts) { Folder = folder };
        return new(template, source.ReadToSubmit);
    }

    private static string TextOf(object? value) => SpecValues.Bare(value) switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan time => Units.Duration.Format(time),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
