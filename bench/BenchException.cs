namespace Muster.Bench;

/// <summary>The benchmark cannot go on.</summary>
internal sealed class BenchException : Exception
{
    private BenchException(string message, bool isUsage) : base(message) => IsUsage = isUsage;

    /// <summary>Whether the command line is at fault.</summary>
    public bool IsUsage { get; }

    public static BenchException Usage(string message) => new(message, isUsage: true);

    public static BenchException Of(string message) => new(message, isUsage: false);

    public static BenchException CommandFailed(string command, int exitCode, string errors) =>
        Of($"This command ended with exit code {exitCode}:{Environment.NewLine}{command}{Environment.NewLine}{errors.TrimEnd()}");
}
