using System.Management.Automation;
using System.Text;
using Muster.Cli.Logs;
using Muster.Cli.Stores;
using Muster.Logs;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Logs;

/// <summary>Gives what attempts wrote as lines, and what cannot be read as errors.</summary>
/// <param name="store">The store.</param>
/// <param name="run">The run.</param>
/// <param name="order">What is wanted.</param>
/// <param name="sink">Where to.</param>
internal sealed class LogLines(StoreContext store, RunRecord run, LogOrder order, ICmdletSink sink)
{
    /// <summary>Of attempts, one after the other.</summary>
    public async Task GiveAsync(IAsyncEnumerable<LoggedAttempt> attempts, CancellationToken cancel)
    {
        var reader = new LogReader(store.Ports, run, order);
        await foreach (var attempt in attempts.WithCancellation(cancel))
            await GiveAsync(reader.ReadAsync(attempt, cancel));
    }

    /// <summary>Of parts, as they come.</summary>
    public async Task GiveAsync(IAsyncEnumerable<LogPart> parts)
    {
        var cutter = new LineCutter((attempt, line) => sink.Write(new MusterLogLine(attempt, TextOf(line), order.Error, (run.Id.Value, store.Address.Text))));
        await foreach (var part in parts)
        {
            cutter.Write(part);
            if (part.Problem is { } problem)
                sink.Fail(ToldErrors.NotAvailable($"{LogShow.Subject(part.Of)}: {problem}", $"{run.Id} {part.Of.Index}"));
        }
    }

    /// <summary>Lines of Windows programs end with a carriage return, which is no part of their text.</summary>
    private static string TextOf(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line is [.. var rest, (byte)'\r'] ? rest : line);
}
