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

    public static void Matches(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Join(Path.GetDirectoryName(test), "Snapshots", name);
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
