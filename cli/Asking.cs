namespace Muster.Cli;

/// <summary>Asks a person before something is done that cannot be undone.</summary>
internal static class Asking
{
    /// <summary>The option that answers yes beforehand.</summary>
    public static System.CommandLine.Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask" };

    /// <summary>Makes sure that somebody can be asked.</summary>
    /// <exception cref="UsageException">Nobody can: there is no terminal.</exception>
    public static void Require(CommandContext context, bool yes, string what)
    {
        if (!yes && !CanAsk(context))
            throw new UsageException($"{what} asks first, and there is no terminal to ask on. Give --yes to answer beforehand.");
    }

    /// <summary>Asks; only <c>y</c> and <c>yes</c> are a yes.</summary>
    public static bool IsYes(CommandContext context, bool yes, string question)
    {
        if (yes)
            return true;
        context.Out.Flush();
        context.Error.Write($"{question} [y/N] ");
        context.Error.Flush();
        return context.ReadAnswer?.Invoke()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Whether there is somebody to ask.</summary>
    public static bool CanAsk(CommandContext context) => context.ReadAnswer is not null && context.ErrorScreen.Width is not null; // A question that nobody sees is none.
}
