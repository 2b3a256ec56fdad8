using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Logs;

/// <summary>Shows what attempts wrote until now.</summary>
internal sealed class LogShow(CommandContext context, StoreContext store, RunRecord run, LogOrder order)
{
    private readonly LogReader reader = new(store.Ports, run, order);
    private const int MostCounted = 10_000;
    private int code = ExitCode.Done;

    /// <summary>Of one point, byte by byte unless a prefix is asked for.</summary>
    public async Task<int> OneAsync(long index, LogPrefixKind? prefix, CancellationToken cancel)
    {
        var attempts = (await reader.FindAsync(index, cancel)).Where(attempt => attempt.IsSince(order.Since)).ToList();
        if (attempts.Count == 0)
            context.Say($"No attempt of point {index} ran or ended since then.");
        await WriteAsync(attempts.ToAsyncEnumerable(), prefix ?? LogPrefixKind.None, isOne: true, cancel);
        return code;
    }

    /// <summary>Of many points; of one byte by byte, if no other is among those that were chosen.</summary>
    public async Task<int> ManyAsync(PointQuery query, LogPrefixKind? prefix, CancellationToken cancel)
    {
        var (without, found) = (0L, 0L);
        var attempts = reader.ListAsync(query, _ => without++, cancel);
        var isOne = await IsOnePointAsync(query, cancel);
        await WriteAsync(Counted(), prefix ?? (isOne ? LogPrefixKind.None : LogPrefixKind.Index), isOne, cancel);
        if (found == 0 && without == 0)
            context.Say(order.Since is null ? "No such points." : "No attempt of such points ran or ended since then.");
        else if (without > 0)
            context.Say($"{Human.Count(without, "point")} {(without == 1 ? "has" : "have")} no attempt that ended or runs on this machine.");
        return code;

        async IAsyncEnumerable<LoggedAttempt> Counted()
        {
            await foreach (var attempt in attempts)
            {
                found++;
                yield return attempt;
            }
        }
    }

    private async Task<bool> IsOnePointAsync(PointQuery query, CancellationToken cancel) =>
        await new PointList(store.Ports).ReadAsync(run, query, cancel).Take(2).CountAsync(cancel) == 1;

    /// <summary>Some attempts one after the other; byte by byte where they are of one command or job and no prefix is asked for.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WriteAsync(IAsyncEnumerable<LoggedAttempt> attempts, LogPrefixKind prefix, bool isOne, CancellationToken cancel)
    {
        var isPlain = isOne && prefix == LogPrefixKind.None;
        var writer = await LogWriters.ForAsync(context, store, run, (prefix, isPlain, order.Attempts.IsAll), cancel);
        await foreach (var attempt in attempts)
        {
            var any = false;
            await foreach (var part in reader.ReadAsync(attempt, cancel))
            {
                writer.Write(part);
                any |= !part.Bytes.IsEmpty;
                Tell(part);
                if (isPlain && part is { IsLast: true, Problem: null } && (any ? await OtherAsync(part.Of, cancel) : await EmptyAsync(part.Of, cancel)) is { } said)
                    context.Say(said);
            }
        }

        writer.Flush();
        return code;
    }

    /// <summary>That there is more on standard error; null: there is none, or it was what was asked for.</summary>
    private async Task<string?> OtherAsync(LoggedAttempt attempt, CancellationToken cancel)
    {
        if (order.Error)
            return null;
        var (lines, isOpen) = (0L, false);
        await foreach (var part in new LogReader(store.Ports, run, order with { Error = true, Tail = null }).ReadAsync(attempt, cancel))
        {
            lines += part.Bytes.Span.Count((byte)'\n');
            isOpen = part.Bytes.IsEmpty ? isOpen : part.Bytes.Span[^1] != (byte)'\n';
            if (lines > MostCounted)
                return $"Standard error has more than {MostCounted} lines: --stderr";
        }

        return lines + (isOpen ? 1 : 0) is > 0 and var all ? $"Standard error has {Human.Count(all, "line")}: --stderr" : null;
    }

    private void Tell(LogPart part)
    {
        if (part.Problem is not { } problem)
            return;
        context.Say($"muster: {Subject(part.Of)}: {problem}");
        code = ExitCode.CouldNotTell;
    }

    /// <summary>Whose output it is.</summary>
    public static string Subject(LoggedAttempt attempt) => $"Point {attempt.Index}{(attempt.Job is { } job ? $", job '{job}'" : "")}";

    private async Task<string> EmptyAsync(LoggedAttempt attempt, CancellationToken cancel)
    {
        if (order.Tail == 0)
            return "No line of it was asked for.";
        if (attempt.Ended is { End: Points.AttemptEnd.Lost, Output: null })
            return "What it wrote is not known: it was on the machine that was lost.";
        var wrote = attempt.Running is null ? "wrote" : "has written";
        var other = new LogReader(store.Ports, run, order with { Error = !order.Error }).ReadAsync(attempt, cancel);
        return !await other.AnyAsync(part => !part.Bytes.IsEmpty, cancel) ? $"It {wrote} nothing, neither to standard output nor to standard error."
            : order.Error ? $"It {wrote} nothing to standard error; without --stderr you see its standard output."
            : $"It {wrote} nothing to standard output; --stderr shows its standard error.";
    }
}

/// <summary>The writers.</summary>
internal static class LogWriters
{
    /// <summary>The writer for a way to show.</summary>
    public static async Task<ILogWriter> ForAsync(
        CommandContext context, StoreContext store, RunRecord run, (LogPrefixKind Prefix, bool IsPlain, bool HasAttempts) how, CancellationToken cancel)
    {
        if (how.IsPlain)
            return new PlainLogs(context, run);
        var points = how.Prefix == LogPrefixKind.Params ? (await SpecBlobs.LoadAsync(store.Ports.Blobs, run, cancel)).Points : null;
        context.Out.Flush();
        return new PrefixedLogs(context.OutBytes, new(how.Prefix, points, run.Round.Number > 1, !how.HasAttempts));
    }
}
