using Muster.Cli.Submitting;
using Muster.Specs;
using Muster.Specs.Templates;

namespace Muster.Cli.Templates;

/// <summary>A template with the values that were given for it.</summary>
/// <param name="Listed">The template.</param>
/// <param name="Values">The values.</param>
internal sealed record TemplateSource(ListedTemplate Listed, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    private readonly FilledTemplate filled = Listed.Template!.Fill(Values);

    /// <summary>The text that came of it; null: there are errors.</summary>
    public string? Text => filled.Text;

    /// <summary>The folder that it is read in, as if it were a file there; default: the current directory.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Reads it as a file in the folder is read.</summary>
    public SweepReading Read(Func<Stream> openRows) => filled.Read(Folder, openRows);

    /// <summary>Reads it to submit it.</summary>
    public ReadSweep ReadToSubmit() => ReadSweep.Of(this);
}
