using System.Reflection;
using Muster.Cli.Answers;

namespace Muster.Cli;

/// <summary>The program's version.</summary>
public static class VersionText
{
    /// <summary>The version, such as <c>0.1.0</c>; builds between releases have more after a <c>+</c>.</summary>
    public static string Version =>
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

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
