using Muster.Cli.Rendering;
using Muster.Units;

namespace Muster.Cli.Completion;

/// <summary>
/// Answers the shells' scripts: <c>muster complete -- WORDS</c>. The first line says what the shell does (<c>:</c>, <c>:files</c>,
/// <c>:directories</c>, <c>:commands</c>, <c>:list</c>), each other one is a candidate, a tab and what it means. A person waits at the prompt: whatever goes wrong,
/// the answer is that there are no candidates.
/// </summary>
internal static class CompletionAnswer
{
    /// <summary>The word that asks; no command that people see.</summary>
    public const string Command = "complete";

    /// <summary>The variable that says how long the store may take, such as <c>2s</c>.</summary>
    public const string TimeoutVariable = "MUSTER_COMPLETION_TIMEOUT";

    /// <summary>How long it may take else. Reading one on this machine takes milliseconds; starting the program is not counted.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMilliseconds(800);

    /// <summary>Answers.</summary>
    /// <param name="words">The words after <c>muster</c> up to the cursor; the last one is to be completed.</param>
    /// <param name="context">The command's world.</param>
    public static async Task<int> WriteAsync(IReadOnlyList<string> words, CommandContext context)
    {
        try
        {
            var offer = await FindAsync(words.Count == 0 ? [""] : words, context);
            context.Out.WriteLine($":{(offer.Part == ShellPart.None ? "" : offer.Part.ToString().ToLowerInvariant())}");
            foreach (var candidate in offer.Candidates)
                context.Out.WriteLine(candidate.About is null ? Table.Clean(candidate.Text) : $"{Table.Clean(candidate.Text)}\t{Table.Clean(candidate.About)}");
            await context.Out.FlushAsync();
        }
        catch (Exception)
        {
            // A store that cannot be read, no data directory, a shell that has gone: no candidates.
        }

        return ExitCode.Done;
    }

    /// <summary>Opening a store may block its thread, so it has one of its own, which ends with the process.</summary>
    private static async Task<Offer> FindAsync(IReadOnlyList<string> words, CommandContext context)
    {
        var patience = Duration.TryParse(context.Environment(TimeoutVariable) ?? "", out var asked) ? asked : UsualPatience;
        using var cancel = new CancellationTokenSource(patience, context.Time);
        return await Task.Run(() => CompletionFinder.FindAsync(words, context, cancel.Token), cancel.Token).WaitAsync(patience, context.Time);
    }
}
