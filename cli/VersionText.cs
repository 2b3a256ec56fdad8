using System.Reflection;
using Muster.Cli.Answers;

namespace Muster.Cli;

/// <summary>The program's version.</summary>
public static class VersionText
{
    /// <summary>The version by SemVer 2: <c>1.2.3</c> is a release, <c>1.2.4-dev.5+g1a2b3c4d5e</c> five commits after it; <c>.dirty</c> at the end says that files were changed.</summary>
    public static string Version =>
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The commit that this was built from, in full; null: not known.</summary>
    public static string? Commit =>
        typeof(VersionText).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == "Commit")?.Value;

    /// <summary>Answers <c>muster version</c>.</summary>
    internal static int WriteLine()
    {
        try
        {
            using var output = Console.OpenStandardOutput();
            output.Write(System.Text.Encoding.UTF8.GetBytes($"muster {Version}\n"));
            return ExitCode.Done;
        }
        catch (IOException error)
        {
            Console.Error.WriteLine($"muster: {AnswerException.Of(error).Message}");
            return ExitCode.CouldNotTell;
        }
    }
}
