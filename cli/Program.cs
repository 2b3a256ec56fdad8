namespace Muster.Cli;

internal static class Program
{
    /// <summary>The version is answered before anything else is loaded: it must be as fast as a program can be.</summary>
    public static int Main(string[] args) => args is ["version"] or ["--version"] ? VersionText.WriteLine() : Run(args);

    private static int Run(string[] args)
    {
        using var context = CommandContext.OfProcess();
        return CommandLine.RunAsync(args, context).GetAwaiter().GetResult();
    }
}
