using System.Runtime.CompilerServices;

namespace Muster.Tests.Cli;

/// <summary>
/// Compares a text with a file beside the test. A file that is not there is written and the test fails, so that a person looks at it;
/// with MUSTER_ACCEPT=1 differing files are rewritten.
/// </summary>
internal static class Snapshot
{
    /// <summary>A text that was accepted.</summary>
    public static string Read(string name, [CallerFilePath] string test = "") => File.ReadAllText(Path.Join(Path.GetDirectoryName(test), "Snapshots", name));

    public static void Matches(string name, string actual, [CallerFilePath] string test = "") =>
        MatchesFile(Path.Join(Path.GetDirectoryName(test), "Snapshots", name), actual);

    /// <summary>Compares a text with a file of the repository that is made from it.</summary>
    /// <param name="path">The file's path in the repository.</param>
    /// <param name="actual">The text.</param>
    /// <param name="test">The test's own file, two folders deep.</param>
    public static void IsCommitted(string path, string actual, [CallerFilePath] string test = "") =>
        MatchesFile(Path.GetFullPath(Path.Join(Path.GetDirectoryName(test), "..", "..", path)), actual);

    private static void MatchesFile(string path, string actual)
    {
        var accept = Environment.GetEnvironmentVariable("MUSTER_ACCEPT") == "1";
        if (accept || !File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            Assert.True(accept, $"{path} was not there and has been written: look at it, then run the test again.");
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
