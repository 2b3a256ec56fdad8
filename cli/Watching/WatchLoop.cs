using Muster.Cli.Submitting;
using Muster.Stores;

namespace Muster.Cli.Watching;

/// <summary>What is watched, as it is at one moment.</summary>
/// <param name="Draw">Makes the lines for a terminal of a size; none is wider than that.</param>
/// <param name="Write">Writes it as the answer, once.</param>
/// <param name="State">What does not change while nothing changes.</param>
/// <param name="IsLast">Whether it will not change any more.</param>
internal sealed record WatchFrame(Func<Screen, IReadOnlyList<string>> Draw, Action Write, object State, bool IsLast);

/// <summary>How something is watched.</summary>
/// <param name="Every">How often it is looked at; null: the usual.</param>
/// <param name="Least">How often it may be looked at, at most.</param>
/// <param name="IsDrawn">Whether it is drawn in place where the terminal can do that, or else written anew when it changed.</param>
internal sealed record WatchManner(TimeSpan? Every, TimeSpan Least, bool IsDrawn);

/// <summary>Shows something again and again until it does not change any more or Ctrl-C comes: in place on a terminal, else whenever it changed.</summary>
/// <param name="context">The command's world.</param>
/// <param name="manner">How.</param>
internal sealed class WatchLoop(CommandContext context, WatchManner manner)
{
    private static readonly TimeSpan DrawnEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromSeconds(2);
    private readonly bool isDrawn = manner.IsDrawn && context.Screen is { Width: not null, CanRedraw: true };

    private TimeSpan Every
    {
        get
        {
            var asked = manner.Every ?? (isDrawn ? DrawnEvery : WrittenEvery);
            return asked > manner.Least ? asked : manner.Least;
        }
    }

    /// <summary>Watches. What was drawn last stays as the answer.</summary>
    /// <param name="look">Looks at it.</param>
    /// <returns>Whether it ended by itself; else it was interrupted.</returns>
    public async Task<bool> RunAsync(Func<CancellationToken, Task<WatchFrame>> look)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        using var interrupts = new Interrupts(_ => leave.Cancel());
        WatchFrame? last = null;
        try
        {
            using var screen = new BlockScreen(context.Out, context.LookAtScreen ?? (() => context.Screen));
            while (true)
            {
                var (frame, problem) = await TryAsync(look, last, leave.Token);
                if (isDrawn)
                    screen.Show(size => problem is null ? frame.Draw(size) : [.. frame.Draw(size), "", Rendering.TextWidth.Clip(problem, size.Width ?? int.MaxValue)]);
                else if (!frame.State.Equals(last?.State))
                    Write(frame);
                last = frame;
                if (frame.IsLast && problem is null)
                    break;
                await Task.Delay(Every, context.Time, leave.Token);
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            if (isDrawn && last is not null)
                Write(last);
            return false;
        }

        if (isDrawn)
            Write(last);
        return true;
    }

    /// <summary>What is to be seen; what was seen last, and why, when the store does not answer any more.</summary>
    private static async Task<(WatchFrame Frame, string? Problem)> TryAsync(Func<CancellationToken, Task<WatchFrame>> look, WatchFrame? last, CancellationToken cancel)
    {
        try
        {
            return (await look(cancel), null);
        }
        catch (StoreUnavailableException error) when (last is not null)
        {
            return (last, error.Message);
        }
    }

    private void Write(WatchFrame frame)
    {
        frame.Write();
        context.Out.Flush();
    }
}
