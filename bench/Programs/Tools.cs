namespace Muster.Bench.Programs;

/// <summary>Programs of others that this machine may have.</summary>
internal static class Tools
{
    /// <summary>Whether a program is in the path.</summary>
    public static bool Has(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Join(folder, name)));
}
