using Muster.Stores;

namespace Muster.Archives;

/// <summary>An entry of an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ArchiveEntry(string Path, long Length, string Sha256);

/// <summary>The last entry of an archive: all entries before it.</summary>
/// <param name="Entries">In their order.</param>
public sealed record ArchiveManifest(IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>The first entry that two archives do not share, but for the header, which tells who wrote it; null: they hold the same.</summary>
    internal string? FirstDifference(ArchiveManifest other)
    {
        var (mine, theirs) = (Content(this), Content(other));
        return mine.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal).FirstOrDefault(path => mine.GetValueOrDefault(path) != theirs.GetValueOrDefault(path));

        static Dictionary<string, ArchiveEntry> Content(ArchiveManifest manifest) =>
            manifest.Entries.Where(entry => entry.Path != ArchiveLayout.Header).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    }

    internal byte[] ToJson() => ArchiveJson.Write(json =>
    {
        json.WriteStartObject();
        json.Number("format", ArchiveLayout.Format);
        json.List("entries", Entries, (writer, entry) =>
        {
            writer.WriteStartObject();
            writer.Text("path", entry.Path);
            writer.Number("bytes", entry.Length);
            writer.Text("sha256", entry.Sha256);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    });

    internal static ArchiveManifest Read(byte[] bytes) => ArchiveJson.Read(bytes, ArchiveLayout.Manifest, json =>
        new ArchiveManifest(json.List("entries", entry => new ArchiveEntry(entry.Text("path"), entry.Long("bytes"), entry.Text("sha256")))));
}
