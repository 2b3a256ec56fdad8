using System.Text.Json;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Archives;

/// <summary>The first entry of an archive.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Muster">The version of Muster that wrote it.</param>
/// <param name="Run">The run.</param>
/// <param name="Name">Its name.</param>
public sealed record ArchiveHeader(int Format, string Muster, RunId Run, string Name)
{
    internal byte[] ToJson() => ArchiveJson.Write(json =>
    {
        json.WriteStartObject();
        json.Number("format", Format);
        json.Text("muster", Muster);
        json.Text("run", Run.Value);
        json.Text("name", Name);
        json.WriteEndObject();
    });

    internal static ArchiveHeader Read(byte[] bytes) => ArchiveJson.Read(bytes, ArchiveLayout.Header, json =>
    {
        var format = json.Int("format");
        return format <= ArchiveLayout.Format
            ? new ArchiveHeader(format, json.Text("muster"), json.Id("run"), json.Text("name"))
            : throw ArchiveException.Newer(format, json.TextOrNull("muster"));
    });
}
