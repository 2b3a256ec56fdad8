namespace Muster.Cli.Completion;

/// <summary>The shells' scripts. They ask <c>muster complete</c> at every Tab, so they need not change with the commands.</summary>
internal static class CompletionScript
{
    /// <summary>The shells that there are scripts for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    /// <summary>The script of a shell.</summary>
    public static string Of(string shell)
    {
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")
            ?? throw new ArgumentOutOfRangeException(nameof(shell), shell, "An unknown shell.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
