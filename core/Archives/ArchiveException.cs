namespace Muster.Archives;

/// <summary>An archive is not imported; nothing of it is left in the store.</summary>
public sealed class ArchiveException : Exception
{
    private const string Advice = "Nothing was imported. Get the archive once more, or export the run again.";

    private ArchiveException(string message, Exception? cause = null) : base(message, cause) { }

    internal static ArchiveException NoArchive(Exception? cause = null) =>
        new("It is no archive of a run: it does not start as what 'muster export' writes does. Nothing was imported.", cause);

    internal static ArchiveException Newer(int format, string? muster) => new(
        $"The archive has format {format}{(muster is null ? "" : $", written by Muster {muster}")}; this version of Muster reads up to format {ArchiveLayout.Format}. Nothing was imported. Use the newer Muster.");

    internal static ArchiveException CutOff(Exception? cause = null) => new($"The archive ends too early, or its compressed bytes are damaged. {Advice}", cause);

    internal static ArchiveException Damaged(string entry, string finding) => new($"The archive's entry {entry} is damaged: {finding.TrimEnd('.')}. {Advice}");

    internal static ArchiveException BadName(string entry, string problem) => new($"The archive has an entry whose name \"{entry}\" {problem}. Nothing was imported.");

    internal static ArchiveException NoFile(string entry, string kind) =>
        new($"The archive's entry {entry} is a {kind}; an archive of a run has regular files alone. Nothing was imported.");

    internal static ArchiveException Twice(string entry) => new($"The archive has the entry {entry} twice. Nothing was imported.");

    internal static ArchiveException Misplaced(string entry, string place) => new($"The archive's entry {entry} does not stand {place}. Nothing was imported.");

    internal static ArchiveException NotInManifest(string entry) => new($"The archive's entry {entry} is not in its manifest. {Advice}");

    internal static ArchiveException Missing(string entry) => new($"The archive lacks the entry {entry}. {Advice}");

    internal static ArchiveException OtherBytes(ArchiveEntry told, ArchiveEntry found) => new(told.Length != found.Length
        ? $"The archive's entry {told.Path} has {found.Length} bytes, and {told.Length} by the manifest. {Advice}"
        : $"The archive's entry {told.Path} has SHA-256 {found.Sha256}, and {told.Sha256} by the manifest. {Advice}");
}

/// <summary>A run is not exported or imported as things are; nothing was done.</summary>
public sealed class ArchiveRefusedException : Exception
{
    private ArchiveRefusedException(string message) : base(message) { }

    internal static ArchiveRefusedException Of(string message) => new(message);
}
